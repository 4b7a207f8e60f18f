import Exhibits
import TerminalKit
import Typesetting

/// A panel of a scene: how much room it needs, and how it is drawn.
struct PanelView: Widget {
  private let panel: Panel
  private let cover: Cover
  /// Whether its rows stand apart, and what is drawn is larger.
  private let isSpacious: Bool

  init(_ panel: Panel, cover: Cover, isSpacious: Bool = false) {
    (self.panel, self.cover, self.isSpacious) = (panel, cover, isSpacious)
  }

  private func view(_ table: Table) -> TableView {
    TableView(table, cover: cover, isSpacious: isSpacious)
  }

  private func view(_ bars: BarChart) -> BarsView {
    BarsView(bars, cover: cover, isSpacious: isSpacious)
  }

  private func view(_ areas: AreaMap) -> AreasView { AreasView(areas, isSpacious: isSpacious) }

  private func view(_ gallery: Gallery) -> GalleryView {
    GalleryView(gallery, cover: cover, isSpacious: isSpacious)
  }

  /// The columns that it needs at least.
  var leastWidth: Int {
    switch panel {
    case .chart: 30
    case .table(let table): view(table).width
    case .bars(let chart): view(chart).leastWidth
    case .timeline: 40
    case .areas(let areas): view(areas).size.width
    case .gallery(let gallery): view(gallery).leastSize.width
    case .column: parts.map(\.leastWidth).max() ?? 0
    }
  }

  /// Its columns among panels side by side.
  var across: Constraint {
    switch panel {
    case .chart, .bars, .timeline: .fill
    case .gallery(let gallery): view(gallery).hasPictures ? .fill : .fixed(leastWidth)
    case .table, .areas: .fixed(leastWidth)
    case .column: parts.contains { $0.across == .fill } ? .fill : .fixed(leastWidth)
    }
  }

  /// What stands below each other in a column.
  private var parts: [PanelView] {
    guard case .column(let panels) = panel else { return [] }
    return panels.map { PanelView($0, cover: cover, isSpacious: isSpacious) }
  }

  /// Whether it looks better the more rows it has.
  var fillsHeight: Bool {
    switch panel {
    case .chart: true
    case .gallery(let gallery): view(gallery).hasPictures
    case .table, .bars, .timeline, .areas: false
    case .column: parts.contains(where: \.fillsHeight)
    }
  }

  /// Whether that has no end: a plane is as high as it is wide.
  var fillsRoom: Bool {
    switch panel {
    case .chart(let chart): !chart.isPlane
    case .column: parts.contains(where: \.fillsRoom)
    default: fillsHeight
    }
  }

  /// The rows that it needs at a width: at least, and to look well.
  func heights(width: Int) -> (least: Int, ideal: Int) {
    switch panel {
    case .chart(let chart):
      let title = chart.title.isEmpty ? 0 : 1
      let ideal = isSpacious && chart.isPlane ? Self.planeHeight(chart, width: width) : 20
      return ((chart.isPlane ? 6 : 8) + title, ideal + title)
    case .table(let table):
      let view = view(table)
      return (view.leastHeight, view.height)
    case .bars(let chart): return (view(chart).height, view(chart).height)
    case .timeline(let timeline):
      let least = timeline.events.count
      return (least, max(least, timeline.height(yearsPerRow: 2)))
    case .areas(let areas): return (view(areas).size.height, view(areas).size.height)
    case .gallery(let gallery):
      let view = view(gallery)
      return (view.leastSize.height, view.idealHeight(width: width))
    case .column:
      let heights = parts.map { $0.heights(width: width) }
      let gaps = max(0, parts.count - 1)
      return (heights.map(\.least).reduce(gaps, +), heights.map(\.ideal).reduce(gaps, +))
    }
  }

  /// About the rows of a plane that takes all of a width: cells are twice as high as they are wide.
  private static func planeHeight(_ chart: Chart, width: Int) -> Int {
    let (labels, axis) = (9, 3)
    let shape =
      (chart.y.ends.upperBound - chart.y.ends.lowerBound)
      / (chart.x.ends.upperBound - chart.x.ends.lowerBound)
    return max(20, Int((Double(width - labels) * shape / 2).rounded()) + axis)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    switch panel {
    case .chart(let chart): draw(chart, in: area, on: &buffer)
    case .table(let table): buffer.draw(view(table), in: area)
    case .bars(let chart): buffer.draw(view(chart), in: area)
    case .timeline(let timeline): buffer.draw(TimelineView(timeline, cover: cover), in: area)
    case .areas(let areas): buffer.draw(view(areas), in: area)
    case .gallery(let gallery): buffer.draw(view(gallery), in: area)
    case .column:
      let rows = parts.map { part -> Constraint in
        part.fillsHeight ? .fill : .fixed(part.heights(width: area.width).ideal)
      }
      for (part, place) in zip(parts, area.rows(rows, spacing: 1)) {
        part.draw(in: place, on: &buffer)
      }
    }
  }

  private func draw(_ chart: Chart, in area: Rect, on buffer: inout Buffer) {
    let parts = area.splitTop(chart.title.isEmpty ? 0 : 1)
    buffer.write(StyledText(chart.title, .dim), in: parts.top)
    let glyphs = buffer.glyphs
    let curves = chart.curves.map { curve in
      let isHidden = cover.hides(curve.piece)
      return AxisChart.Curve(
        isHidden && !curve.name.isEmpty ? "\(curve.name) ?" : curve.name, style: curve.ink.style,
        isDotted: curve.isDotted,
        points: isHidden ? [] : curve.points.map { AxisChart.Point(x: $0.x, y: $0.y) })
    }
    let marks = chart.marks.filter { !cover.hides($0.piece) }.map { mark in
      AxisChart.Mark(
        AxisChart.Point(x: mark.point.x, y: mark.point.y), sign: mark.sign.glyph(glyphs),
        style: mark.ink.style.bold, label: mark.label)
    }
    buffer.draw(
      AxisChart(
        curves, marks: marks, x: chart.x.onScreen, y: chart.y.onScreen, isPlane: chart.isPlane),
      in: parts.rest)
  }
}

extension Ink {
  /// How it looks.
  var style: Style {
    switch self {
    case .text: .text
    case .dim: .dim
    case .series(let index): Self.series[index % Self.series.count]
    case .right: .success
    case .wrong: .failure
    }
  }

  private static let series: [Style] = [.input, .kernel, .output, .gradient, .warning]
}

extension Chart.Mark.Sign {
  fileprivate func glyph(_ glyphs: GlyphSet) -> Character {
    switch self {
    case .full: glyphs.plotDot(isFull: true)
    case .hollow: glyphs.plotDot(isFull: false)
    case .here: glyphs.plotPoint
    }
  }
}

extension Exhibits.Axis {
  fileprivate var onScreen: AxisChart.Axis {
    AxisChart.Axis(title, ends: ends, isLogarithmic: isLogarithmic, isWhole: isWhole)
  }
}
