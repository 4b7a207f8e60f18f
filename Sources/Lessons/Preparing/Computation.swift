import Storyboards
import TensorEngine

/// One op with what goes into it: steps and questions about the same one speak of the same results.
public struct Computation: Equatable, Sendable {
  private let op: Op
  private let operands: [Tensor<Double>]
  /// How many numbers come out.
  public let resultCount: Int

  /// The computation of a node.
  public init(of node: NodeID, in executed: ExecutedGraph) {
    op = executed.graph[node].op
    operands = executed.graph[node].inputs.compactMap { executed.values[$0] }
    resultCount = executed.graph[node].shape.count
  }
}

/// The results that a question is about.
public struct AskedResults: Equatable, Sendable {
  /// Where they come from.
  public let computation: Computation
  /// Which of them are asked for, in row-major order; none where only their number is.
  public let cells: Range<Int>

  /// Names results.
  public init(_ cells: Range<Int>, of computation: Computation) {
    self.computation = computation
    self.cells = cells
  }
}

extension PreparedStep {
  /// Whether results appear on the stage.
  public var hasResults: Bool { storyboard?.panels.contains { $0.isFilledByFrames } ?? false }

  /// Whether each frame finishes one result, in row-major order.
  public var finishesResultsOneByOne: Bool {
    hasResults && storyboard?.frames.count == shown?.resultCount
  }

  /// The results that somebody has seen who may look at all frames of the step.
  public var shownResults: Range<Int> {
    guard let storyboard, let shown, hasResults else { return 0..<0 }
    if frames.upperBound == storyboard.frames.count { return 0..<shown.resultCount }
    return finishesResultsOneByOne ? 0..<frames.upperBound : 0..<0
  }
}
