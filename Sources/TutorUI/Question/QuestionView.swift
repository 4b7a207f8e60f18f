import Lessons
import Storyboards
import TerminalKit
import Typesetting

/// The question of a step: prompt, answer, and what came of it.
///
/// A closed question stays to be read, as far as its explanation leaves room: what does not fit
/// gives way whole, never cut.
struct QuestionView: Widget {
  let state: QuestionState
  /// Whether the grid of the answer stands on the stage, so that it is not drawn here.
  let hasGridOnStage: Bool

  func draw(in area: Rect, on buffer: inout Buffer) {
    let content = Box().content(in: area).inset(horizontally: 1)
    let parts = divide(content, buffer.glyphs)
    buffer.draw(Box(title(width: content.width, parts), style: borderStyle), in: area)
    let style = state.isClosed ? Style.text : Style.text.bold
    buffer.draw(Paragraph(StyledText(state.content.prompt, style)), in: parts.prompt)
    drawEntry(in: parts.entry, on: &buffer)
    let (answer, feedback) = parts.feedback.splitTop(
      parts.entry.isEmpty ? longAnswer(content.width, buffer.glyphs).count : 0)
    buffer.write(longAnswer(content.width, buffer.glyphs), in: answer)
    buffer.write(feedbackLines(fitting: feedback, buffer.glyphs), in: feedback)
  }

  /// The latest word matters most: where not all hints fit, the first ones give way.
  private func feedbackLines(fitting area: Rect, _ glyphs: GlyphSet) -> [StyledText] {
    var lines: [StyledText] = []
    for dropped in 0...state.hintsShown {
      lines =
        feedback(withoutHints: dropped).map { glyphs.adapt($0).wrapped(to: max(1, area.width)) }
        ?? []
      if lines.count <= area.height { return lines }
    }
    return Array(lines.prefix(area.height))
  }

  /// The rows that the view needs at a width: for all that it may say, and for what has to be read.
  func heights(width: Int, glyphs: GlyphSet) -> (least: Int, ideal: Int) {
    let inside = max(1, width - 4)
    let question = promptHeight(inside, glyphs) + entryHeight(inside, glyphs)
    let ideal = 2 + question + feedbackHeight(inside, glyphs)
    return (state.isClosed ? ideal - question : ideal, ideal)
  }

  /// Where the cursor stands while the answer is typed here.
  func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    guard !state.isClosed else { return nil }
    let content = Box().content(in: area).inset(horizontally: 1)
    let entry = divide(content, glyphs).entry
    switch state.entry {
    case .line(let input):
      return TextField(input).cursor(in: field(in: entry))
    case .choice: return nil
    case .grid(let grid):
      guard !hasGridOnStage else { return nil }
      let frame = gridView(grid).frame(of: grid.position, in: entry)
      return frame.map { Point(x: $0.maxX - 1, y: $0.minY) }
    }
  }

  /// What came of the last answer; a closed question repeats the answer here, to leave the room
  /// below to the explanation.
  private func title(width: Int, _ parts: Parts) -> StyledText {
    let answerText = answerText(width: width, parts)
    return switch state.outcome {
    case .open, .incomplete: StyledText("Your turn", Style.accent.bold)
    case .wrong: StyledText("Not yet", Style.failure.bold)
    case .right: StyledText("✓ Right\(answerText)", Style.success.bold)
    case .shown: StyledText("The solution\(answerText)", Style.accent.bold)
    }
  }

  private func answerText(width: Int, _ parts: Parts) -> String {
    switch state.entry {
    case .line(let input): ": \(input.text)"
    case .choice(let selection, _):
      if parts.entry.isEmpty, let option = chosenOption, Self.fitsTitle(option, width) {
        ": \(option)"
      } else {
        selection.map { ": \($0 + 1)" } ?? ""
      }
    case .grid: ""
    }
  }

  /// The chosen option, once the question is closed.
  private var chosenOption: String? {
    guard state.isClosed, case .choice(let options) = state.content.form,
      case .choice(let selection?, _) = state.entry
    else { return nil }
    return options[selection]
  }

  private static func fitsTitle(_ option: String, _ width: Int) -> Bool {
    DisplayWidth.of(option) + 18 <= width
  }

  /// The chosen option on lines of its own, where the list of options gives way and the title is
  /// too short for it.
  private func longAnswer(_ width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    guard let option = chosenOption, !Self.fitsTitle(option, width) else { return [] }
    return glyphs.adapt(StyledText(option, Style.text.bold)).wrapped(to: width)
  }

  private var borderStyle: Style {
    switch state.outcome {
    case .open, .incomplete: .accent
    case .wrong, .right, .shown: .dim
    }
  }

  /// Hints, then what came of the last answer; `nil` when there is nothing to say.
  private func feedback(withoutHints dropped: Int) -> StyledText? {
    var lines: [StyledText] = []
    if !state.isClosed {
      let hints = state.content.hints.prefix(state.hintsShown).enumerated().dropFirst(dropped)
      for (number, hint) in hints {
        lines.append(StyledText("Hint \(number + 1): ", .accent) + StyledText(hint))
      }
    }
    switch state.outcome {
    case .open: break
    case .incomplete(let message): lines.append(StyledText(message, .warning))
    case .wrong(let message): lines.append(StyledText(message, .failure))
    case .right, .shown: lines.append(StyledText(state.content.explanation))
    }
    guard let first = lines.first else { return nil }
    return lines.dropFirst().reduce(first) { $0 + "\n" + $1 }
  }

  private func feedbackHeight(_ width: Int, _ glyphs: GlyphSet) -> Int {
    let said = feedback(withoutHints: 0).map { glyphs.adapt($0).wrapped(to: width).count } ?? 0
    return said + longAnswer(width, glyphs).count
  }

  private func entryHeight(_ width: Int, _ glyphs: GlyphSet) -> Int {
    switch state.entry {
    case .line: state.isClosed ? 0 : 1
    case .choice: optionLines(width, glyphs).joined().count
    case .grid(let grid): hasGridOnStage ? gridInstruction(width, glyphs).count : grid.rows
    }
  }

  private func promptHeight(_ width: Int, _ glyphs: GlyphSet) -> Int {
    Paragraph(StyledText(state.content.prompt)).height(forWidth: width, glyphs: glyphs)
  }

  private typealias Parts = (prompt: Rect, entry: Rect, feedback: Rect)

  private func divide(_ area: Rect, _ glyphs: GlyphSet) -> Parts {
    let width = max(1, area.width)
    var (prompt, entry) = (promptHeight(width, glyphs), entryHeight(width, glyphs))
    if state.isClosed {
      let spare = area.height - feedbackHeight(width, glyphs)
      // The answer without its question says little: they go together.
      if prompt + entry > spare { (prompt, entry) = (0, 0) }
    }
    let rows = area.rows(.fixed(prompt), .fixed(entry), .fill)
    return (rows[0], rows[1], rows[2])
  }

  /// Says how a grid on the stage is filled in, as long as it is.
  private func gridInstruction(_ width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    guard !state.isClosed else { return [] }
    return glyphs.adapt(
      StyledText("Type each cell of the output; arrows move, Enter checks.", .dim)
    ).wrapped(to: width)
  }

  /// The options with their numbers, each in as many lines as it takes.
  private func optionLines(_ width: Int, _ glyphs: GlyphSet) -> [[StyledText]] {
    guard case .choice(let options) = state.content.form,
      case .choice(let selection, _) = state.entry
    else { return [] }
    return options.enumerated().map { index, option in
      let isSelected = index == selection
      let style: Style = isSelected ? Style.text.bold : state.isClosed ? .dim : .text
      let pointer = isSelected ? String(glyphs.pointer) : " "
      let text =
        StyledText("\(pointer) \(index + 1)  ", isSelected ? .accent : .dim)
        + StyledText(option, style)
      // Two columns are the scroll bar's, where there is one.
      return glyphs.adapt(text).wrapped(to: max(1, width - 2), hangingIndent: 5)
    }
  }

  private func drawEntry(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    switch state.entry {
    case .line(let input):
      buffer.write("Answer: ", at: area.origin, style: .dim, clippedTo: area)
      buffer.draw(
        TextField(
          input, placeholder: placeholder,
          style: Style.output.bold), in: field(in: area))
    case .choice(let selection, _):
      let lines = optionLines(area.width, buffer.glyphs)
      // Where not all are in view, the chosen one is.
      let end = lines.prefix((selection ?? 0) + 1).joined().count
      let all = Array(lines.joined())
      buffer.draw(ScrollView(lines: all, offset: max(0, end - area.height)), in: area)
    case .grid(let grid):
      if hasGridOnStage {
        buffer.write(gridInstruction(area.width, buffer.glyphs), in: area)
      } else {
        buffer.draw(gridView(grid), in: area)
      }
    }
  }

  private var placeholder: String {
    guard case .size(let axes) = state.content.form else { return "" }
    return AnswerReader.pattern(ofAxes: axes)
  }

  private func field(in area: Rect) -> Rect {
    Rect(x: area.minX + 8, y: area.minY, width: min(26, max(0, area.width - 8)), height: 1)
  }

  private func gridView(_ grid: GridEntry) -> GridView {
    let rows = (0..<grid.rows).map { row in
      (0..<grid.columns).map { grid.item(row * grid.columns + $0) }
    }
    return GridView(rows, minimumCellWidth: 4, focus: grid.position)
  }
}
