import Exhibits
import Problems
import Storyboards
import Testing

@testable import Lessons

/// Answers that an author leaves in sight: the program keeps them back itself where it can, and `check` tells
/// of the others.
struct AnswerInSightTests {
  private func hides(_ show: String, _ ask: String, _ rest: String = "") throws -> Bool {
    let step = "  - text: Look.\n    show: {\(show)}\n\(rest)    ask: {question: Q, \(ask)}\n"
    return try LessonFixture.lesson(step).steps[0].hidesResults
  }

  private func warnings(_ show: String, _ ask: String, _ rest: String = "") throws -> [String] {
    let step =
      "  - text: Look.\n    show: {\(show)}\n\(rest)"
      + "    ask: {question: Q, hints: [h], explain: e, \(ask)}\n"
    let lesson = try LessonFixture.lesson(step)
    var checker = LessonChecker(lesson, backend: LessonFixture.backend)
    return checker.check().filter { $0.severity == .warning }.map(\.message)
  }

  private let strided = "input: 1 2 3 / 4 5 6 / 7 8 9, ops: [{conv2d: {weight: 1, stride: 2}}]"
  private let open = "    hides: false\n"

  @Test(arguments: ["uncovered", "receptive_field", "jump"])
  func `what a view counts is kept back like a result`(count: String) throws {
    #expect(try hides(strided, "kind: count, count: \(count), hints: [h]"))
    let own = "kind: count, count: \(count), of: {\(strided)}, hints: [h]"
    #expect(try !hides(strided, own))
  }

  @Test func `what no view counts is not`() throws {
    #expect(try !hides(strided, "kind: count, count: parameters, hints: [h]"))
  }

  @Test func `a prediction comes before results`() throws {
    let choice = "kind: choice, choices: [a, b], answer: a"
    #expect(try hides(strided, choice + ", predict: true"))
    #expect(try !hides(strided, choice + ", predict: true", open))
    #expect(try !hides(strided, choice + ", hints: [h]"))
    // There are no results of what cannot be computed.
    let refused = "input: 1 2, ops: [{conv1d: {weight: 1 1 1}}], refusal: true"
    #expect(try !hides(refused, choice + ", predict: true"))
  }

  @Test func `a view that counts what is asked is told of`() throws {
    let message = "the answer stands on the stage while it is asked for"
    let ask = "kind: count, count: uncovered"
    #expect(try warnings(strided + ", view: cover", ask) == [])
    #expect(try warnings(strided + ", view: cover", ask, open) == [message])
    #expect(try warnings(strided + ", view: cover, frames: 0", ask, open) == [])
    #expect(try warnings(strided, ask, open) == [])
  }

  private let table = "table: 'conv 8 3x3 pad 1, relu, conv 16 3x3 pad 1', image: 1x28x28"

  private func isCovered(_ name: String, _ show: String, _ ask: String) throws -> Bool {
    let step = "  - text: Look.\n    show: {\(show)}\n    ask: {question: Q, hints: [h], \(ask)}\n"
    let exhibit = try #require(
      try LessonFixture.lesson(step).prepared(on: LessonFixture.backend).steps[0].exhibit)
    let cells = exhibit.scene(0, at: 0).panels.flatMap { panel -> [Table.Cell] in
      if case .table(let table) = panel { table.rows.flatMap(\.cells) } else { [] }
    }
    let piece = try #require(cells.compactMap(\.piece).first { $0.name == name })
    return exhibit.cover(found: []).hides(piece) && !exhibit.cover(found: [name]).hides(piece)
  }

  @Test func `a number of an exhibit that is asked for is kept back by itself`() throws {
    #expect(try isCovered("2 multiply-adds", table, "kind: number, of: 2 multiply-adds"))
    #expect(try isCovered("2 output", table, "kind: count, of: 2 channels"))
    #expect(try !isCovered("2 output", table, "kind: count, of: 2 parameters"))
    // 16·28·28 is left to be computed.
    #expect(try !isCovered("2 output", table, "kind: count, of: 2 outputs"))
  }

  @Test func `another place that says it is told of`() throws {
    let ask = "kind: number, of: 0 parameters"
    let single = "table: conv 8 5x5, image: 1x28x28"
    #expect(
      try warnings(single, ask) == [
        "the number that is asked for stands in the exhibit as 'total parameters', too"
      ])
    #expect(try warnings(single + ", hide: [total parameters]", ask) == [])
    #expect(try warnings(single + ", rows: [0]", ask) == [])
    // Small numbers are everywhere.
    #expect(try warnings("table: conv 8 3x3, image: 1x28x28", ask) == [])
  }

  @Test func `a gradient that the chosen view shows stays in it`() throws {
    func view(_ view: String, _ ask: String) throws -> StoryView? {
      let show =
        "show: {input: 1 0 2 / 3 1 0 / 0 2 1, ops: [{conv2d: {weight: 2, stride: 2}}], \(view)}"
      let question = try LessonFixture.question("kind: grid\n" + ask, show: show)
      return question.answerStage?(question.solution)?.views.start
    }
    #expect(try view("view: gradients", "gradient: input") == nil)
    let other = try #require(try view("view: window", "gradient: input"))
    #expect(other != .window && other != .gradients)
  }
}
