import TensorEngine

/// The panels of a storyboard while it is being set up.
struct PanelBuilder {
  var panels: [Panel] = []

  /// Puts a tensor in a panel.
  ///
  /// - Parameters:
  ///   - tensor: The values.
  ///   - node: The node whose value it is; `nil` for what was computed aside.
  ///   - title: What people call it.
  ///   - role: The part it plays.
  ///   - operand: What it is to the op; `nil` for what is no operand.
  ///   - layout: How it lies in planes; the usual way when absent.
  ///   - leading: The axes before those of a plane, where they are not the tensor's own.
  ///   - leadingNames: What the axes before those of a plane are called, the last one last; planes
  ///     have no titles where it is empty.
  ///   - isFilled: Whether frames fill it.
  ///   - byColumns: Whether they do so column after column.
  ///   - place: Where it stands.
  mutating func add(
    _ tensor: Tensor<Double>, of node: NodeID?, _ title: String, _ role: ValueRole,
    operand: OperandRole? = nil, layout: PlaneLayout? = nil, leading: Shape? = nil,
    leadingNames: [String] = ["image", "channel"], isFilled: Bool = false,
    byColumns: Bool = false, at place: PanelPlace = PanelPlace()
  ) -> ShownTensor {
    let layout = layout ?? PlaneLayout(tensor.shape)
    let leading = leading ?? layout.leading(tensor.shape)
    let titles = PanelBuilder.planeTitles(leading, names: leadingNames)
    let shown = ShownTensor(
      panel: panels.count, role: role, tensor: tensor, layout: layout, planeTitles: titles)
    var panel = Panel(
      title: title, role: role, operand: operand,
      source: node.map { PanelSource($0, shape: tensor.shape) },
      planes: titles.indices.map {
        Plane(title: titles[$0], layout, values: shown.values(of: $0))
      },
      isFilledByFrames: isFilled, fillsByColumns: byColumns)
    panel.place = place
    if let last = leading.dimensions.last, last < leading.count { panel.planesTogether = last }
    panels.append(panel)
    return shown
  }

  /// Puts a curve in a panel.
  ///
  /// - Returns: The panel's position.
  mutating func add(_ plot: Plot, _ title: String, _ role: ValueRole) -> Int {
    var panel = Panel(title: title, role: role, planes: [])
    panel.plot = plot
    panels.append(panel)
    return panels.count - 1
  }

  /// Names the rows of every plane.
  mutating func label(_ shown: ShownTensor, rows: [String]) {
    for plane in panels[shown.panel].planes.indices {
      panels[shown.panel].planes[plane].rowLabels = rows
    }
  }

  /// Says that some panels side by side go together into what stands farther along.
  mutating func list(_ panels: [ShownTensor]) {
    for shown in panels.dropFirst() { self.panels[shown.panel].sign = .and }
  }

  /// Says that the columns of some panels stand for the same.
  mutating func share(columns axis: SharedAxis, of panels: [ShownTensor]) {
    for shown in panels { self.panels[shown.panel].columnAxis = axis }
  }

  /// Says that the rows of some panels stand for the same.
  mutating func share(rows axis: SharedAxis, of panels: [ShownTensor]) {
    for shown in panels { self.panels[shown.panel].rowAxis = axis }
  }

  /// Says what stands in cells of which their place does not tell, plane by plane.
  mutating func mark(_ shown: ShownTensor, _ exceptions: [[Int: CellKind]]) {
    for (plane, exceptions) in exceptions.enumerated() {
      panels[shown.panel].planes[plane].exceptions = exceptions
    }
  }

  /// Says which of a result's cells are padding that was put around its input, and which of these copies.
  ///
  /// - Parameter isCopy: Whether a cell holds a copy, by its position; `nil` for what is no padding.
  mutating func mark(_ shown: ShownTensor, padding isCopy: (Int) -> Bool?) {
    for offset in shown.tensor.elements.indices {
      guard let isCopy = isCopy(offset) else { continue }
      let cell = shown.cell(offset)
      let position = cell.row * shown.layout.columns.count + cell.column
      panels[shown.panel].planes[cell.plane].exceptions[position] = .padding
      if isCopy { panels[shown.panel].planes[cell.plane].copied.insert(position) }
    }
  }

  /// Says which cells hold what `output_padding` added, where their place does not tell.
  ///
  /// - Parameter own: How the tensor lies where it does.
  mutating func mark(_ shown: ShownTensor, added own: PlaneLayout) {
    var exceptions = Array(repeating: [Int: CellKind](), count: panels[shown.panel].planes.count)
    for offset in shown.tensor.elements.indices {
      let place = own.place(offset)
      guard own.kind(row: place.row, column: place.column) == .added else { continue }
      let cell = shown.cell(offset)
      let position = cell.row * shown.layout.columns.count + cell.column
      exceptions[cell.plane][position] = .added
    }
    mark(shown, exceptions)
  }

  /// Names every plane.
  mutating func title(_ shown: ShownTensor, planes titles: [String]) {
    for (plane, title) in titles.enumerated() {
      panels[shown.panel].planes[plane].title = title
    }
  }

  /// Puts numbers into the cells around a tensor's elements that are cropped.
  ///
  /// - Parameter whole: What the tensor was cropped from; it begins with the first row and column of
  ///   the planes, and may end before their last.
  mutating func fill(_ shown: ShownTensor, margin whole: Tensor<Double>, from layout: PlaneLayout) {
    let rows = layout.axisCount == 1 ? 1 : whole.shape[whole.shape.rank - 2]
    let columns = whole.shape[whole.shape.rank - 1]
    for plane in panels[shown.panel].planes.indices {
      var values = panels[shown.panel].planes[plane].values
      for row in 0..<min(rows, layout.rows.count) {
        for column in 0..<min(columns, layout.columns.count)
        where layout.kind(row: row, column: column) == .cropped {
          values[row * layout.columns.count + column] =
            whole.elements[(plane * rows + row) * columns + column]
        }
      }
      panels[shown.panel].planes[plane] = Plane(
        title: panels[shown.panel].planes[plane].title, layout, values: values)
    }
  }

  /// Names each plane by its place along the leading axes that are longer than 1.
  private static func planeTitles(_ leading: Shape, names: [String]) -> [String] {
    guard !names.isEmpty else { return Array(repeating: "", count: leading.count) }
    let missing = max(0, leading.rank - names.count)
    let names = (0..<missing).map { "axis \($0)" } + names.suffix(leading.rank)
    return (0..<leading.count).map { plane in
      let index = leading.index(at: plane)
      return index.indices.filter { leading[$0] > 1 && !names[$0].isEmpty }
        .map { "\(names[$0]) \(index[$0])" }
        .joined(separator: ", ")
    }
  }
}
