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
      struct Answer: Decodable {
        var fraction: Int
        var number: Double
        var tolerance: Double
        var says: String
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
        let right = field.answers[0]
        #expect(right.fraction == 100 && right.number == wanted.number, "\(question.name)")
        let usual = Answer.slack(of: wanted.number)
        #expect(abs(right.tolerance - (wanted.tolerance ?? usual)) < 1e-12, "\(question.name)")
        // Embedded answers have whole weights.
        let points = question.kind == "cloze" ? wanted.points.rounded() : wanted.points
        #expect(field.points == points, "\(question.name)")
        for wrong in field.answers.dropFirst() {
          #expect(wrong.fraction == 0 && !wrong.says.isEmpty, "\(question.name)")
          #expect(abs(wrong.number - right.number) > right.tolerance, "\(question.name)")
        }
        let given = field.answers.map(\.number)
        #expect(Set(given).count == given.count, "\(question.name): \(given)")
      }
    }
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
