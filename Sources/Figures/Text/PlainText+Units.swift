import Storyboards
import Typesetting

/// A network in plain text: its layers side by side, between them a line for each edge.
///
///     input      x1 ─ 2 → 3     leaky_relu
///      x1 [1]    x2 ─ −2 → 3    z3 [−2]
extension PlainText {
  /// The lines of a network in a frame.
  func network(_ storyboard: Storyboard, _ frame: Frame) -> [ColoredText] {
    let blocks = storyboard.panels.indices.flatMap { index -> [TextBlock] in
      let edges = storyboard.edges.indices.filter { storyboard.edges[$0].start.panel == index }
      let layer = TextBlock(lines: layer(index, of: storyboard, frame))
      guard edges.contains(where: { storyboard.edges[$0].weight != nil }) else { return [layer] }
      let lines = edges.map { edge($0, of: storyboard, frame) }
      return [layer, TextBlock(lines: [ColoredText("")] + lines)]
    }
    return TextBlock.flow(blocks, width: width, gap: 3)
  }

  /// A layer's name, and its units below each other, parted by empty lines.
  private func layer(
    _ index: Int, of storyboard: Storyboard, _ frame: Frame
  ) -> [ColoredText] {
    let panel = storyboard.panels[index]
    let units = panel.planes.indices.map { plane in
      PlaneText(
        panel: panel, plane: plane,
        marks: frame.marks.filter { $0.cell.panel == index && $0.cell.plane == plane },
        finishedCells: frame.finishedCells, glyphs: glyphs, rowLimit: rowLimit, widthLimit: width
      ).lines
    }
    return [ColoredText(glyphs.adapt(panel.title), panel.role.hue)]
      + Array(units.joined(separator: units.contains { $0.count > 1 } ? [ColoredText("")] : []))
  }

  /// An edge with its weight, and how strongly the loss feels that where it is known; `▸` stands before
  /// one that takes part.
  private func edge(_ index: Int, of storyboard: Storyboard, _ frame: Frame) -> ColoredText {
    let edge = storyboard.edges[index]
    func name(_ end: UnitEdge.End) -> String {
      let label = storyboard.panels[end.panel].planes[end.plane].rowLabels.first ?? ""
      return label.first == "z" ? String(label.dropFirst()) : label
    }
    let isUsed = frame.edges.contains(index)
    let start = isUsed ? "\(glyphs.pointer) " : "  "
    let line = String(glyphs.horizontal)
    var text = ColoredText("\(start)\(name(edge.start)) \(line) ", isUsed ? .text : .dim)
    if let weight = edge.weight {
      text = text + ColoredText(glyphs.adapt(NumberText.short(weight)), .kernel, isBold: isUsed)
    }
    text = text + ColoredText(" \(line) \(name(edge.end))", isUsed ? .text : .dim)
    guard let gradient = edge.knownGradient(finishedCells: frame.finishedCells) else { return text }
    return text + ColoredText("  " + glyphs.adapt(NumberText.short(gradient)), .gradient)
  }
}
