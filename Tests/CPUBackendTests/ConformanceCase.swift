import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// One op with parameters and operands, to be run on the CPU backend and on the reference.
struct ConformanceCase: CustomTestStringConvertible, Sendable {
  let op: Op
  let operands: [Operand]
  /// Whether integer operands give results that are computed without rounding, or by the same
  /// roundings in the same order.
  let isExact: Bool

  struct Operand: Sendable {
    let shape: Shape
    let filling: Filling
  }

  /// - Parameters:
  ///   - op: The op.
  ///   - shapes: The operands' shapes.
  ///   - fillings: What operands hold, by position; numbers where nothing is said.
  ///   - isExact: Whether integers must give the same bits.
  init(
    _ op: Op, _ shapes: [Shape], _ fillings: [Int: Filling] = [:], isExact: Bool = true
  ) {
    self.op = op
    self.isExact = isExact
    operands = shapes.enumerated().map {
      Operand(shape: $0.element, filling: fillings[$0.offset] ?? .numbers)
    }
  }

  var testDescription: String {
    "\(op) of \(operands.map(\.shape.description).joined(separator: " "))"
  }

  /// The graph of this op alone, and its nodes.
  func graph() throws -> (graph: Graph, inputs: [NodeID], result: NodeID) {
    var graph = Graph()
    let inputs = try operands.enumerated().map {
      try graph.input($0.element.shape, name: "operand \($0.offset)")
    }
    let result = try graph.append(op, inputs)
    return (graph, inputs, result)
  }

  /// The operands' values, the same for the same seed.
  func values(integers: Bool) -> [Tensor<Float>] {
    var numbers = SplitMix64(seed: 2024)
    return operands.map { operand in
      let filling = integers ? operand.filling.inIntegers : operand.filling
      return filling.tensor(operand.shape, using: &numbers)
    }
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
