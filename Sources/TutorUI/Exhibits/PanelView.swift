import Exhibits
import TerminalKit
import Typesetting

/// A panel of a scene: how much room it needs, and how it is drawn.
struct PanelView: Widget {
  private let panel: Panel
  private let cover: Cover

  init(_ panel: Panel, cover: Cover) { (self.panel, self.cover) = (panel, cover) }

  /// The columns that it needs at least.
  var leastWidth: Int {
    switch panel {
    case .chart: 30
    case .table(let table): TableView(table, cover: cover).width
    case .bars(let chart): BarsView(chart, cover: cover).leastWidth
    case .timeline: 40
    case .areas(let areas): AreasView(areas).size.width
    case .gallery(let gallery): GalleryView(gallery, cover: cover).leastSize.width
    case .column: parts.map(\.leastWidth).max() ?? 0
    }
  }

  /// Its columns among panels side by side.
  var across: Constraint {
    switch panel {
    case .chart, .bars, .timeline, .gallery: .fill
    case .table, .areas: .fixed(leastWidth)
    case .column: parts.contains { $0.across == .fill } ? .fill : .fixed(leastWidth)
    }
  }

  /// What stands below each other in a column.
  private var parts: [PanelView] {
    guard case .column(let panels) = panel else { return [] }
    return panels.map { PanelView($0, cover: cover) }
  }

  /// Whether it looks better the more rows it has.
  var fillsHeight: Bool {
    switch panel {
    case .chart, .gallery: true
    case .table, .bars, .timeline, .areas: false
    case .column: parts.contains(where: \.fillsHeight)
    }
  }

  /// The rows that it needs at a width: at least, and to look well.
  func heights(width: Int) -> (least: Int, ideal: Int) {
    switch panel {
    case .chart(let chart):
      let title = chart.title.isEmpty ? 0 : 1
      return ((chart.isPlane ? 6 : 8) + title, 20 + title)
    case .table(let table):
      let view = TableView(table, cover: cover)
      return (view.leastHeight, view.height)
    case .bars(let chart): return (chart.bars.count + 1, chart.bars.count + 1)
    case .timeline(let timeline):
      let least = timeline.events.count
      return (least, max(least, timeline.height(yearsPerRow: 2)))
    case .areas(let areas): return (AreasView(areas).size.height, AreasView(areas).size.height)
    case .gallery(let gallery):
      let view = GalleryView(gallery, cover: cover)
      return (view.leastSize.height, view.idealHeight(width: width))
    case .column:
      let heights = parts.map { $0.heights(width: width) }
      let gaps = max(0, parts.count - 1)
      return (heights.map(\.least).reduce(gaps, +), heights.map(\.ideal).reduce(gaps, +))
    }
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    switch panel {
    case .chart(let chart): draw(chart, in: area, on: &buffer)
    case .table(let table): buffer.draw(TableView(table, cover: cover), in: area)
    case .bars(let chart): buffer.draw(BarsView(chart, cover: cover), in: area)
    case .timeline(let timeline): buffer.draw(TimelineView(timeline, cover: cover), in: area)
    case .areas(let areas): buffer.draw(AreasView(areas), in: area)
    case .gallery(let gallery): buffer.draw(GalleryView(gallery, cover: cover), in: area)
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
