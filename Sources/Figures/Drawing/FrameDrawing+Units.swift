import Storyboards
import Typesetting

/// The edges between the units of a network in a figure.
extension FrameDrawing {
  /// Draws a line from unit to unit, on those that a frame uses their weights, and below these how
  /// strongly the loss feels them.
  mutating func drawEdges(of storyboard: Storyboard, _ frame: Frame, in layout: FigureLayout) {
    for (index, edge) in storyboard.edges.enumerated() {
      guard let start = layout.panels.first(where: { $0.figure.index == edge.start.panel }),
        let end = layout.panels.first(where: { $0.figure.index == edge.end.panel })
      else { continue }
      let (from, to) = (start.grid(edge.start.plane), end.grid(edge.end.plane))
      let line = (
        start: FigurePoint(x: from.maxX + 4, y: from.y + from.height / 2),
        end: FigurePoint(x: to.x - end.figure.labelWidth - 4, y: to.y + to.height / 2)
      )
      let isUsed = frame.edges.contains(index)
      add(.line(line.start, line.end, isUsed ? .used : .edge))
      guard isUsed, let weight = edge.weight else { continue }
      let others = frame.edges.filter { $0 != index }.map { storyboard.edges[$0] }
      let share =
        others.contains { $0.end == edge.end }
        ? 0.3
        : others.contains { $0.start == edge.start } ? 0.7 : 0.5
      let (width, height) = (line.end.x - line.start.x, line.end.y - line.start.y)
      let middle = FigurePoint(x: line.start.x + share * width, y: line.start.y + share * height)
      // Level with a steep line a number would stand on it.
      let lift = min(14, abs(height) / width * 20)
      add(
        .text(
          ColoredText(NumberText.short(weight), .kernel, isBold: true),
          FigurePoint(x: middle.x, y: middle.y - 5 - lift), .middle, .usual))
      if let gradient = edge.knownGradient(finishedCells: frame.finishedCells) {
        add(
          .text(
            ColoredText(NumberText.short(gradient), .gradient, isBold: true),
            FigurePoint(x: middle.x, y: middle.y + FigureMetrics.fontSize + lift), .middle, .usual))
      }
    }
  }
}
