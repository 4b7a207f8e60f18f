import TensorEngine

/// The panels of a storyboard while it is being set up.
struct PanelBuilder {
  private(set) var panels: [Panel] = []

  /// Puts a tensor in a panel.
  ///
  /// - Parameters:
  ///   - tensor: The values.
  ///   - title: What people call it.
  ///   - role: The part it plays.
  ///   - layout: How it lies in planes; the usual way when absent.
  ///   - leadingNames: What the axes before those of a plane are called, the last one last.
  ///   - fills: Whether frames fill it.
  ///   - byColumns: Whether they do so column after column.
  mutating func add(
    _ tensor: Tensor<Double>, _ title: String, _ role: ValueRole, layout: PlaneLayout? = nil,
    leadingNames: [String] = ["image", "channel"], fills: Bool = false, byColumns: Bool = false
  ) -> ShownTensor {
    let layout = layout ?? PlaneLayout(tensor.shape)
    let titles = PanelBuilder.planeTitles(layout.leading, names: leadingNames)
    let planes = (0..<layout.planeCount).map { plane in
      PanelBuilder.plane(tensor, plane, layout, title: titles[plane])
    }
    panels.append(
      Panel(
        title: title, role: role, planes: planes, isFilledByFrames: fills,
        fillsByColumns: byColumns))
    return ShownTensor(
      panel: panels.count - 1, role: role, tensor: tensor, layout: layout, planeTitles: titles)
  }

  private static func plane(
    _ tensor: Tensor<Double>, _ plane: Int, _ layout: PlaneLayout, title: String
  ) -> Plane {
    let (rows, columns) = (layout.fullRows, layout.fullColumns)
    let border = layout.border
    let start = plane * layout.rows * layout.columns
    var values = [Double](repeating: border.value, count: rows * columns)
    for row in 0..<layout.rows {
      for column in 0..<layout.columns {
        let place =
          (border.top + row * border.rowSpacing) * columns
          + border.left + column * border.columnSpacing
        values[place] = tensor.elements[start + row * layout.columns + column]
      }
    }
    return Plane(
      title: title, rows: rows, columns: columns, values: values,
      dataRows: border.top..<(rows - border.bottom),
      dataColumns: border.left..<(columns - border.right),
      rowSpacing: border.rowSpacing, columnSpacing: border.columnSpacing)
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
