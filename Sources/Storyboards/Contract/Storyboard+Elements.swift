import TensorEngine

/// The tensor of the executed graph whose elements stand in a panel.
///
/// How they stand there, the layout of the planes says: as they are, with padding around them that
/// may copy some of them, apart from each other, or with their ends cut off.
public struct PanelSource: Hashable, Sendable {
  /// The node whose value it is.
  public let node: NodeID
  /// The tensor's shape.
  public let shape: Shape

  /// Names a node's value.
  public init(_ node: NodeID, shape: Shape) {
    self.node = node
    self.shape = shape
  }

  /// The position of one of its elements in row-major order; `nil` for an element of something else.
  func offset(of element: ElementReference) -> Int? {
    element.node == node && contains(element.index) ? shape.offset(of: element.index) : nil
  }

  fileprivate func contains(_ index: [Int]) -> Bool {
    index.count == shape.rank && zip(index, shape.dimensions).allSatisfy { (0..<$1).contains($0) }
  }
}

/// A number of an executed graph: whichever storyboard shows it, it is the same one.
public struct ElementReference: Hashable, Sendable {
  /// The node whose value it belongs to.
  public let node: NodeID
  /// Its place in the tensor: `[n, c, h, w]` of an image.
  public let index: [Int]

  /// Names an element.
  public init(_ node: NodeID, _ index: [Int]) {
    self.node = node
    self.index = index
  }
}

extension Storyboard {
  /// The element that stands in a cell; in padding by reflection and its like the one copied there.
  ///
  /// - Returns: The element; `nil` for padding with a constant, for inserted zeros, and in panels
  ///   that show no tensor.
  public func element(in cell: CellReference) -> ElementReference? {
    let panel = panels[cell.panel]
    if panel.isLayer {
      return panel.layerRows[cell.row].source.map {
        ElementReference($0.node, $0.shape.index(at: cell.plane))
      }
    }
    let layout = panel.planes[cell.plane].layout
    guard let source = panel.source, let place = layout.element(row: cell.row, column: cell.column)
    else { return nil }
    let offset = layout.offset(plane: cell.plane, row: place.row, column: place.column)
    return ElementReference(source.node, source.shape.index(at: offset))
  }

  /// Every cell in which an element stands, in the order of panels, planes, rows and columns.
  ///
  /// There are none where the node is not shown or has no such element, and several where it is
  /// shown twice, or where padding copies the element.
  public func cells(of element: ElementReference) -> [CellReference] {
    panels.indices.flatMap { panel -> [CellReference] in
      if panels[panel].isLayer { return units(of: element, in: panel) }
      guard let source = panels[panel].source, source.node == element.node,
        source.contains(element.index), let layout = panels[panel].planes.first?.layout
      else { return [] }
      let place = layout.place(source.shape.offset(of: element.index))
      return layout.rows.positions(of: place.row).flatMap { row in
        layout.columns.positions(of: place.column).map { column in
          CellReference(panel: panel, plane: place.plane, row: row, column: column)
        }
      }
    }
  }

  /// The cells of a layer in which an element stands.
  private func units(of element: ElementReference, in panel: Int) -> [CellReference] {
    panels[panel].layerRows.enumerated().compactMap { row, content in
      content.source?.offset(of: element).map {
        CellReference(panel: panel, plane: $0, row: row, column: 0)
      }
    }
  }

  /// The position, in row-major order, of a cell in the upstream gradient that was given; `nil` for
  /// other cells, and where the upstream gradient is computed.
  public func upstreamPosition(in cell: CellReference) -> Int? {
    let panel = panels[cell.panel]
    let layout = panel.planes[cell.plane].layout
    guard panel.operand == .upstream, panel.source == nil,
      let place = layout.element(row: cell.row, column: cell.column)
    else { return nil }
    return layout.offset(plane: cell.plane, row: place.row, column: place.column)
  }

  /// The frame that makes an element of the result; `nil` where none does.
  ///
  /// - Complexity: O(log(frames)).
  public func frame(making element: ElementReference) -> Int? {
    cells(of: element).lazy.compactMap { frame(making: $0) }.first
  }
}
