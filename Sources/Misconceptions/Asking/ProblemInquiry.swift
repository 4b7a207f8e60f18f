import Problems
import Storyboards
import TensorEngine

/// A question about a value of a problem: what its right answer is, and what comes out where somebody
/// thinks otherwise about the problem.
///
/// Every answer, right or wrong, is computed by the engine from a problem or from its values.
public struct ProblemInquiry: Sendable {
  /// What is asked for.
  public enum Value: Hashable, Sendable {
    /// The result of an op, or a gradient.
    case value(ProblemValue)
    /// A further result of an op, such as its new running mean.
    case extra(String, ofOperation: Int)
  }

  /// The problem.
  public let problem: Problem
  /// What of it is asked for.
  public let value: Value
  /// Which part of that.
  public let part: Part
  /// The problem with its values.
  public let solved: SolvedProblem
  /// The right answer.
  public let answer: Answer
  /// The frame of the explanation that makes the one number which is asked for; `nil` where it is none,
  /// or the explanation has other frames.
  public let frame: Frame?
  private let backend: any Backend

  /// Asks for a part of a value.
  ///
  /// - Parameter backend: What computes what others would answer.
  /// - Returns: `nil` where the problem has no such value, or the value no such part.
  public init?(
    _ solved: SolvedProblem, asking value: Value, part: Part, on backend: any Backend
  ) {
    problem = solved.problem.problem
    (self.solved, self.value, self.part, self.backend) = (solved, value, part, backend)
    guard let answer = solved.value(value).flatMap(part.of) else { return nil }
    self.answer = answer
    frame = Self.frame(of: part, value, solved)
  }

  /// The frame of the explanation that makes the first number of a grid that is asked for; `nil` as for
  /// ``frame``.
  public var firstFrame: Frame? {
    guard case .grid = answer, case .at(let leading) = part else { return nil }
    let missing = max(0, wanted.shape.rank - leading.count)
    return Self.frame(of: .at(leading + [Int](repeating: 0, count: missing)), value, solved)
  }

  /// The frame that makes the number which is asked for in the problem with changes; `nil` as for
  /// ``frame``.
  func frame(with edits: [ProblemEdit]) -> Frame? {
    solved(with: edits).flatMap { Self.frame(of: part, value, $0) }
  }

  private static func frame(
    of part: Part, _ value: Value, _ solved: SolvedProblem
  ) -> Frame? {
    guard case .value(let named) = value, let shape = solved.value(value)?.shape,
      let index = part.index(rank: shape.rank), let views = try? solved.views(of: named),
      views.first.frames.count == shape.count
    else { return nil }
    return views.first.frames[shape.offset(of: index)]
  }

  /// The op that is asked about, by its index: of a gradient the op whose operand it belongs to.
  public var operationIndex: Int {
    switch value {
    case .value(.operation(let index)), .value(.part(let index, _)), .extra(_, let index): index
    case .value(.gradient(let name)): Int(name.prefix { $0 != "." }) ?? 0
    }
  }

  /// The op that is asked about.
  public var operation: ProblemOperation { problem.operations[operationIndex] }

  /// What the problem becomes with changes; `nil` where it cannot be computed then.
  func solved(with edits: [ProblemEdit]) -> SolvedProblem? {
    var isAboutGradient = false
    if case .value(.gradient) = value { isAboutGradient = true }
    // Nothing else depends on what comes back, and that may not fit a result of another shape.
    let upstream = isAboutGradient ? [] : [ProblemInquiry.ones]
    guard let changed = try? problem.edited(by: edits + upstream),
      let built = try? changed.built(withGradients: isAboutGradient)
    else { return nil }
    return try? SolvedProblem(running: built, on: backend)
  }

  /// The edit by which ones come back to the result.
  static let ones = ProblemEdit.grid(of: "upstream", shape: [], numbers: [1])
}

extension SolvedProblem {
  /// A value of the problem at full rank; `nil` where it has none of that name.
  public func value(_ value: ProblemInquiry.Value) -> Tensor<Double>? {
    switch value {
    case .value(.operation(let index)): steps.indices.contains(index) ? steps[index].output : nil
    case .value(.part(let index, let part)):
      problem.node(explaining: .part(operation: index, index: part)).flatMap { executed.values[$0] }
    case .value(.gradient(let name)): gradients.first { $0.name == name }?.value
    case .extra(let name, let index):
      steps.indices.contains(index)
        ? steps[index].extras.first { $0.name == name }?.value : nil
    }
  }
}
