import TensorEngine

/// The panels of a storyboard while it is being set up.
struct PanelBuilder {
  private(set) var panels: [Panel] = []

  /// Puts a tensor in a panel.
  ///
  /// - Parameters:
  ///   - tensor: The values.
  ///   - node: The node whose value it is.
  ///   - title: What people call it.
  ///   - role: The part it plays.
  ///   - operand: What it is to the op; `nil` for the result.
  ///   - layout: How it lies in planes; the usual way when absent.
  ///   - leadingNames: What the axes before those of a plane are called, the last one last.
  ///   - byColumns: Whether frames fill a result column after column.
  mutating func add(
    _ tensor: Tensor<Double>, of node: NodeID, _ title: String, _ role: ValueRole,
    operand: OperandRole?, layout: PlaneLayout?, leadingNames: [String], byColumns: Bool = false
  ) -> ShownTensor {
    let layout = layout ?? PlaneLayout(tensor.shape)
    let titles = PanelBuilder.planeTitles(layout.leading(tensor.shape), names: leadingNames)
    let shown = ShownTensor(
      panel: panels.count, role: role, tensor: tensor, layout: layout, planeTitles: titles)
    panels.append(
      Panel(
        title: title, role: role, operand: operand,
        source: PanelSource(node, shape: tensor.shape),
        planes: titles.indices.map {
          Plane(title: titles[$0], layout, values: shown.values(of: $0))
        },
        isFilledByFrames: operand == nil, fillsByColumns: byColumns))
    return shown
  }

  /// Names each plane by its place along the leading axes that are longer than 1.
  private static func planeTitles(_ leading: Shape, names: [String]) -> [String] {
    let missing = max(0, leading.rank - names.count)
    let names = (0..<missing).map { "axis \($0)" } + names.suffix(leading.rank)
    return (0..<leading.count).map { plane in
      let index = leading.index(at: plane)
      return index.indices.filter { leading[$0] > 1 }
        .map { "\(names[$0]) \(index[$0])" }
        .joined(separator: ", ")
    }
  }
}
