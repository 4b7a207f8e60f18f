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
  /// Whether the answer is some of several options, which the title repeats.
  private let isOfOptions: Bool
  /// Whether a hint or a verdict has just been said.
  private let isSaying: Bool

  init(_ state: QuestionState, hasGridOnStage: Bool, width: Int, glyphs: GlyphSet) {
    let width = max(1, width)
    let style = state.isClosed ? Style.text : Style.text.bold
    prompt = Paragraph(StyledText(markup: state.content.prompt, style))
      .lines(forWidth: width, glyphs: glyphs)
    feedback = Self.said(state, width, glyphs)
    isOpen = !state.isClosed
    isOfOptions =
      switch state.entry {
      case .choice, .several: true
      default: false
      }
    isSaying = state.isReadingHint || state.outcome.isSaid
    let answer = AnswerLines(state, hasGridOnStage: hasGridOnStage, width: width, glyphs: glyphs)
    (self.answer, answerRows) = (answer.lines, answer.rows)
    focus = (prompt.count + answer.focus.lowerBound)..<(prompt.count + answer.focus.upperBound)
  }

  /// How many there are.
  var count: Int { prompt.count + answerRows + feedback.count }

  /// The lines in their order on a view of some rows, and the first one of the answer.
  ///
  /// Where the options of a question that is over have no room beside question and explanation, they stand
  /// behind both: the last of them would be read as the one that the words are about.
  func arranged(in height: Int) -> (lines: [StyledText], answer: Int) {
    let blank = Array(repeating: StyledText(), count: answerRows - answer.count)
    return putsAnswerLast(in: height)
      ? (prompt + feedback + [""] + answer + blank, prompt.count + feedback.count + 1)
      : (prompt + answer + blank + feedback, prompt.count)
  }

  private func putsAnswerLast(in height: Int) -> Bool {
    !isOpen && isOfOptions && !feedback.isEmpty && count > height
  }

  /// The most rows that can be scrolled by.
  func mostOffset(in height: Int) -> Int {
    max(0, count + (putsAnswerLast(in: height) ? 1 : 0) - height)
  }

  /// The first line in view while nobody scrolls: the latest word matters most, with the answer that
  /// is being given.
  func offset(in height: Int) -> Int {
    let start = prompt.count + answerRows
    let isApart = focus.upperBound < start || focus.count > height
    // Where answer and word have no room together, other options between them, the word is read first.
    if isOpen, isSaying, isApart, count - focus.lowerBound > height {
      return min(mostOffset(in: height), start)
    }
    return offsetOfAnswer(in: height)
  }

  private func offsetOfAnswer(in height: Int) -> Int {
    let most = mostOffset(in: height)
    if putsAnswerLast(in: height) {
      return prompt.count + feedback.count <= height ? 0 : min(most, prompt.count)
    }
    if !isOpen { return min(most, prompt.count + answerRows) }
    if focus.isEmpty, feedback.isEmpty { return 0 }
    return min(most, feedback.isEmpty ? max(0, focus.upperBound - height) : focus.lowerBound)
  }

  /// Whether all that matters now is in view while nobody scrolls.
  func showsWhatMatters(in height: Int) -> Bool {
    isOpen ? offsetOfAnswer(in: height) == mostOffset(in: height) : feedback.count <= height
  }

  /// Hints, then what came of the last answer.
  private static func said(
    _ state: QuestionState, _ width: Int, _ glyphs: GlyphSet
  ) -> [StyledText] {
    var texts: [StyledText] = []
    if !state.isClosed {
      for (number, hint) in state.content.hints.prefix(state.hintsShown).enumerated() {
        texts.append(StyledText("Hint \(number + 1): ", .accent) + StyledText(markup: hint))
      }
    }
    switch state.outcome {
    // What is missing is said in the footer: a row of its own here would move the rest.
    case .open, .incomplete: break
    case .wrong(let message, let slip):
      // A name that the title has no room for stands in front of what is said.
      let name = state.outcome.slipTitle(width: width) == nil ? slip : nil
      texts.append(
        StyledText(name.map { "\($0.capitalizedFirst). " } ?? "", .failure)
          + StyledText(markup: state.saying(message), .failure))
    case .predicted(let message):
      let solution = state.content.solutionSentence
      texts += [StyledText(markup: message), StyledText(solution, Style.text.bold)]
      texts += explanation(state)
    case .right, .shown:
      texts += explanation(state)
    case .kept:
      texts.append(StyledText("It is in your file. Type another one to change it.", .dim))
    }
    return texts.flatMap { glyphs.adapt($0).wrapped(to: width) }
  }

  /// Why the answer is what it is; nothing where the author says nothing.
  private static func explanation(_ state: QuestionState) -> [StyledText] {
    let markup = state.content.explanation
    return markup.isEmpty ? [] : [StyledText(markup: markup)]
  }
}
