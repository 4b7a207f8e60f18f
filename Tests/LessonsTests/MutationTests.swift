import Problems
import TensorEngine
import TestSupport
import Testing

@testable import Lessons

/// Files that somebody's cat walked over: whatever comes of them, it is a result or a message.
struct MutationTests {
  private static let originals = [
    """
    input: 1 2 3 4 5 / 2 2 1 1 1
    ops:
      - conv2d: {weight: 0 -1 / 1 1, stride: 2, padding: [1, 0]}
      - relu
      - max_pool2d: 2
    upstream: 1

    """,
    "{\"input\": [[1,2],[3,4]], \"ops\": [\"relu\", {\"add\": {\"other\": [[1,2]]}}]}",
    """
    input: |
      1 2
      3 4

      5 6
      7 8
    ops: conv2d [[[1]],[[2]]] stride=2 | concat other=[[[[7]]]] dim=1 | flatten | softmax

    """,
    LessonFixture.head
      + LessonFixture.step(
        "question: Q\nkind: grid\nhints: [a]\nslips: [{answer: 6 -5 / 2 -2, say: b}]"),
  ]

  private static let characters = Array(
    "\n :-[]{},/;|>&*'\"#?!%@`~0123456789.xabe\t\\=+−é😀\u{2028}".unicodeScalars)

  @Test(arguments: [1, 2, 3, 4])
  func `a mutated file is read or refused`(seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var scalars = Array(Self.originals.randomElement(using: &numbers)!.unicodeScalars)
      for _ in 0..<Int.random(in: 1...6, using: &numbers) { mutate(&scalars, &numbers) }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      check(String(text))
    }
  }

  private func mutate(_ scalars: inout [Unicode.Scalar], _ numbers: inout SplitMix64) {
    let place = Int.random(in: 0..<scalars.count, using: &numbers)
    let character = Self.characters.randomElement(using: &numbers)!
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: scalars.insert(character, at: place)
    case 1 where scalars.count > 1: scalars.remove(at: place)
    case 2: scalars[place] = character
    default:
      let end = min(scalars.count, place + Int.random(in: 1...20, using: &numbers))
      scalars.insert(contentsOf: Array(scalars[place..<end]), at: place)
    }
  }

  private func check(_ text: String) {
    do throws(Diagnostic) {
      let file = try SourceFile(path: "mutated.yaml", text: text)
      if text.contains("steps") {
        var problems: [Diagnostic] = []
        guard let lesson = Lesson.read(file, &problems) else { return }
        var checker = LessonChecker(lesson, backend: LessonFixture.backend)
        _ = checker.check()
      } else {
        _ = try Problem(file).built(withGradients: true)
      }
    } catch {
      #expect(!error.message.isEmpty && !error.remedy.isEmpty, "\(error) for:\n\(text)")
    }
  }
}
