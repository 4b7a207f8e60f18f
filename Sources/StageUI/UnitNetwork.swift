import Storyboards
import TerminalKit
import Typesetting

/// The frames of a network's units and the edges between them; those that a frame uses are lit and have
/// their weights beside them.
struct UnitNetwork: Widget {
  private let boxes: [StageLayout.Box]
  private let edges: [UnitEdge]
  private let used: Set<Int>
  private let busy: Set<UnitEdge.End>
  private let finishedCells: Int
  /// What the numbers of each unit are called, by the boxes.
  private let names: [[String]]

  init(
    _ storyboard: Storyboard, _ frame: Frame, _ boxes: [StageLayout.Box], finishedCells: Int
  ) {
    (self.boxes, edges, used) = (boxes, storyboard.edges, Set(frame.edges))
    busy = Set(
      frame.marks.filter { $0.kind == .result || $0.kind == .chosen }.map {
        UnitEdge.End(panel: $0.cell.panel, plane: $0.cell.plane)
      })
    self.finishedCells = finishedCells
    names = boxes.map { storyboard.panels[$0.end.panel].planes[$0.end.plane].rowLabels }
  }

  /// Draws the widget; see ``TerminalKit/Widget/draw(in:on:)``.
  func draw(in area: Rect, on buffer: inout Buffer) {
    let area = area.intersection(buffer.area)
    guard !area.isEmpty else { return }
    let empty = DotCanvas(width: area.width, height: area.height)
    var (dim, lit) = (empty, empty)
    for (index, edge) in edges.enumerated() {
      guard let ends = ends(of: edge) else { continue }
      let (start, end) = (
        dot(ends.start, in: area, isEnd: false), dot(ends.end, in: area, isEnd: true)
      )
      if used.contains(index) {
        lit.line(from: start, to: end)
      } else {
        dim.line(from: start, to: end)
      }
    }
    dim.draw(.dim, in: area, on: &buffer)
    // In the cells of a lit edge its dots alone: with those of others they look like neither.
    lit.draw(.kernel, in: area, on: &buffer)
    for (box, names) in zip(boxes, names) {
      draw(box, on: &buffer)
      let top = box.area.minY + (box.isWhole ? 1 : 0)
      for (row, name) in names.enumerated() {
        // A letter in ASCII too, where a Greek one would be spelled out.
        let text = buffer.glyphs.isUnicode ? name : name.replacing("Δ", with: "D")
        buffer.write(
          text, at: Point(x: box.area.minX + 1, y: top + row), style: .dim, clippedTo: area)
      }
    }
    for index in used.sorted() { label(edges[index], on: &buffer) }
  }

  private func draw(_ box: StageLayout.Box, on buffer: inout Buffer) {
    let style: Style = busy.contains(box.end) ? .text : .dim
    let area = box.area
    if box.isWhole {
      buffer.drawBox(area, style: style)
      return
    }
    for y in area.minY..<area.maxY {
      for x in [area.minX, area.maxX - 1] { buffer[x, y] = Cell(buffer.glyphs.vertical, style) }
    }
  }

  /// The cells right of one unit and left of the other, level with their middles.
  private func ends(of edge: UnitEdge) -> (start: Point, end: Point)? {
    guard let start = boxes.first(where: { $0.end == edge.start })?.area,
      let end = boxes.first(where: { $0.end == edge.end })?.area
    else { return nil }
    return (
      Point(x: start.maxX, y: start.minY + start.height / 2),
      Point(x: end.minX - 1, y: end.minY + end.height / 2)
    )
  }

  private func dot(_ point: Point, in area: Rect, isEnd: Bool) -> (x: Int, y: Int) {
    (2 * (point.x - area.minX) + (isEnd ? 1 : 0), 4 * (point.y - area.minY) + 1)
  }

  /// Writes a weight onto its edge, and below it how strongly the loss feels it: where edges come
  /// together they stand at their starts, where they part at their ends.
  private func label(_ edge: UnitEdge, on buffer: inout Buffer) {
    guard let weight = edge.weight, let ends = ends(of: edge) else { return }
    let comeTogether = used.contains { edges[$0] != edge && edges[$0].end == edge.end }
    let part = used.contains { edges[$0] != edge && edges[$0].start == edge.start }
    let share = comeTogether ? 0.25 : part ? 0.75 : 0.5
    let (width, height) = (Double(ends.end.x - ends.start.x), Double(ends.end.y - ends.start.y))
    let middle = Point(
      x: ends.start.x + Int((width * share).rounded()),
      y: ends.start.y + Int((height * share).rounded()))
    write(NumberText.short(weight), .kernel, at: middle, between: ends, on: &buffer)
    if let gradient = edge.knownGradient(finishedCells: finishedCells) {
      let below = Point(x: middle.x, y: middle.y + 1)
      write(NumberText.short(gradient), .gradient, at: below, between: ends, on: &buffer)
    }
  }

  private func write(
    _ text: String, _ style: Style, at middle: Point, between ends: (start: Point, end: Point),
    on buffer: inout Buffer
  ) {
    let width = DisplayWidth.of(text)
    let room = ends.start.x...max(ends.start.x, ends.end.x - width + 1)
    let x = min(max(room.lowerBound, middle.x - width / 2), room.upperBound)
    buffer.write(
      StyledText(text, style.bold),
      in: Rect(x: x, y: middle.y, width: min(width, ends.end.x - x + 1), height: 1))
  }
}
