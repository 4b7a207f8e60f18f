import Typesetting

/// A scene as text, for programs that read aloud and for pages: numbers in tables in place of curves.
public struct PlainScene {
  private let scene: Scene
  private let cover: Cover

  /// The most rows that the table of a chart has.
  private static let mostRows = 12

  /// Creates the text of a scene.
  ///
  /// - Parameter cover: What is kept back; a question mark stands for it.
  public init(_ scene: Scene, cover: Cover = .nothing) { (self.scene, self.cover) = (scene, cover) }

  /// The text of each panel, and the sentence; without newlines at their ends.
  public var sections: [String] {
    scene.panels.map(text) + (scene.caption.isEmpty ? [] : [scene.caption])
  }

  private func text(_ panel: Panel) -> String {
    switch panel {
    case .chart(let chart): text(chart)
    case .table(let table): text(table)
    case .bars(let chart): text(chart)
    case .timeline(let timeline): text(timeline)
    case .areas(let areas): text(areas)
    case .gallery(let gallery): text(gallery)
    case .column(let panels): panels.map(text).joined(separator: "\n\n")
    }
  }

  private func titled(_ title: String, _ table: TextTable) -> String {
    (title.isEmpty ? "" : title + "\n") + table.text
  }

  private func text(_ table: Table) -> String {
    let rows = table.rows.map { row in
      row.cells.map { cell in
        cover.hides(cell.piece) ? "?" : cell.isMarked ? "[\(cell.text)]" : cell.text
      }
    }
    return titled(
      table.title, TextTable(header: table.header, rows: rows, trailing: table.trailing))
  }

  private func text(_ chart: BarChart) -> String {
    let rows = chart.bars.map { bar in
      [
        cover.hides(bar.namePiece) ? "?" : bar.name,
        cover.hides(bar.piece) ? "" : TextBar.text(bar.share, width: 24),
        cover.hides(bar.piece) || cover.hides(bar.valuePiece) ? "?" : bar.value,
      ]
    }
    return titled(chart.title, TextTable(rows: rows, trailing: [2]))
  }

  private func text(_ timeline: Timeline) -> String {
    let rows = timeline.events.map { event in
      [
        cover.hides(event.yearPiece) ? "?" : String(event.year),
        cover.hides(event.textPiece) ? "?" : event.text,
      ]
    }
    return TextTable(rows: rows).text
  }

  /// A sign for each cell, and what the signs mean.
  private func text(_ areas: AreaMap) -> String {
    let rows = areas.rows.map { row in row.map { String($0.sign) }.joined(separator: " ") }
    let legend = AreaMap.Cell.allCases.map { "\($0.sign) \(areas.name(of: $0))" }
    return (rows + ["", legend.joined(separator: "   ")]).joined(separator: "\n")
  }

  /// Plates below each other: small ones as numbers, of pictures how large they are and their range.
  private func text(_ gallery: Gallery) -> String {
    gallery.rows.flatMap(\.self).map { plate in
      let content =
        if cover.hides(plate.piece) {
          "?"
        } else if plate.isPicture {
          "\(plate.size), from \(NumberText.short(plate.least)) to \(NumberText.short(plate.most))"
        } else {
          TextTable(
            rows: plate.numbers, trailing: Set(0..<(plate.numbers.first?.count ?? 0))
          ).text
        }
      return "\(plate.name)\n\(content)"
    }.joined(separator: "\n\n")
  }

  // MARK: - Charts

  /// Named curves as columns beside the places along the axis, then what is marked.
  private func text(_ chart: Chart) -> String {
    let curves = chart.curves.filter { !$0.name.isEmpty && !$0.points.isEmpty }
    var parts: [String] = []
    if !curves.isEmpty { parts.append(columns(curves, of: chart)) }
    let marks = chart.marks.filter { !$0.label.isEmpty }
    if !marks.isEmpty {
      let rows = marks.map { mark in
        cover.hides(mark.piece)
          ? [mark.label, "?", "?"]
          : [mark.label, NumberText.short(mark.point.x), NumberText.short(mark.point.y)]
      }
      parts.append(
        TextTable(header: ["", chart.x.title, chart.y.title], rows: rows, trailing: [1, 2]).text)
    }
    return (chart.title.isEmpty ? [] : [chart.title]).joined() + (chart.title.isEmpty ? "" : "\n")
      + parts.joined(separator: "\n\n")
  }

  private func columns(_ curves: [Chart.Curve], of chart: Chart) -> String {
    // Tests are made at fewer places than steps.
    let places = curves.map { $0.points.map(\.x) }.min { $0.count < $1.count } ?? []
    let rows = Self.spread(places).map { x in
      [NumberText.short(x)]
        + curves.map { curve in
          if cover.hides(curve.piece) { return "?" }
          let nearest = curve.points.min { abs($0.x - x) < abs($1.x - x) }
          return nearest.map { NumberText.short($0.y, digits: 3) } ?? ""
        }
    }
    return TextTable(
      header: [chart.x.title] + curves.map(\.name), rows: rows,
      trailing: Set(0...curves.count)
    ).text
  }

  /// The first, the last, and some between them.
  private static func spread(_ places: [Double]) -> [Double] {
    guard places.count > mostRows else { return places }
    return (0..<mostRows).map { places[$0 * (places.count - 1) / (mostRows - 1)] }
  }
}
