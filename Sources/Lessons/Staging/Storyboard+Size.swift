import ConvolutionArithmetic
import Storyboards
import TensorEngine

extension Storyboard {
  /// The arithmetic of an output's size: what slides over what, and a sum for each axis.
  ///
  /// - Parameters:
  ///   - node: A node whose op slides a window.
  ///   - graph: The graph it belongs to.
  ///   - story: The explanation of the node, whose operands stand on the stage.
  /// - Returns: `nil` when the op slides no window over its input.
  init?(sizeOf node: NodeID, in graph: Graph, as story: Storyboard) {
    guard let windows = graph[node].op.windows, let input = graph[node].inputs.first else {
      return nil
    }
    let lengths = graph[input].shape.dimensions.dropFirst(2)
    var lines: [ArithmeticLine] = []
    var captions: [String] = []
    for (axis, (window, length)) in zip(windows, lengths).enumerated() {
      guard case .some(let derivation) = try? window.derivation(forInputSize: length) else {
        return nil
      }
      let name = windows.count == 1 ? "length" : axis == 0 ? "rows" : "columns"
      lines.append(
        ArithmeticLine(
          [
            .sign("\(name): \(derivation.sumText) = "), .breakOpportunity,
            .number(Double(derivation.outputSize), .output, nil),
          ], result: Double(derivation.outputSize)))
      if let rounding = derivation.roundingText, !captions.contains(rounding) {
        captions.append(rounding)
      }
    }
    let caption =
      "Places of the window along each axis: (input + padding − kernel) / stride + 1."
      + captions.map { " It \($0)." }.joined()
    let frame = Frame(caption: caption, marks: [], arithmetic: lines)
    self.init(
      title: story.title, panels: story.panels.filter { !$0.isFilledByFrames },
      frames: Frames(count: 1) { _ in frame })
  }
}
