import TensorEngine

/// What the cells of a panel have to do with a tensor whose elements do not stand in them as they lie:
/// the copies in a column matrix, the weights in a sparse one, the gradient of each element.
///
/// Views that stand beside each other find by it what belongs together.
public struct RelatedElements: Hashable, Sendable {
  /// The tensor.
  public let source: PanelSource
  /// For each cell, plane by plane in row-major order, the position of its element, and `nil` for none;
  /// empty where they lie as the panel's layout says.
  private let offsets: [Int?]

  /// Relates cells to elements.
  init(_ source: PanelSource, offsets: [Int?] = []) {
    self.source = source
    self.offsets = offsets
  }

  /// Whether they lie as the panel's layout says.
  var lieAsLaidOut: Bool { offsets.isEmpty }

  /// The position of the element that a cell of a panel is about.
  func offset(_ cell: CellReference, in panel: Panel) -> Int? {
    let plane = panel.planes[cell.plane]
    guard offsets.isEmpty else {
      let number = (cell.plane * plane.rows + cell.row) * plane.columns + cell.column
      return offsets.indices.contains(number) ? offsets[number] : nil
    }
    let offset = plane.layout.element(row: cell.row, column: cell.column).map {
      plane.layout.offset(plane: cell.plane, row: $0.row, column: $0.column)
    }
    return offset.flatMap { $0 < source.shape.count ? $0 : nil }
  }
}

extension Storyboard {
  /// The element that a cell is about first of all: the one that stands in it, that is copied into it, or
  /// whose gradient it is; `nil` for what is about none, such as padding.
  public func subject(of cell: CellReference) -> ElementReference? {
    element(in: cell) ?? relatives(of: cell).first
  }

  /// The elements that a cell is about, but for the one that stands in it.
  private func relatives(of cell: CellReference) -> [ElementReference] {
    let panel = panels[cell.panel]
    return panel.related.compactMap { related in
      related.offset(cell, in: panel).map {
        ElementReference(related.source.node, related.source.shape.index(at: $0))
      }
    }
  }

  /// Every cell that is about some elements.
  ///
  /// - Complexity: O(cells of the panels that are related to their tensors).
  public func cells(about elements: Set<ElementReference>) -> [CellReference] {
    let own = elements.flatMap { cells(of: $0) }
    let related = panels.indices.flatMap { index -> [CellReference] in
      panels[index].related.flatMap { related -> [CellReference] in
        let wanted = Set(elements.compactMap(related.source.offset(of:)))
        guard !wanted.isEmpty else { return [] }
        return allCells(of: index).filter {
          related.offset($0, in: panels[index]).map(wanted.contains) ?? false
        }
      }
    }
    return Set(own + related).sorted()
  }

  /// The cell that holds the gradient of what a cell holds: of an operand's number, or of a result what flows
  /// back to it; `nil` where this view has none.
  public func gradient(of cell: CellReference) -> CellReference? {
    guard let element = element(in: cell) else { return nil }
    // The parts that a gradient is the sum of stand before it.
    return cells(about: [element]).last {
      panels[$0.panel].role == .gradient && panels[$0.panel].source == nil
        && !panels[$0.panel].isOptional
    }
  }

  private func allCells(of panel: Int) -> [CellReference] {
    panels[panel].planes.enumerated().flatMap { plane, content in
      content.values.indices.map {
        CellReference(
          panel: panel, plane: plane, row: $0 / content.columns, column: $0 % content.columns)
      }
    }
  }

  /// What somebody who points at a cell in another view is shown in this one: the same elements, wherever
  /// they are, with the part that they play there; `nil` where this view shows nothing of them.
  ///
  /// - Parameters:
  ///   - answer: The answer to the pointing in the other view.
  ///   - other: That view.
  ///   - present: The frame of this view that stands beside it.
  ///   - finishedCells: How many of the results have their numbers.
  public func echo(
    of answer: Frame, in other: Storyboard, beside present: Frame, finishedCells: Int
  ) -> Frame? {
    func elements(_ isSuch: (Mark.Kind) -> Bool) -> Set<ElementReference> {
      Set(answer.marks.filter { isSuch($0.kind) }.compactMap { other.subject(of: $0.cell) })
    }
    let pointed = cells(about: elements { $0 == .chosen })
    guard !pointed.isEmpty else { return nil }
    let lit = Set(elements { $0 == .window || $0 == .result }.flatMap { cells(of: $0) })
      .subtracting(pointed)
    return Frame(
      caption: answer.caption,
      marks: lit.sorted().map { Mark($0, .window) } + pointed.map { Mark($0, .chosen) },
      arithmetic: [], visiblePlanes: present.visiblePlanes, finishedCells: finishedCells)
  }
}
