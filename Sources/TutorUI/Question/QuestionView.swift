import Lessons
import Storyboards
import TerminalKit
import Typesetting

/// The question of a step: prompt, answer, and what came of it.
///
/// What does not fit is scrolled, never cut.
struct QuestionView: Widget {
  let state: QuestionState
  /// Whether the grid of the answer stands on the stage, so that it is not drawn here.
  let hasGridOnStage: Bool
  /// Which of the step's questions it is; `nil` for the only one.
  var number: String?
  /// The first line in view; `nil` for what matters most now.
  var offset: Int?

  func draw(in area: Rect, on buffer: inout Buffer) {
    let content = Self.content(in: area)
    let lines = lines(content.width, buffer.glyphs)
    let first = firstLine(lines, content.height)
    let title = title(width: content.width, isWhole: lines.count <= content.height)
    buffer.draw(Box(title, style: borderStyle), in: area)
    let text = lines.arranged(in: content.height).lines
    buffer.write(text[first...], in: content)
    drawEntry(in: place(ofAnswer: lines, content), on: &buffer)
    // The bar stands on the border: beside the text it would move what is wrapped.
    let border = Rect(x: area.minX, y: content.minY, width: area.width, height: content.height)
    ScrollBar(count: text.count, offset: first).draw(in: border, on: &buffer)
  }

  /// The rows that the view needs at a width.
  func height(width: Int, glyphs: GlyphSet) -> Int { 2 + lines(width - 4, glyphs).count }

  /// The first line in view of an area, and the largest that it can be.
  func scrolling(in area: Rect, glyphs: GlyphSet) -> (first: Int, most: Int) {
    let content = Self.content(in: area)
    let lines = lines(content.width, glyphs)
    return (firstLine(lines, content.height), lines.mostOffset(in: content.height))
  }

  /// Whether all that has to be read now is in view while nobody scrolls.
  func showsWhatMatters(in area: Rect, glyphs: GlyphSet) -> Bool {
    let content = Self.content(in: area)
    return lines(content.width, glyphs).showsWhatMatters(in: content.height)
  }

  /// Where the cursor stands while the answer is typed here.
  func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    guard !state.isClosed else { return nil }
    let content = Self.content(in: area)
    let entry = place(ofAnswer: lines(content.width, glyphs), content)
    switch state.entry {
    case .line(let input):
      return entry.isEmpty ? nil : TextField(input).cursor(in: field(in: entry))
    case .word(let word):
      guard word.isTyping, !entry.isEmpty else { return nil }
      return TextField(word.input).cursor(in: field(in: entry))
    case .choice, .several, .match, .order: return nil
    case .grid(let grid):
      guard !hasGridOnStage else { return nil }
      let place = grids(in: entry)
      let frame = gridView(grid, width: place.width).frame(of: grid.position, in: place)
      return frame.map { Point(x: $0.maxX - 1, y: $0.minY) }
    }
  }

  private static func content(in area: Rect) -> Rect {
    Box().content(in: area).inset(horizontally: 1)
  }

  private func lines(_ width: Int, _ glyphs: GlyphSet) -> QuestionLines {
    QuestionLines(state, hasGridOnStage: hasGridOnStage, width: width, glyphs: glyphs)
  }

  private func firstLine(_ lines: QuestionLines, _ height: Int) -> Int {
    offset.map { min(max(0, $0), lines.mostOffset(in: height)) } ?? lines.offset(in: height)
  }

  /// Where the answer stands, as far as it is in view.
  private func place(ofAnswer lines: QuestionLines, _ content: Rect) -> Rect {
    let start =
      lines.arranged(in: content.height).answer - firstLine(lines, content.height)
    return Rect(
      x: content.minX, y: content.minY + start, width: content.width, height: lines.answerRows
    ).intersection(content)
  }

  /// What came of the last answer; a closed question repeats the answer here, where it is seen
  /// whatever is scrolled.
  private func title(width: Int, isWhole: Bool) -> StyledText {
    let answer = answerText(width: width, isWhole: isWhole)
    return switch state.outcome {
    case .open, .incomplete:
      StyledText(
        "Your turn" + (state.content.isPrediction ? " to predict, once" : "")
          + (number.map { ", \($0)" } ?? ""), Style.accent.bold)
    case .wrong:
      StyledText(
        state.outcome.slipTitle(width: width).map { "✗ \($0)" } ?? "Not yet", Style.failure.bold)
    case .right: StyledText("✓ Right\(answer)", Style.success.bold)
    case .shown: StyledText("The solution\(answer)", Style.accent.bold)
    case .predicted: StyledText("Your prediction\(answer)", Style.accent.bold)
    case .kept: StyledText("Your answer\(answer)", Style.accent.bold)
    }
  }

  private func answerText(width: Int, isWhole: Bool) -> String {
    switch state.entry {
    // What is right is written as the solution is, however it was typed.
    case .line where state.outcome == .right: return ": \(state.content.solution.joined())"
    case .line(let input): return ": \(input.text)"
    case .word(let word): return ": \(word.input.text)"
    case .choice(let selection?, _):
      guard !isWhole, case .choice(let options) = state.content.form,
        !options[selection].contains("\n"),
        DisplayWidth.of(LessonText.plain(options[selection])) + 18 <= width
      else { return ": \(selection + 1)" }
      return ": \(LessonText.plain(options[selection]))"
    case .several: return ": \(state.entry.texts.joined(separator: ", "))"
    case .choice(nil, _), .match, .order, .grid: return ""
    }
  }

  private var borderStyle: Style {
    switch state.outcome {
    case .open, .incomplete: .accent
    case .wrong, .right, .shown, .predicted, .kept: .dim
    }
  }

  /// What of the answer is more than text.
  private func drawEntry(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    switch state.entry {
    case .choice, .several, .match, .order: break
    case .line(let input): drawField(input, in: area, on: &buffer)
    case .word(let word): drawField(word.input, in: area, on: &buffer)
    case .grid(let grid):
      guard !hasGridOnStage else { break }
      let place = grids(in: area)
      buffer.draw(gridView(grid, width: place.width), in: place)
      let names = Rect(
        x: area.minX, y: area.minY, width: place.minX - area.minX - 1, height: area.height)
      buffer.write(titles.map { StyledText($0, .text) }, in: names)
    }
  }

  private func drawField(_ input: TextInput, in area: Rect, on buffer: inout Buffer) {
    guard !state.isClosed else { return }
    buffer.write("Answer: ", at: area.origin, style: .dim, clippedTo: area)
    buffer.draw(
      TextField(
        input,
        placeholder: AnswerField.hasRoom(for: pattern, width: area.width) ? pattern : "",
        style: Style.output.bold), in: field(in: area))
  }

  /// How the answer is written.
  private var pattern: String { AnswerReader.pattern(of: state.content.form) }

  private func field(in area: Rect) -> Rect {
    let width =
      state.content.form == .written ? area.width : max(26, DisplayWidth.of(pattern) + 2)
    return Rect(
      x: area.minX + AnswerField.indent, y: area.minY,
      width: min(width, max(0, area.width - AnswerField.indent)), height: 1)
  }

  /// What fields are called that stand below each other; none for a grid.
  private var titles: [String] {
    switch state.content.form {
    case .fields(let fields): return fields.map(\.title)
    case .products(let rows, _, let hasBias):
      let between = [String](repeating: "", count: rows - 1)
      return ["products"] + between + [hasBias ? "sum + bias" : "sum"]
    default: return []
    }
  }

  /// Where the cells stand, beside what they are called: names of fields leave room for a short number.
  private func grids(in area: Rect) -> Rect {
    let most: Int
    if case .fields = state.content.form {
      most = max(area.width / 2, area.width - Self.fieldWidth)
    } else {
      most = area.width / 2
    }
    let width = titles.map(DisplayWidth.of).max().map { min($0 + 2, most) } ?? 0
    return Rect(
      x: area.minX + width, y: area.minY, width: area.width - width, height: area.height)
  }

  /// The columns of a number in a field, with its brackets.
  private static let fieldWidth = 8

  /// The cells, as far apart as a row of them has room, before it has to be scrolled.
  private func gridView(_ grid: GridEntry, width: Int) -> GridView {
    let rows = grid.lines.map { line in
      line.map { grid.item($0, isOver: state.isClosed) }
    }
    let room = (width - 1) / max(1, grid.columns) - 1
    return GridView(rows, minimumCellWidth: max(1, min(4, room)), focus: grid.position)
  }
}

/// The field in which an answer is typed on a line.
enum AnswerField {
  /// The columns before it, of the word `Answer:`.
  static let indent = 8

  /// Whether it says whole how an answer is written.
  static func hasRoom(for pattern: String, width: Int) -> Bool {
    DisplayWidth.of(pattern) <= width - indent
  }
}
