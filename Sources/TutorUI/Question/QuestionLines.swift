import Lessons
import TerminalKit
import Typesetting

/// What a question says, as lines of a width: prompt, answer, then hints and what came of the answer.
struct QuestionLines {
  let prompt: [StyledText]
  /// The rows of the answer; lines only where they are no more than text.
  let answer: [StyledText]
  let answerRows: Int
  let feedback: [StyledText]
  /// The rows that must not go out of view while the answer is given.
  private let focus: Range<Int>
  private let isOpen: Bool

  init(_ state: QuestionState, hasGridOnStage: Bool, width: Int, glyphs: GlyphSet) {
    let width = max(1, width)
    let style = state.isClosed ? Style.text : Style.text.bold
    prompt = Paragraph(StyledText(state.content.prompt, style))
      .lines(forWidth: width, glyphs: glyphs)
    feedback = Self.said(state, width, glyphs)
    isOpen = !state.isClosed
    var focused = 0..<1
    switch state.entry {
    case .line:
      answer = []
      answerRows = state.isClosed ? 0 : 1
    case .choice(let selection, _):
      let options = Self.options(state, width, glyphs)
      answer = Array(options.joined())
      answerRows = answer.count
      if let selection {
        let start = options.prefix(selection).joined().count
        focused = start..<(start + options[selection].count)
      } else {
        focused = 0..<0
      }
    case .grid(let grid):
      answer = hasGridOnStage ? Self.instruction(state, width, glyphs) : []
      answerRows = hasGridOnStage ? answer.count : grid.rows
      if !hasGridOnStage { focused = grid.position.row..<(grid.position.row + 1) }
    }
    focus = (prompt.count + focused.lowerBound)..<(prompt.count + focused.upperBound)
  }

  /// How many there are.
  var count: Int { prompt.count + answerRows + feedback.count }

  /// The most rows that can be scrolled by.
  func mostOffset(in height: Int) -> Int { max(0, count - height) }

  /// The first line in view while nobody scrolls: the latest word matters most, with the answer that
  /// is being given.
  func offset(in height: Int) -> Int {
    let most = mostOffset(in: height)
    if !isOpen { return min(most, prompt.count + answerRows) }
    if focus.isEmpty, feedback.isEmpty { return 0 }
    return min(most, feedback.isEmpty ? max(0, focus.upperBound - height) : focus.lowerBound)
  }

  /// Whether all that matters now is in view while nobody scrolls.
  func showsWhatMatters(in height: Int) -> Bool { offset(in: height) == mostOffset(in: height) }

  /// Hints, then what came of the last answer.
  private static func said(
    _ state: QuestionState, _ width: Int, _ glyphs: GlyphSet
  ) -> [StyledText] {
    var texts: [StyledText] = []
    if !state.isClosed {
      for (number, hint) in state.content.hints.prefix(state.hintsShown).enumerated() {
        texts.append(StyledText("Hint \(number + 1): ", .accent) + StyledText(hint))
      }
    }
    switch state.outcome {
    case .open: break
    case .incomplete(let message): texts.append(StyledText(message, .warning))
    case .wrong(let message, let slip):
      // A name that the title has no room for stands in front of what is said.
      let name = state.outcome.slipTitle(width: width) == nil ? slip : nil
      texts.append(
        StyledText((name.map { "\($0.capitalizedFirst). " } ?? "") + message, .failure))
    case .right, .shown:
      if !state.content.explanation.isEmpty { texts.append(StyledText(state.content.explanation)) }
    }
    return texts.flatMap { glyphs.adapt($0).wrapped(to: width) }
  }

  /// Says how a grid on the stage is filled in, as long as it is.
  private static func instruction(
    _ state: QuestionState, _ width: Int, _ glyphs: GlyphSet
  ) -> [StyledText] {
    guard !state.isClosed else { return [] }
    return glyphs.adapt(
      StyledText("Type each cell of the result; arrows move, Enter checks.", .dim)
    ).wrapped(to: width)
  }

  /// The options with their numbers, each in as many lines as it takes.
  private static func options(
    _ state: QuestionState, _ width: Int, _ glyphs: GlyphSet
  ) -> [[StyledText]] {
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
      return glyphs.adapt(text).wrapped(to: width, hangingIndent: 5)
    }
  }
}
