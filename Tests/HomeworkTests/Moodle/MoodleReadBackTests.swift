import Foundation
import Misconceptions
import Problems
import TestSupport
import Testing

@testable import Homework

/// Question banks as Python's parsers and a second implementation read them.
///
/// `read_moodle.py` knows nothing of this program: it reads XML, HTML and embedded answers by itself, and
/// works out what is asked from the numbers on the page. No Moodle was at hand.
@Suite("question banks read back", .enabled(if: Python.isInstalled, Python.missing))
struct MoodleReadBackTests {
  private struct Question: Decodable {
    struct Field: Decodable {
      struct Answer: Decodable, Sendable {
        var fraction: Int
        var number: Double
        var tolerance: Double
        var says: String

        func takes(_ given: Double) -> Bool { abs(given - number) <= tolerance + 1e-12 }
      }

      var points: Double
      var answers: [Answer]
    }

    var name: String
    var kind: String
    var fields: [Field]
    var worked: [Double]?
  }

  private static let variants = 4

  private let maker: SheetMaker
  private let questions: [Question]

  init() throws {
    maker = try ClassFixture.maker(
      ClassFixture.text.replacing("title: A small layer", with: "title: 'a < b & ]]> é'")
        + "\n  - {family: softmax, points: 2}\n")
    let folder = try TemporaryFolder()
    try folder.write(try MoodleBank(maker, variants: Self.variants).xml, to: "bank.xml")
    let script = Repository.fixture("read_moodle.py")
    questions = try JSONDecoder().decode(
      [Question].self, from: Python.run(script, folder("bank.xml")))
  }

  /// The parts of a question, as the tutor judges them.
  private func parts(of position: Int) throws -> [StudentSheet.Part] {
    let variant = Roster.Student(id: "variant-\(position % Self.variants + 1)", name: "")
    return try maker.sheet(for: variant).tasks[position / Self.variants].parts
  }

  private func numbers(_ part: StudentSheet.Part) -> [Double] {
    switch part.key.expected {
    case .number(let number): [number]
    case .size(let lengths): lengths
    case .grid(_, _, let values): values
    default: []
    }
  }

  @Test func `each variant of each task is there, under its name`() {
    #expect(questions.count == 4 * Self.variants)
    #expect(questions[0].name == "Task 1, variant 1")
    #expect(questions[5].name == "Task 2. a < b & ]]> é, variant 2")
    #expect(Set(questions.prefix(Self.variants).map(\.kind)) == ["numerical"])
    #expect(Set(questions.dropFirst(Self.variants).map(\.kind)) == ["cloze"])
  }

  @Test func `fields, fractions, tolerances and points are those that the tutor judges by`() throws
  {
    for (position, question) in questions.enumerated() {
      let parts = try parts(of: position)
      let wanted = parts.flatMap { part in
        numbers(part).map { (number: $0, points: part.points, tolerance: part.key.tolerance) }
      }
      #expect(question.fields.count == wanted.count, "\(question.name)")
      for (field, wanted) in zip(question.fields, wanted) {
        let right = field.answers.prefix { $0.fraction == 100 }
        expectTutor(right, for: wanted.number, within: wanted.tolerance, question.name)
        // Embedded answers have whole weights.
        let points = question.kind == "cloze" ? wanted.points.rounded() : wanted.points
        #expect(field.points == points, "\(question.name)")
        for wrong in field.answers.dropFirst(right.count) {
          #expect(wrong.fraction == 0 && !wrong.says.isEmpty, "\(question.name)")
          #expect(!right.contains { $0.takes(wrong.number) }, "\(question.name)")
        }
        let given = field.answers.map(\.number)
        #expect(Set(given).count == given.count, "\(question.name): \(given)")
      }
    }
  }

  /// Makes sure that the answers to a field take what the tutor takes, and refuse what it refuses.
  private func expectTutor(
    _ right: ArraySlice<Question.Field.Answer>, for number: Double, within tolerance: Double?,
    _ name: String
  ) {
    #expect(right.first?.number == number, "\(name)")
    let unit = number == 0 ? 1 : pow(10, log10(abs(number)).rounded(.down) - 2)
    let digits = number / unit
    var probes = [-1.1, -0.9, -0.4, 0.4, 0.9, 1.1].map { number + $0 * 1e-3 * abs(number) }
    // Three digits, cut and rounded, and numbers that are as near without being these.
    probes += [digits.rounded(.down), digits.rounded(.up)].flatMap {
      [$0 * unit, ($0 + 0.2) * unit]
    }
    probes += [number, number + 0.4 * unit, number - 0.4 * unit, number + 0.6 * unit]
    for probe in probes {
      let isTaken = Answer.number(number).agrees(with: .number(probe), tolerance: tolerance)
      #expect(right.contains { $0.takes(probe) } == isTaken, "\(name): \(probe) for \(number)")
    }
  }

  @Test(arguments: [
    0.1047, 0.10466, 0.5, 2.0 / 3, 1.0047, 999.5, 9.995, 12345.6, -0.1047, 0, 3, 1e-7,
  ])
  func `what is right is what the tutor takes, and no more`(number: Double) {
    let right = Answer.right(for: number).map {
      Question.Field.Answer(fraction: 100, number: $0.number, tolerance: $0.slack, says: "")
    }
    expectTutor(right[...], for: number, within: nil, "\(number)")
    #expect(Answer.right(for: 0.1047).map(\.number) == [0.1047, 0.105])
  }

  @Test func `what is right follows from what stands on the page`() throws {
    // Three of the four tasks are worked out; what a softmax gives is not.
    let worked = questions.filter { $0.worked != nil }
    #expect(worked.count == 3 * Self.variants)
    for question in worked {
      #expect(question.worked == question.fields.map { $0.answers[0].number }, "\(question.name)")
    }
  }
}
