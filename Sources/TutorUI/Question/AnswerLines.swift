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
      set(
        writer.options(options.enumerated().map { (number: $0 + 1, text: $1) }) { index in
          index == selection ? .chosen : .other
        }, focus: selection)
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
        add(writer.instruction("Type each cell of the result; arrows move, Enter checks."))
      } else {
        rows = grid.rows
        focus = grid.position.row..<(grid.position.row + 1)
      }
    default:
      rows = state.isClosed ? 0 : 1
      focus = 0..<1
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

  /// A text behind a head: wrapped, or where it has several lines as they stand.
  private func block(_ text: String, _ style: Style, behind head: StyledText) -> [StyledText] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
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
    let column = min(left.map(DisplayWidth.of).max() ?? 0, width / 2)
    let arrow = glyphs.isUnicode ? "→" : "->"
    return left.enumerated().map { row, text in
      let isHere = row == entry.cursor && !isClosed
      let pointer = StyledText(isHere ? String(glyphs.pointer) : " ", .accent)
      let name = StyledText(" " + text, isHere ? Style.text.bold : .text)
      let gap = String(repeating: " ", count: max(0, column - DisplayWidth.of(text)))
      let option = entry.assigned[row].map { "\($0 + 1)  \(LessonText.plain(options[$0]))" } ?? "·"
      let style: Style =
        entry.wrong.contains(row)
        ? .failure : isHere && entry.isLifted ? Style.output.reversed : Style.output.bold
      let head = pointer + name + StyledText(gap + "  \(arrow) ", .dim)
      return glyphs.adapt(head + StyledText(option, entry.assigned[row] == nil ? .dim : style))
        .wrapped(to: width, hangingIndent: min(head.width, width / 2))
    }
  }

  /// The options of a match with their numbers, on as few lines as they take.
  func legend(_ options: [String]) -> [StyledText] {
    guard !isClosed else { return [] }
    let texts = options.enumerated().map { "\($0 + 1)  \(LessonText.plain($1))" }
    return glyphs.adapt(StyledText(texts.joined(separator: "    "), .dim)).wrapped(to: width)
  }
}
