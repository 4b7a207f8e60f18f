import TensorEngine

extension Storyboard {
  /// The numbers that were given, and why nothing can be computed from them.
  ///
  /// - Parameters:
  ///   - title: What was to be explained.
  ///   - sentence: Why it cannot be, and what would make it possible.
  ///   - values: The numbers that were given, with their nodes, the input first.
  ///   - graph: The graph that names them.
  public init(
    title: String, refused sentence: String,
    showing values: [(node: NodeID, value: Tensor<Double>)], of graph: Graph
  ) {
    var builder = PanelBuilder()
    for (node, value) in values {
      let name = graph[node].name ?? ""
      // `0.weight` is the weight of the op on the stage.
      let part = OperandRole(rawValue: String(name.split(separator: ".").last ?? ""))
      _ = builder.add(
        value, of: node, part?.title ?? name, part?.valueRole ?? .plain, operand: part)
    }
    let frame = Frame(caption: sentence, marks: [], arithmetic: [])
    self.init(title: title, panels: builder.panels, frames: Frames(count: 1) { _ in frame })
  }
}
