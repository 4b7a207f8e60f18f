import ConvolutionArithmetic
import Foundation
import Misconceptions
import Problems
import TensorEngine
import Testing

/// An example of what a misconception leads to: a problem, what is asked of it, the right answer and the
/// wrong one, worked out without this program.
struct MisconceptionExample: CustomTestStringConvertible {
  let rule: String
  let problem: String?
  let value: String?
  let right: [Double]
  let wrong: [Double]

  var testDescription: String { rule }

  /// All examples: those that define the rules, and for many a second one of another shape, which
  /// `make_more_examples.py` works out with numpy and PyTorch.
  static let all = read("examples") + read("more-examples")

  private static func read(_ name: String) -> [MisconceptionExample] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).json")
    guard let data = try? Data(contentsOf: file),
      let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    else { return [] }
    return list.map { entry in
      let problem = (entry["problem"] as? [String: Any]).flatMap {
        try? JSONSerialization.data(withJSONObject: $0)
      }
      return MisconceptionExample(
        rule: entry["rule"] as? String ?? "",
        problem: problem.map { String(decoding: $0, as: UTF8.self) },
        value: entry["of"] as? String, right: numbers(entry["right"]),
        wrong: numbers(entry["wrong"]))
    }
  }

  /// The examples that are about a problem.
  static let ofProblems = all.filter { $0.problem != nil }

  private static func numbers(_ value: Any?) -> [Double] {
    if let list = value as? [Any] { return list.flatMap(numbers) }
    return (value as? NSNumber).map { [$0.doubleValue] } ?? []
  }

  /// The question of the example.
  func inquiry() throws -> ProblemInquiry {
    let problem = try Problem(SourceFile(path: "example", text: #require(self.problem)))
    let solved = try SolvedProblem(
      running: problem.built(withGradients: true), on: ReferenceBackend<Double>())
    let text = try #require(value)
    let name = text.prefix { $0 != "[" }
    let index = text.dropFirst(name.count).split { "[], ".contains($0) }.compactMap { Int($0) }
    let last = problem.operations.count - 1
    let (asked, part): (ProblemInquiry.Value, Part) =
      switch name {
      case "shape": (.value(.operation(last)), index.first.map { .length(axis: $0) } ?? .size)
      case "output": (.value(.operation(last)), .at(index))
      case "running_mean", "running_var": (.extra(String(name), ofOperation: last), .at(index))
      default:
        (.value(.gradient(String(name.dropFirst("gradients.".count)))), .at(index))
      }
    return try #require(
      ProblemInquiry(solved, asking: asked, part: part, on: ReferenceBackend<Double>()))
  }
}

extension Answer {
  /// Its numbers, in their order.
  var numbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .size(let lengths): lengths
    case .choice(let position): [Double(position)]
    case .positions(let positions): positions.map(Double.init)
    case .numbers(let numbers): numbers
    case .text: []
    case .grid(_, _, let values): values
    }
  }

  /// Whether its numbers are those of an example, which have six digits behind the point.
  func isClose(to numbers: [Double]) -> Bool {
    self.numbers.count == numbers.count
      && zip(self.numbers, numbers).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) }
  }
}

@Suite("What a misconception leads to")
struct ExampleTests {
  @Test("is what the example works out", arguments: MisconceptionExample.ofProblems)
  func example(_ example: MisconceptionExample) throws {
    let inquiry = try example.inquiry()
    #expect(inquiry.answer.isClose(to: example.right))
    let rule = try #require(Misconception.named(example.rule), "no such rule")
    let answers = rule.wrongAnswers(to: .problem(inquiry)).map(\.answer)
    // Channels that were kept apart are two answers, and either may be given.
    let isEither = example.rule == "channels-kept-apart"
    #expect(
      isEither
        ? example.wrong.allSatisfy { number in answers.contains { $0.isClose(to: [number]) } }
        : answers.contains { $0.isClose(to: example.wrong) },
      "\(answers)")
  }

  /// Rules that give what another one gives on the problem of its example, and are told instead, since
  /// they are commoner or the whole layer is likelier wrong than a single sum.
  static let told: [String: Set<String>] = [
    "columns-per-tap": ["rounded-up", "padding-once"], "first-axis-for-both": ["stride-ignored"],
    "padding-once": ["plus-one-forgotten"], "plus-one-before-dividing": ["plus-one-forgotten"],
    "pool-rounds-up": ["pool-steps-by-one"], "rounded-up": ["padding-invented"],
    "same-keeps-size": ["stride-ignored"], "size-over-stride": ["padding-invented"],
    "sum-neighbour-window": ["sum-term-left-out"], "sum-ring-forgotten": ["padding-ignored"],
  ]

  @Test("is told by the rule's own sentence", arguments: MisconceptionExample.ofProblems)
  func explanation(_ example: MisconceptionExample) throws {
    let inquiry = try example.inquiry()
    let rule = try #require(Misconception.named(example.rule))
    let wrong = rule.wrongAnswers(to: .problem(inquiry)).first {
      $0.answer.isClose(to: example.wrong)
    }
    guard let wrong else { return }
    let first = Diagnoser(.problem(inquiry)).explanations(of: wrong.answer).first?.misconception.id
    let allowed = Self.told[example.rule, default: []].union([example.rule])
    #expect(first.map(allowed.contains) == true, "\(first ?? "nothing")")
  }

  /// 9·3 is off by a time for 36, 4·1 for 5 is not: nobody has to work that out.
  @Test(arguments: [
    ("9 4", "3 1", 40.0, "sum-table-slip"), ("9 4", "3 1", 30, nil), ("5 0.5", "3 4", 21, nil),
  ])
  func `a time too many is told of a times table alone`(
    input: String, weight: String, wrong: Double, rule: String?
  ) throws {
    let problem = try Problem(input: input, operations: "conv1d \(weight)")
    let solved = try SolvedProblem(
      running: problem.built(withGradients: true), on: ReferenceBackend<Double>())
    let inquiry = try #require(
      ProblemInquiry(
        solved, asking: .value(.operation(0)), part: .at([0, 0, 0]),
        on: ReferenceBackend<Double>()))
    let found = Diagnoser(.problem(inquiry)).explanations(of: .number(wrong))
    #expect(found.contains { $0.misconception.id == "sum-table-slip" } == (rule != nil))
  }

  @Test func `zeros are not taken for a product of matrices`() throws {
    let problem = try Problem(
      input: "1 1 0 0/1 1 0 0/1 1 0 0", operations: "conv2d 1,0,-1/1,0,-1/1,0,-1")
    let solved = try SolvedProblem(
      running: problem.built(withGradients: true), on: ReferenceBackend<Double>())
    let inquiry = try #require(
      ProblemInquiry(
        solved, asking: .value(.operation(0)), part: .at([0, 0]), on: ReferenceBackend<Double>()))
    let zeros = Answer.grid(rows: 1, columns: 2, values: [0, 0])
    #expect(Diagnoser(.problem(inquiry)).explanations(of: zeros).isEmpty)
  }

  @Test("is worked out for each rule")
  func coverage() {
    let rules = Set(MisconceptionExample.all.map(\.rule) + TrainingTests.examples.map(\.rule))
    #expect(Misconception.all.map(\.id).filter { !rules.contains($0) } == [])
  }

  @Test("has an id of its own, a name and a sentence")
  func names() {
    #expect(Set(Misconception.all.map(\.id)).count == Misconception.all.count)
    for rule in Misconception.all {
      #expect(rule.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(rule.id)")
      #expect(rule.say.last == "." && rule.say.count <= 100, "\(rule.id): \(rule.say)")
      #expect(rule.name.count <= 52 && rule.name.last != ".", "\(rule.id): \(rule.name)")
    }
  }
}
