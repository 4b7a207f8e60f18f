import ConvolutionArithmetic
import Misconceptions
import Problems
import TensorEngine
import TestSupport
import Testing

/// Problems that nobody wrote: the examples of all ops and of all rules with other numbers, parameters
/// and ops behind them.
private struct RandomProblem {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Parameters that change what an op makes, each with some values.
  private static let parameters: [(name: String, values: [String])] = [
    ("stride", ["1", "2", "3"]), ("padding", ["0", "1", "2", "same"]), ("dilation", ["1", "2"]),
    ("ceil_mode", ["true"]), ("flip", ["true"]), ("count_include_pad", ["false"]),
    ("padding_mode", ["reflect", "circular"]), ("output_padding", ["1"]),
    ("kernel_size", ["1", "2", "3"]), ("training", ["true", "false"]), ("p", ["0", "0.3", "1"]),
    ("reduction", ["sum", "none"]), ("align_corners", ["true"]), ("dim", ["0", "-1"]),
    ("mode", ["bilinear", "linear", "reflect"]), ("negative_slope", ["0", "0.5"]),
    ("momentum", ["0", "1"]), ("eps", ["0", "1"]), ("alpha", ["0", "2"]),
  ]

  private static let following = [
    "relu", "sigmoid", "tanh", "max_pool2d 2", "avg_pool2d 2", "add 1", "softmax", "dropout",
    "flatten", "mul 0",
  ]

  private mutating func pick<List: RandomAccessCollection>(_ list: List) -> List.Element {
    list[list.index(list.startIndex, offsetBy: Int.random(in: 0..<list.count, using: &random))]
  }

  private mutating func base() -> Problem? {
    if pick(0..<2) == 0, let text = pick(MisconceptionExample.ofProblems).problem {
      return try? Problem(SourceFile(path: "example", text: text))
    }
    let example = pick(OperationSchema.all).example
    return try? Problem(input: example.input, operations: example.operations)
  }

  /// A solved problem; `nil` where what came together is none.
  mutating func next() -> SolvedProblem? {
    guard var problem = base() else { return nil }
    let last = problem.operations.count - 1
    var edits = [problem.randomNumbers(for: last, seed: random.next())]
    for parameter in Self.parameters
    where problem.operations[last].schema.parameter(parameter.name) != nil
      && pick(0..<3) == 0
    {
      let value = pick(parameter.values)
      edits.append(.parameter(operation: last, name: parameter.name, text: value))
    }
    if pick(0..<2) == 0 {
      edits.append(.append(pick(Self.following)))
    }
    if pick(0..<8) == 0 {
      let shape = problem.input.value.shape
      edits.append(
        .grid(
          of: "input", shape: shape.dimensions,
          numbers: [Double](repeating: 0, count: shape.count)))
    }
    for edit in edits { if let changed = try? problem.edited(by: [edit]) { problem = changed } }
    guard let built = try? problem.built(withGradients: true) else { return nil }
    return try? SolvedProblem(running: built, on: ReferenceBackend<Double>())
  }

  /// A question about it.
  mutating func inquiry(about solved: SolvedProblem) -> ProblemInquiry? {
    var values: [(ProblemInquiry.Value, Tensor<Double>)] = []
    for (index, step) in solved.steps.enumerated() {
      values.append((.value(.operation(index)), step.output))
      values += step.extras.map { (.extra($0.name, ofOperation: index), $0.value) }
    }
    values += solved.gradients.map { (.value(.gradient($0.name)), $0.value) }
    let (value, tensor) = pick(values)
    let shape = tensor.shape
    let index = shape.index(at: pick(0..<shape.count))
    let parts: [Part] = [
      .size, .count, .length(axis: shape.rank - 1), .at(index), .at(index.dropLast(2)),
      .at(index.dropLast()), .at([]),
    ]
    return ProblemInquiry(
      solved, asking: value, part: pick(parts),
      on: ReferenceBackend<Double>())
  }
}

@Suite("Rules on problems that nobody wrote")
struct RandomProblemTests {
  @Test("give finite answers that are wrong, or none", arguments: 0..<10)
  func answers(_ seed: UInt64) {
    var problems = RandomProblem(seed: seed)
    var (count, found) = (0, 0)
    while count < 50 {
      guard let solved = problems.next(), let inquiry = problems.inquiry(about: solved) else {
        continue
      }
      count += 1
      for rule in Misconception.all {
        for wrong in rule.wrongAnswers(to: .problem(inquiry)) {
          found += 1
          #expect(!inquiry.answer.agrees(with: wrong.answer), "\(rule.id)")
          #expect(
            wrong.answer.numbers.allSatisfy { $0.isFinite },
            "\(rule.id) of \(inquiry.operation.name), \(inquiry.value): \(wrong.answer)")
        }
      }
    }
    #expect(found > 10)
  }
}
