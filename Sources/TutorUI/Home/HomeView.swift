import Lessons
import TerminalKit
import Typesetting

/// The home screen: the map of the course and, where there is room, what the chosen row is about.
struct HomeView: Widget {
  let model: HomeModel

  /// The most columns that the map takes.
  private static let widestMap = 90
  /// The columns that the right column needs.
  private static let detailWidth = 40

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = divide(area)
    buffer.write(StyledText("convscope", Style.accent.bold), in: parts.title)
    buffer.write(StyledText(summary, .dim), in: parts.title, alignment: .trailing)
    let rows = model.rows
    if let search = model.search {
      drawSearch(search, found: rows.count, in: parts.search, on: &buffer)
    }
    let map = MapRows(model, width: parts.map.width - 2, glyphs: buffer.glyphs)
    let lines = lines(height: parts.map.height)
    for (line, index) in lines.enumerated() {
      guard let index else { continue }
      let row = Rect(x: parts.map.minX, y: parts.map.minY + line, width: parts.map.width, height: 1)
      map.draw(rows[index], isSelected: index == model.selection, in: row, on: &buffer)
    }
    if rows.count > parts.map.height, !parts.map.isEmpty {
      let bar = Rect(
        x: parts.map.maxX, y: parts.map.minY, width: 1, height: parts.map.height)
      ScrollBar(count: rows.count, offset: (lines.first ?? 0) ?? 0).draw(in: bar, on: &buffer)
    }
    if let detail = parts.detail, let text = HomeDetail(model, buffer.glyphs).text {
      buffer.draw(Paragraph(text, hangingIndent: 2), in: detail)
    }
  }

  /// Where the cursor blinks while somebody searches.
  func cursor(in area: Rect) -> Point? {
    model.search.flatMap { TextField($0).cursor(in: field(in: divide(area).search)) }
  }

  /// The row drawn at a point, for the mouse.
  func row(at point: Point, in area: Rect) -> Int? {
    let map = divide(area).map
    guard map.contains(point) else { return nil }
    let lines = lines(height: map.height)
    return lines.indices.contains(point.y - map.minY) ? lines[point.y - map.minY] : nil
  }

  private func drawSearch(
    _ search: TextInput, found: Int, in area: Rect, on buffer: inout Buffer
  ) {
    buffer.write(StyledText("/", Style.accent.bold), in: area)
    buffer.draw(TextField(search), in: field(in: area))
    let count = search.isEmpty ? "type what to look for" : "\(found) found"
    buffer.write(StyledText(count, .dim), in: area, alignment: .trailing)
  }

  /// Where the words are typed.
  private func field(in area: Rect) -> Rect { area.splitLeft(2).rest.splitLeft(40).left }

  /// How far the course has got.
  private var summary: String {
    guard let chapter = model.goOn?.lesson.chapter else {
      return model.course.lessons.isEmpty ? "no lessons were found" : "every lesson is done"
    }
    let done = model.course.lessons.count(where: model.isDone)
    let lessons = model.course.lessons.filter { $0.chapter == chapter }
    let (steps, all) = (
      lessons.map(model.doneSteps).reduce(0, +), lessons.map(\.steps.count).reduce(0, +)
    )
    let place =
      chapter.isEmpty ? "" : " in chapter \((model.chapters.firstIndex(of: chapter) ?? 0) + 1)"
    return "\(done) lesson\(done == 1 ? "" : "s") done · \(steps) of \(all) steps\(place)"
  }

  /// The rows in view, a line each; `nil` for a blank line, which there is where all rows fit.
  ///
  /// Where they do not, the selection stays in the middle except near the ends.
  private func lines(height: Int) -> [Int?] {
    let rows = model.rows
    let parts = rows.indices.dropFirst().filter { index in
      switch rows[index] {
      case .section(.practice), .section(.own): true
      case .section: index == rows.firstIndex { if case .section = $0 { true } else { false } }
      default: false
      }
    }
    if rows.count + parts.count <= height {
      return rows.indices.flatMap { parts.contains($0) ? [nil, $0] : [$0] }
    }
    let first = min(max(0, model.selection - height / 2), max(0, rows.count - height))
    return Array(rows.indices.dropFirst(first).prefix(height))
  }

  private struct Parts {
    var title: Rect
    /// The row for what is searched for.
    var search: Rect
    var map: Rect
    var detail: Rect?
  }

  private func divide(_ area: Rect) -> Parts {
    let rows = area.inset(horizontally: 2).rows(.fixed(1), .fixed(1), .fill)
    guard area.width >= LessonLayout.wideFrom else {
      return Parts(title: rows[0], search: rows[1], map: rows[2], detail: nil)
    }
    let width = min(Self.widestMap, rows[2].width - Self.detailWidth)
    let columns = rows[2].columns(.fixed(width), .fixed(4), .fill)
    return Parts(title: rows[0], search: rows[1], map: columns[0], detail: columns[2])
  }
}
