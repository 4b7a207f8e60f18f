import ConvolutionArithmetic
import Problems
import Storyboards
import TensorEngine

extension SolvedSubject {
  /// The windows that slide over the explained node's input, and the lengths they slide over;
  /// `nil` when none do.
  var windowsAndLengths: (windows: [SlidingWindow], lengths: [Int])? {
    let graph = solved.problem.graph
    let node = graph[mainNode]
    let operation = node.op
    guard let input = node.inputs.first, let windows = operation.windows else { return nil }
    switch operation {
    case .convolution, .maxPool, .maxPoolIndices, .averagePool, .unfold:
      return (windows, Array(graph[input].shape.dimensions.dropFirst(2)))
    default:
      // A transposed op's windows slide over its result.
      return nil
    }
  }
}

extension Storyboard {
  /// What slides over what, with the sum of the output's size for each axis.
  ///
  /// - Parameters:
  ///   - windows: One window for each axis, outermost first.
  ///   - lengths: The length of each axis before padding.
  ///   - story: An explanation whose operands stand on the stage.
  /// - Throws: ``GeometryError`` when a window does not go with its axis.
  init(
    sizeOf windows: [SlidingWindow], input lengths: [Int], operandsOf story: Storyboard
  ) throws(GeometryError) {
    var lines: [ArithmeticLine] = []
    var remarks: [String] = []
    for (axis, (window, length)) in zip(windows, lengths).enumerated() {
      let derivation = try window.derivation(forInputSize: length)
      let name = windows.count == 1 ? "length" : axis == 0 ? "rows" : "columns"
      lines.append(
        ArithmeticLine(
          [
            .sign("\(name): \(derivation.sumText) = "), .breakOpportunity,
            .number(Double(derivation.outputSize), .output, nil),
          ], result: Double(derivation.outputSize)))
      if let remark = derivation.roundingText, !remarks.contains(remark) { remarks.append(remark) }
    }
    let caption =
      "Places of the window along each axis: (input + padding − kernel) / stride + 1."
      + remarks.map { " It \($0)." }.joined()
    let frame = Frame(caption: caption, marks: [], arithmetic: lines)
    self.init(
      title: story.title, panels: story.panels.filter { !$0.isFilledByFrames && !$0.isOptional },
      frames: Frames(count: 1) { _ in frame })
  }
}
