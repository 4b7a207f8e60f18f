import ConvolutionArithmetic
import TensorEngine

/// One op with parameters and operands, or a few ops with the gradients of everything that they
/// depend on, to be run on a backend and on the reference.
public struct ConformanceCase: CustomStringConvertible, Sendable {
  /// Appends the ops to a graph and returns the result.
  typealias Body = @Sendable (inout CaseBuilder) throws -> NodeID

  /// What is computed, and on which shapes.
  public let description: String
  /// Whether integers are computed without rounding, or by the same roundings in the same order.
  public let isExact: Bool
  /// How many ops follow each other at most: each adds the error of a single one.
  public let length: Int
  /// How many images more there are than the ops were written for.
  private let more: Int
  private let body: Body

  /// Everything there is.
  public static let all = ops + steps

  /// Some ops, as a network has them.
  init(
    _ description: String, isExact: Bool = true, length: Int = 5, more: Int = 0,
    _ body: @escaping Body
  ) {
    (self.description, self.isExact, self.length) = (description, isExact, length)
    (self.more, self.body) = (more, body)
  }

  /// A single op.
  ///
  /// - Parameters:
  ///   - op: The op.
  ///   - shapes: The operands' shapes.
  ///   - fillings: What operands hold, by position; numbers where nothing is said.
  ///   - isExact: Whether integers must give the same bits.
  init(_ op: Op, _ shapes: [Shape], _ fillings: [Int: Filling] = [:], isExact: Bool = true) {
    let text = "\(op) of \(shapes.map(\.description).joined(separator: " "))"
    self.init(text, isExact: isExact, length: 1) { builder in
      let operands = try shapes.enumerated().map {
        try builder.input($0.element, "operand \($0.offset)", fillings[$0.offset] ?? .numbers)
      }
      return try builder.graph.append(op, operands)
    }
  }

  /// The same with images more, which do not fill a block of those backends that have some.
  func withMoreImages(_ more: Int) -> ConformanceCase {
    ConformanceCase(
      "\(description), and \(more) images more", isExact: isExact, length: length, more: more,
      body)
  }

  /// The graph, the result with its gradients, and numbers for the inputs.
  public func example(integers: Bool) throws -> Example {
    var builder = CaseBuilder(integers: integers, more: more)
    let result = try body(&builder)
    let variables = builder.variables
    guard !variables.isEmpty else {
      return Example(
        graph: builder.graph, outputs: [result] + builder.others, feeds: builder.feeds)
    }
    let upstream = try builder.input(builder.graph[result].shape, "upstream")
    let gradients = try builder.graph.appendGradients(
      of: result, by: variables, upstream: upstream)
    return Example(
      graph: builder.graph,
      outputs: [result] + variables.compactMap { gradients[$0] } + builder.others,
      feeds: builder.feeds)
  }
}

extension SlidingWindow {
  /// The output size for an input that the tables are known to pair with this window.
  func outputs(for inputSize: Int) -> Int {
    // swift-format-ignore: NeverUseForceTry
    try! outputSize(forInputSize: inputSize)
  }

  /// The window with which a transposed convolution restores an input size.
  func restoring(_ inputSize: Int) -> SlidingWindow {
    // swift-format-ignore: NeverUseForceTry
    let lost = try! outputPadding(restoringInputSize: inputSize)
    return window(
      kernelSize, stride: stride, padding: paddingBefore, after: paddingAfter, dilation: dilation,
      outputPadding: lost)
  }
}
