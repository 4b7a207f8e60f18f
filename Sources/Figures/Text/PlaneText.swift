import Storyboards
import Typesetting

/// A plane as lines of aligned cells, cut down to what a page holds.
///
/// A cell's part is shown by what stands around it: `[4]` under the window or just written, `<4>`
/// chosen, `/4/` covered by no window. A copy in the padding that is read points the way to what it is a
/// copy of, `→4` to `•4`. A zero of padding is `∘`, a cell without its number yet `·`, and what is cropped
/// stands in parentheses.
struct PlaneText {
  let panel: Panel
  let plane: Int
  let marks: [Mark]
  /// What stands before numbers that are read as copies, and before those that are copied, by position.
  var copySigns: [Int: Character] = [:]
  let finishedCells: Int
  let glyphs: GlyphSet
  /// The most rows.
  let rowLimit: Int
  /// The most characters of a line.
  let widthLimit: Int
  /// The least width of its numbers and of its labels, so that its columns stand below those of others.
  var leastNumberWidth = 1, leastLabelWidth = 0

  private var grid: Plane { panel.planes[plane] }

  /// The lines of the grid.
  var lines: [ColoredText] {
    let parts = PlaneMarks(marks, on: grid)
    // A kernel whose every tap takes part needs no brackets to say so.
    let isQuiet = parts.isWhole && panel.role == .kernel
    // What no window covers may lie anywhere; it does not decide what is looked at.
    let focus = marks.filter(\.kind.takesPart).map(\.cell)
    let rows = DrawnRange(length: grid.rows, focus: focus.map(\.row), limit: rowLimit)
    // Numbers of one width keep the columns aligned. The narrowest columns tell which could be
    // drawn at all, and those how wide their numbers are.
    let candidates = DrawnRange(
      length: grid.columns, focus: focus.map(\.column), limit: max(1, widthLimit / 3))
    let numberWidth = width(
      rows: rows.range, columns: Set(candidates.range).union(focus.map(\.column)))
    let columns = columns(around: focus.map(\.column), numberWidth)

    var lines: [ColoredText] = []
    if rows.cutsStart { lines.append(dots) }
    for row in rows.range {
      var line = label(of: row)
      for (index, column) in columns.positions.enumerated() {
        if columns.hasGap(before: index) { line = line + dots }
        line.append(cell(row, column, isQuiet ? nil : parts[row, column], width: numberWidth))
      }
      lines.append((line + (columns.cutsEnd ? dots : ColoredText())).trimmingTrailingSpaces)
    }
    if rows.cutsEnd { lines.append(dots) }
    return lines
  }

  /// A cell between what its part puts around it.
  private func cell(_ row: Int, _ column: Int, _ kind: Mark.Kind?, width: Int) -> ColoredText.Run {
    let (left, right) = brackets(kind)
    let number = text(row: row, column: column)
    let isNothing = number == String(glyphs.nothing)
    let hue = isNothing ? .dim : panel.hue(row: row, column: column, plane: plane)
    return ColoredText.Run(
      text: left + number.leftPadded(to: width) + right,
      hue: kind == .uncovered ? .dim : hue, isBold: kind == .result || kind == .chosen,
      isReversed: kind?.takesPart == true)
  }

  private var dots: ColoredText { ColoredText(glyphs.adapt("…"), .dim) }

  /// What a row is called.
  private func label(of row: Int) -> ColoredText {
    let name = grid.rowLabels.isEmpty ? "" : glyphs.adapt(grid.rowLabels[row])
    return ColoredText(name, .dim).padded(to: labelWidth)
  }

  private var labelWidth: Int { max(grid.labelWidth, leastLabelWidth) }

  /// Which columns are drawn: all when they fit the page, else as many around what the frame is about as
  /// leave room for a second grid beside this one; where that lies too far apart, its columns alone.
  private func columns(around focus: [Int], _ numberWidth: Int) -> DrawnColumns {
    let (slot, room) = (numberWidth + 2, widthLimit - labelWidth)
    if grid.columns * slot <= room { return DrawnColumns(all: grid.columns) }
    let limit = max(1, ((room - 4) / 2 - 2 * dots.width) / slot)
    if let first = focus.min(), let last = focus.max(), last - first >= limit {
      return DrawnColumns(
        Set(focus), of: grid.columns, cell: slot, gap: dots.width, width: room)
    }
    return DrawnColumns(
      DrawnRange(length: grid.columns, focus: focus, limit: limit).range, of: grid.columns)
  }

  private func brackets(_ kind: Mark.Kind?) -> (left: String, right: String) {
    switch kind {
    case .window, .result: ("[", "]")
    case .chosen: ("<", ">")
    case .uncovered: ("/", "/")
    case nil: (" ", " ")
    }
  }

  private func text(row: Int, column: Int) -> String {
    let isFinished = panel.isFinished(
      row: row, column: column, plane: plane, finishedCells: finishedCells)
    let text = isFinished ? written(row, column) : Plane.nothing
    return text == Plane.nothing ? String(glyphs.nothing) : glyphs.adapt(text)
  }

  private func written(_ row: Int, _ column: Int) -> String {
    if let sign = copySigns[row * grid.columns + column] {
      return String(glyphs.sign(sign)) + grid.number(row: row, column: column)
    }
    let text = grid.text(row: row, column: column)
    return grid.kind(row: row, column: column) == .cropped ? "(\(text))" : text
  }

  /// The width of the widest number, finished or not, so that columns stay where they are.
  private func width(rows: Range<Int>, columns: Set<Int>) -> Int {
    var width = leastNumberWidth
    for row in rows {
      for column in columns {
        // A number that is copied in another frame has a sign before it then.
        let text =
          grid.layout.holdsCopies
          ? Plane.copy + grid.number(row: row, column: column) : written(row, column)
        width = max(width, glyphs.adapt(text).count)
      }
    }
    return width
  }
}
