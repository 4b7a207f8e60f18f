import Lessons
import Storyboards
import TerminalKit
import Typesetting

/// The question of a step: prompt, answer, and what came of it.
struct QuestionView: Widget {
  let state: QuestionState
  /// Whether the grid of the answer stands on the stage, so that it is not drawn here.
  let hasGridOnStage: Bool

  func draw(in area: Rect, on buffer: inout Buffer) {
    let box = Box(title, style: borderStyle)
    buffer.draw(box, in: area)
    let content = box.content(in: area).inset(horizontally: 1)
    let parts = divide(content, buffer.glyphs)
    if !state.isClosed {
      buffer.draw(
        Paragraph(StyledText(state.content.prompt, Style.text.bold)), in: parts.prompt)
    }
    drawEntry(in: parts.entry, on: &buffer)
    buffer.write(feedbackLines(fitting: parts.feedback, buffer.glyphs), in: parts.feedback)
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

  /// The rows that the view needs at a width.
  func idealHeight(width: Int, glyphs: GlyphSet) -> Int {
    let inside = max(1, width - 4)
    let feedbackHeight =
      feedback(withoutHints: 0).map { glyphs.adapt($0).wrapped(to: inside).count } ?? 0
    return 2 + promptHeight(inside, glyphs) + entryHeight + feedbackHeight
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
  private var title: StyledText {
    switch state.outcome {
    case .open, .incomplete: StyledText("Your turn", Style.accent.bold)
    case .wrong: StyledText("Not yet", Style.failure.bold)
    case .right: StyledText("✓ Right\(answerText)", Style.success.bold)
    case .shown: StyledText("The solution\(answerText)", Style.accent.bold)
    }
  }

  private var answerText: String {
    switch state.entry {
    case .line(let input): ": \(input.text)"
    case .choice(let selection, _):
      if case .choice(let options) = state.content.form, let selection {
        ": \(options[selection])"
      } else {
        ""
      }
    case .grid: ""
    }
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

  private var entryHeight: Int {
    switch state.entry {
    case .line: state.isClosed ? 0 : 1
    case .choice(_, let count): state.isClosed ? 0 : count
    case .grid(let grid): hasGridOnStage ? (state.isClosed ? 0 : 1) : grid.rows
    }
  }

  private func promptHeight(_ width: Int, _ glyphs: GlyphSet) -> Int {
    if state.isClosed { return 0 }
    return Paragraph(StyledText(state.content.prompt)).height(forWidth: width, glyphs: glyphs)
  }

  private func divide(
    _ area: Rect, _ glyphs: GlyphSet
  ) -> (prompt: Rect, entry: Rect, feedback: Rect) {
    let rows = area.rows(
      .fixed(promptHeight(max(1, area.width), glyphs)), .fixed(entryHeight), .fill)
    return (rows[0], rows[1], rows[2])
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
      drawOptions(selection, in: area, on: &buffer)
    case .grid(let grid):
      if hasGridOnStage {
        buffer.write(
          "Type each cell of the output; arrows move, Enter checks.", at: area.origin,
          style: .dim, clippedTo: area)
      } else {
        buffer.draw(gridView(grid), in: area)
      }
    }
  }

  private var placeholder: String {
    guard case .size(let axes) = state.content.form else { return "" }
    return AnswerReader.pattern(ofAxes: axes)
  }

  private func drawOptions(_ selection: Int?, in area: Rect, on buffer: inout Buffer) {
    guard case .choice(let options) = state.content.form else { return }
    for (index, option) in options.enumerated() where index < area.height {
      let row = Rect(x: area.minX, y: area.minY + index, width: area.width, height: 1)
      let isSelected = index == selection
      let style: Style = isSelected ? Style.text.bold : .text
      let pointer = isSelected ? String(buffer.glyphs.pointer) : " "
      buffer.write(
        StyledText("\(pointer) \(index + 1)  ", isSelected ? .accent : .dim)
          + StyledText(option, style), in: row)
    }
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
