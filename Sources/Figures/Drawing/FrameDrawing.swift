import Storyboards

/// A frame as shapes at their places.
struct FrameDrawing {
  private let storyboard: Storyboard
  private let layout: FigureLayout
  private let frame: Frame
  /// The copies in the padding that the frame reads.
  private let copies: [CopyLink]
  private(set) var shapes: [FigureShape] = []

  /// Draws a frame.
  ///
  /// - Complexity: O(cells in view).
  init(_ storyboard: Storyboard, _ position: Int, in layout: FigureLayout) {
    (self.storyboard, self.layout) = (storyboard, layout)
    let frame = storyboard.frames[position]
    self.frame = frame
    copies = storyboard.panels.indices.flatMap { storyboard.copies(in: frame, panel: $0) }
    let marks = Dictionary(grouping: frame.marks) { $0.cell.panel }
    drawEdges(of: storyboard, frame, in: layout)
    for placed in layout.panels { draw(placed, marks[placed.figure.index] ?? []) }
    for sign in layout.signs { draw(sign) }
    for wire in layout.wires { draw(wire) }
    drawTitle(position)
    for (line, text) in FigureText(frame, columns: layout.textColumns).lines.enumerated() {
      let y = layout.textY + Double(line) * FigureMetrics.lineHeight + FigureMetrics.fontSize
      add(.text(text, FigurePoint(x: FigureMetrics.margin, y: y), .start, .usual))
    }
  }

  /// What stands beside the title.
  static func counter(_ position: Int, of count: Int) -> String {
    count > 1 ? "frame \(position + 1) of \(count)" : ""
  }

  mutating func add(_ content: FigureShape.Content) {
    shapes.append(FigureShape(content))
  }

  /// A sign, or a line between what stands apart.
  private mutating func draw(_ sign: FigureLayout.Sign) {
    let (x, y) = (sign.middle.x, sign.middle.y)
    guard sign.sign == .apart else {
      add(.text(ColoredText(sign.sign.rawValue), FigurePoint(x: x, y: y + 7), .middle, .sign))
      return
    }
    let half = sign.height / 2
    add(.line(FigurePoint(x: x, y: y - half), FigurePoint(x: x, y: y + half), .wire))
  }

  /// Down, along below all panels, and up again.
  private mutating func draw(_ wire: FigureLayout.Wire) {
    let depth = max(wire.start.y, wire.end.y) + FigureMetrics.wireDepth
    let corners = [
      wire.start, FigurePoint(x: wire.start.x, y: depth), FigurePoint(x: wire.end.x, y: depth),
      wire.end,
    ]
    for (start, end) in zip(corners, corners.dropFirst()) { add(.line(start, end, .wire)) }
    let tip = FigureMetrics.wireGap
    for side in [-tip, tip] {
      add(.line(wire.end, FigurePoint(x: wire.end.x + side, y: wire.end.y + tip), .wire))
    }
  }

  private mutating func drawTitle(_ position: Int) {
    let top = FigureMetrics.margin + FigureMetrics.titleSize - 4
    for (line, text) in layout.title.enumerated() {
      let y = top + Double(line) * FigureMetrics.titleLineHeight
      add(
        .text(
          ColoredText(text, isBold: true), FigurePoint(x: FigureMetrics.margin, y: y), .start,
          .title))
    }
    let counter = ColoredText(Self.counter(position, of: storyboard.frames.count), .dim)
    let corner = FigurePoint(x: layout.size.width - FigureMetrics.margin, y: top)
    if !counter.runs.isEmpty { add(.text(counter, corner, .end, .usual)) }
  }

  private mutating func draw(_ placed: FigureLayout.Placed, _ marks: [Mark]) {
    let panel = storyboard.panels[placed.figure.index]
    // In a picture of a turn another panel stands where the layout has the kernel.
    var placed = placed
    placed.figure.panel = panel
    let figure = placed.figure
    let planes = figure.planes(in: frame)
    let all = frame.visiblePlanes[figure.index]?.count ?? panel.planes.count
    add(
      .text(
        figure.title(showing: planes.count, of: all),
        FigurePoint(x: placed.titleX, y: placed.origin.y + FigureMetrics.fontSize), .middle,
        .usual))
    if let plot = panel.plot {
      draw(plot, frame.plotMarks[figure.index], in: placed.grid(0))
    }
    let marks = Dictionary(grouping: marks) { $0.cell.plane }
    for (slot, plane) in planes.enumerated() {
      draw(plane, of: placed, in: placed.grid(slot), marks[plane] ?? [])
    }
  }

  private mutating func draw(
    _ index: Int, of placed: FigureLayout.Placed, in grid: FigureRect, _ marks: [Mark]
  ) {
    let figure = placed.figure
    let plane = figure.panel.planes[index]
    if !plane.title.isEmpty {
      let title = FigurePoint(x: grid.midX, y: grid.y - FigureMetrics.headerHeight + 17)
      add(.text(ColoredText(plane.title, figure.panel.role.hue), title, .middle, .usual))
    }
    let parts = PlaneMarks(marks, on: plane)
    let links = copies.filter { $0.copy.panel == figure.index && $0.copy.plane == index }
    let sources = Set(links.map(\.source))
    func place(_ cell: CellReference) -> FigureRect {
      FigureRect(
        x: grid.x + Double(cell.column) * figure.cellWidth,
        y: grid.y + Double(cell.row) * figure.cellHeight, width: figure.cellWidth,
        height: figure.cellHeight)
    }
    for link in links { add(.arrow(place(link.copy), place(link.source))) }
    // Beside the input a grid that is used whole needs no fill: one block in the input and one in the result
    // lead the eye.
    let isOutlined = parts.isWhole && !figure.panel.isRead
    if isOutlined { add(.outline(grid, figure.panel.role.hue)) }
    for row in 0..<plane.rows {
      let y = grid.y + Double(row) * figure.cellHeight
      if row < plane.rowLabels.count {
        add(
          .text(
            ColoredText(plane.rowLabels[row], .dim),
            FigurePoint(x: grid.x - 8, y: Self.baseline(y, figure.cellHeight)), .end, .usual))
      }
      for column in 0..<plane.columns {
        let cell = FigureRect(
          x: grid.x + Double(column) * figure.cellWidth, y: y, width: figure.cellWidth,
          height: figure.cellHeight)
        draw(
          row, column, of: index, figure.panel, in: cell,
          isOutlined ? nil : parts[row, column],
          isSource: sources.contains(
            CellReference(panel: figure.index, plane: index, row: row, column: column)))
      }
    }
  }

  private mutating func draw(
    _ row: Int, _ column: Int, of index: Int, _ panel: Panel, in cell: FigureRect,
    _ kind: Mark.Kind?, isSource: Bool
  ) {
    let plane = panel.planes[index]
    switch plane.kind(row: row, column: column) {
    case .data: add(.cell(cell, .data))
    case .padding, .insertedZero, .added: add(.cell(cell, .dashed))
    case .cropped, .empty: break
    }
    let isFinished = panel.isFinished(
      row: row, column: column, plane: index, finishedCells: frame.finishedCells)
    let text = isFinished ? plane.text(row: row, column: column) : Plane.nothing
    let hue =
      text == Plane.nothing ? .dim : panel.hue(row: row, column: column, plane: index)
    let isFilled = kind?.takesPart == true
    if isFilled { add(.filled(cell, hue)) }
    if kind == .chosen { add(.ring(cell.inset(by: 3))) }
    let number = ColoredText(
      text, kind == .uncovered ? .dim : hue,
      isBold: kind == .result || kind == .chosen || isSource, isReversed: isFilled)
    add(
      .text(
        number, FigurePoint(x: cell.midX, y: Self.baseline(cell.y, cell.height)), .middle,
        isSource ? .underlined : .usual))
  }

  /// The base line of a number in a cell.
  private static func baseline(_ y: Double, _ height: Double) -> Double { y + height / 2 + 5.5 }
}
