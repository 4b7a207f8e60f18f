import Lessons
import Practice
import Problems
import TestSupport
import Testing

@testable import convscope

struct CurriculumTests {
  private func curriculum(_ item: String) throws -> Curriculum {
    let text = "groups:\n  - title: First\n    items:\n      - {what: A window, \(item)}\n"
    return try Curriculum(
      try YAMLReader.read(try SourceFile(path: "c.yaml", text: text)),
      lessons: try LessonShelf(environment: [:]).library(),
      exercises: try ExerciseShelf.library(chosenFolder: nil))
  }

  @Test func `a row names the places by lesson, step and family`() throws {
    let steps = try LessonShelf(environment: [:]).library().lesson("convolution").steps.map(\.id)
    let found = try curriculum(
      "steps: [convolution/\(steps[3]), convolution/\(steps[0])], exercises: [padded-cell]")
    #expect(
      found.markdown.hasSuffix(
        "| 1.1 | A window | `convolution` 1, 4 · *practice* `padded-cell` |\n"))
    #expect(found.gapCount == 0)
    #expect(try curriculum("note: said on the map").gapCount == 0)
    #expect(try curriculum("steps: []").gapCount == 1)
    #expect(try curriculum("steps: []").markdown.hasSuffix("| 1.1 | A window | – |\n"))
  }

  @Test(arguments: [
    ("steps: [convolution]", "'convolution' names no step"),
    ("steps: [convolutoin/a]", "there is no lesson 'convolutoin'"),
    ("steps: [convolution/nowhere]", "lesson 'convolution' has no step 'nowhere'"),
    ("exercises: [padded-sell]", "there is no family of exercises 'padded-sell'"),
    ("where: here", "an item has no 'where'"),
  ])
  func `a place that there is not is named`(item: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try curriculum(item) }
    #expect(error?.message == message)
    #expect(error?.remedy.isEmpty == false)
  }
}
