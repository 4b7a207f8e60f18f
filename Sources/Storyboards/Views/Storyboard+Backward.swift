import Typesetting

extension Storyboard {
  /// The most frames that are told with a gradient's sum: each goes through all results for it.
  private static let mostTold = 1024

  /// The same with the sum of a gradient in frames that speak of the way back and have but that of the way
  /// forward: of the first gradient that a frame lights.
  ///
  /// - Parameter first: The panel whose sums are told rather than those of the panels before it.
  func tellingGradients(of first: Int? = nil) -> Storyboard {
    guard let detail, frames.count <= Self.mostTold else { return self }
    let (board, frames) = (self, frames)
    var story = self
    story.frames = Frames(count: frames.count) { position in
      var frame = frames[position]
      guard frame.backward.isEmpty, !board.endsInGradient(frame) else { return frame }
      let lit = frame.marks.map(\.cell).filter { board.panels[$0.panel].collects }.sorted()
      // One that is in view, and before one to which nothing flows back.
      let sought = lit.filter(Set(frame.sights).contains)
      guard
        let cell = sought.first ?? lit.first(where: { $0.panel == first }) ?? lit.first,
        let line = detail(cell)?.arithmetic.first
      else { return frame }
      // The sum is read beside the number that it comes to.
      if !frame.sights.contains(where: { $0.panel == cell.panel }) {
        frame.sights += [cell] + lit.filter { $0.panel == cell.panel && $0.plane == cell.plane }
      }
      let place =
        board.label(of: cell)
        ?? [board.panels[cell.panel].planes[cell.plane].title, board.place(of: cell)]
        .filter { !$0.isEmpty }.joined(separator: ", ")
      let name = board.panels[cell.panel].title + (place.isEmpty ? "" : " (\(place))")
      frame.backward = [
        ArithmeticLine(
          [.sign("\(name): "), .breakOpportunity] + line.tokens, result: line.result,
          digits: line.digits)
      ]
      return frame
    }
    return story
  }

  /// What stands before the row of a number in a column, here or in a grid beside it whose rows stand for the
  /// same; `nil` where nothing does.
  private func label(of cell: CellReference) -> String? {
    let panel = panels[cell.panel]
    guard panel.planes[cell.plane].columns == 1, let axis = panel.rowAxis else { return nil }
    return panels.filter { $0.rowAxis == axis }.compactMap { $0.planes.first?.rowLabels }
      .first { $0.indices.contains(cell.row) }?[cell.row]
  }

  /// Whether a frame has the sum of a gradient already.
  private func endsInGradient(_ frame: Frame) -> Bool {
    frame.arithmetic.contains { line in
      if case .number(_, .gradient, _) = line.tokens.last { true } else { false }
    }
  }
}

extension Panel {
  /// Whether its numbers are what is collected from what flows back.
  public var collects: Bool { isSentBack && !isOptional && !isSlope && !isUpstream }
}
