import Lessons
import TerminalKit
import Typesetting

/// The rows of an answer: lines of text, and rows that are left for what is more than text.
struct AnswerLines {
  /// The lines; fewer than ``rows`` where something else is drawn there.
  var lines: [StyledText] = []
  /// How many rows it takes.
  var rows = 0
  /// The rows that must not go out of view while the answer is given.
  var focus = 0..<0

  init(_ state: QuestionState, hasGridOnStage: Bool, width: Int, glyphs: GlyphSet) {
    let writer = AnswerWriter(isClosed: state.isClosed, width: width, glyphs: glyphs)
    switch (state.entry, state.content.form) {
    case (.choice(let selection, _), .choice(let options)):
      let mark = { (index: Int) -> AnswerWriter.Mark in index == selection ? .chosen : .other }
      let numbered = options.enumerated().map { (number: $0 + 1, text: $1) }
      if let row = writer.sideBySide(numbered, mark) {
        set([row], focus: 0)
      } else {
        set(writer.options(numbered, mark), focus: selection)
      }
    case (.several(let entry), .several(let options)):
      set(
        writer.options(options.enumerated().map { (number: $0 + 1, text: $1) }) { index in
          .box(isChosen: entry.chosen.contains(index), isHere: index == entry.cursor)
        }, focus: entry.cursor)
      add(writer.instruction("A number or Space takes an option or leaves it; Enter checks."))
    case (.match(let entry), .match(let left, let options)):
      set(writer.match(entry, left, options), focus: entry.cursor)
      lines += writer.legend(options)
      add(writer.instruction("Numbers give a row its option; Space lifts it, arrows carry it."))
    case (.order(let entry), .order(let items)):
      set(
        writer.options(
          entry.order.enumerated().map { (number: $0 + 1, text: items[$1]) }
        ) { index in
          index != entry.cursor ? .other : entry.isLifted ? .lifted : .chosen
        }, focus: entry.cursor)
      add(writer.instruction("Space lifts a row, arrows carry it, Space drops it; Enter checks."))
    case (.word(let word), _):
      guard !state.isClosed else { break }
      focus = 0..<1
      lines = [""]
      add(
        writer.instruction(
          word.isTyping
            ? "Esc makes letters keys again: t hint, s solution." : "Tab goes on typing."))
    case (.grid(let grid), _):
      if hasGridOnStage {
        add(writer.instruction("Type each cell of the result; Enter goes on, and checks the last."))
      } else {
        rows = grid.lines.count
        focus = grid.position.row..<(grid.position.row + 1)
      }
    case (.line(let input), .written):
      lines = (state.isClosed ? [] : [""]) + writer.rows(input.text)
      focus = 0..<1
    default:
      focus = 0..<1
      guard !state.isClosed else { break }
      lines = [""]
      let pattern = AnswerReader.pattern(of: state.content.form)
      if !AnswerField.hasRoom(for: pattern, width: width) {
        add(writer.instruction("Write \(pattern)."))
      }
    }
    rows = max(rows, lines.count)
  }

  private mutating func set(_ items: [[StyledText]], focus item: Int?) {
    lines = Array(items.joined())
    guard let item, items.indices.contains(item) else { return }
    let start = items.prefix(item).joined().count
    focus = start..<(start + items[item].count)
  }

  private mutating func add(_ more: [StyledText]) { lines += more }
}

/// Writes the options of an answer.
struct AnswerWriter {
  let isClosed: Bool
  let width: Int
  let glyphs: GlyphSet

  /// What is the matter with an option.
  enum Mark {
    case chosen, lifted, other
    case box(isChosen: Bool, isHere: Bool)
  }

  /// How an answer is given, as long as it is.
  func instruction(_ text: String) -> [StyledText] {
    isClosed ? [] : glyphs.adapt(StyledText(text, .dim)).wrapped(to: width)
  }

  /// A grid that is written on one line, row by row and column under column, as it will be read.
  func rows(_ text: String) -> [StyledText] {
    let separator = text.contains(" / ") || text.hasSuffix(" /") ? " /" : "/"
    let rows = text.components(separatedBy: separator).map {
      $0.split(separator: " ").map(String.init)
    }
    guard rows.count > 1 || isClosed else { return [] }
    return Self.aligned(rows, gap: 2).map { row in
      glyphs.adapt(StyledText("  " + row, Style.output.bold)).truncated(to: width)
    }
  }

  /// Rows of cells, one column below the other.
  private static func aligned(_ rows: [[String]], gap: Int) -> [String] {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0.leftPadded(to: $1) }
        .joined(separator: String(repeating: " ", count: gap))
    }
  }

  /// Whether a cell of an option is a number, or a sign for one.
  private static func isNumber(_ text: String) -> Bool {
    text.allSatisfy { $0.isNumber || ".,-−+/?·".contains($0) }
  }

  /// The options with their numbers, each in as many lines as it takes.
  func options(
    _ options: [(number: Int, text: String)], _ mark: (Int) -> Mark
  ) -> [[StyledText]] {
    options.enumerated().map { index, option in
      let (sign, style) = look(mark(index))
      let head = sign + StyledText(" \(option.number)  ", style.isChosen ? .accent : .dim)
      return block(option.text, style.text, behind: head)
    }
  }

  /// Options that are grids or drawings, beside each other where all of them have room; `nil` otherwise.
  func sideBySide(
    _ options: [(number: Int, text: String)], _ mark: (Int) -> Mark
  ) -> [StyledText]? {
    guard options.allSatisfy({ $0.text.contains("\n") }) else { return nil }
    let blocks = self.options(options, mark)
    let widths = blocks.map { $0.map(\.width).max() ?? 0 }
    let gap = String(repeating: " ", count: Self.gap)
    guard widths.reduce(0, +) + Self.gap * (blocks.count - 1) <= width else { return nil }
    return (0..<(blocks.map(\.count).max() ?? 0)).map { row in
      zip(blocks, widths).enumerated().reduce(StyledText()) { line, block in
        let (lines, columns) = block.element
        let text = row < lines.count ? lines[row] : StyledText()
        let rest = String(repeating: " ", count: columns - text.width)
        return line + StyledText(block.offset == 0 ? "" : gap) + text + StyledText(rest)
      }
    }
  }

  /// The blanks between two options beside each other.
  private static let gap = 3

  /// A text behind a head: wrapped, or where it has several lines as they stand, the columns of a grid
  /// below each other.
  private func block(_ text: String, _ style: Style, behind head: StyledText) -> [StyledText] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let cells = lines.map { $0.split(separator: " ").map(String.init) }
    if lines.count > 1, Set(cells.map(\.count)).count == 1,
      cells.joined().allSatisfy({ AnswerWriter.isNumber($0) })
    {
      lines = Self.aligned(cells, gap: 1)
    }
    guard lines.count > 1 else {
      return glyphs.adapt(head + StyledText(markup: text, style))
        .wrapped(to: width, hangingIndent: head.width)
    }
    let indent = StyledText(String(repeating: " ", count: head.width))
    return lines.enumerated().map { number, line in
      glyphs.adapt((number == 0 ? head : indent) + StyledText(line, style)).truncated(to: width)
    }
  }

  private func look(_ mark: Mark) -> (StyledText, (text: Style, isChosen: Bool)) {
    let plain: Style = isClosed ? .dim : .text
    switch mark {
    case .chosen: return (StyledText(String(glyphs.pointer), .accent), (Style.text.bold, true))
    case .lifted:
      return (StyledText(String(glyphs.pointer), .accent), (Style.output.reversed, true))
    case .other: return (" ", (plain, false))
    case .box(let isChosen, let isHere):
      let pointer = isHere && !isClosed ? String(glyphs.pointer) : " "
      let box = isChosen ? "[x]" : "[ ]"
      return (
        StyledText(pointer, .accent) + StyledText(" \(box)", isChosen ? .accent : .dim),
        (isChosen ? Style.text.bold : plain, isChosen)
      )
    }
  }

  /// The rows to be matched, each with its option.
  func match(_ entry: MatchEntry, _ left: [String], _ options: [String]) -> [[StyledText]] {
    let left = left.map(LessonText.plain)
    // As wide as the longest left text, as long as an option has room behind it.
    let options = options.map(LessonText.plain)
    let longest = options.map(DisplayWidth.of).max() ?? 0
    let column = min(
      left.map(DisplayWidth.of).max() ?? 0, max(width / 2, width - longest - Self.aroundArrow))
    let arrow = glyphs.isUnicode ? "→" : "->"
    // A narrow column has many rows and no room for two texts: there each option is below what it belongs to.
    let isStacked =
      width < Self.narrowest
      && (left.map(DisplayWidth.of).max() ?? 0) + longest + Self.aroundArrow > width
    return left.enumerated().map { row, text in
      let isHere = row == entry.cursor && !isClosed
      let pointer = StyledText(isHere ? String(glyphs.pointer) : " ", .accent)
      let name = StyledText(" " + text, isHere ? Style.text.bold : .text)
      let isLong = DisplayWidth.of(text) > column
      let gap = String(repeating: " ", count: isLong ? 0 : column - DisplayWidth.of(text))
      let option = entry.assigned[row].map { "\($0 + 1)  \(options[$0])" } ?? "·"
      let style: Style =
        entry.wrong.contains(row)
        ? .failure : isHere && entry.isLifted ? Style.output.reversed : Style.output.bold
      let given = StyledText(option, entry.assigned[row] == nil ? .dim : style)
      let head = pointer + name
      if isStacked {
        let start = StyledText("    \(arrow) ", .dim)
        return glyphs.adapt(head).wrapped(to: width, hangingIndent: 2)
          + glyphs.adapt(start + given).wrapped(to: width, hangingIndent: start.width + 3)
      }
      let behind = StyledText(gap + "  \(arrow) ", .dim)
      let indent = min(column + 2 + DisplayWidth.of(behind.plain) - gap.count, width / 2)
      // Arrows stand below each other: one that does not is on a line of its own.
      guard isLong else {
        return glyphs.adapt(head + behind + given).wrapped(to: width, hangingIndent: indent)
      }
      let below = StyledText(String(repeating: " ", count: column + 2)) + behind + given
      return glyphs.adapt(head).wrapped(to: width, hangingIndent: 2)
        + glyphs.adapt(below).wrapped(to: width, hangingIndent: indent)
    }
  }

  /// The columns from which on the two texts of a match stand side by side in any case.
  private static let narrowest = 50

  /// The columns of a row of a match beside its two texts.
  private static let aroundArrow = 9

  /// The options of a match with their numbers, on as few lines as they take.
  func legend(_ options: [String]) -> [StyledText] {
    guard !isClosed else { return [] }
    let texts = options.enumerated().map { "\($0 + 1)  \(LessonText.plain($1))" }
    guard texts.allSatisfy({ DisplayWidth.of($0) <= width }) else {
      return texts.flatMap {
        glyphs.adapt(StyledText($0, .dim)).wrapped(to: width, hangingIndent: 3)
      }
    }
    return texts.filled(to: width, gap: "    ").map { glyphs.adapt(StyledText($0, .dim)) }
  }
}
