import Figures
import Lessons
import Storyboards
import Typesetting

/// A whole lesson as text: prose, what stands on the stage, questions with hints and answers.
struct LessonTranscript {
  /// The most frames of a part of a story that are drawn one by one.
  static let frameLimit = 6

  private let summary: LessonSummary
  private let lesson: PreparedLesson
  private let figures: PlainText

  /// Creates a transcript.
  ///
  /// - Parameters:
  ///   - summary: What a list tells of the lesson.
  ///   - lesson: The lesson with its problems run.
  ///   - glyphs: The characters to draw with.
  init(_ summary: LessonSummary, _ lesson: PreparedLesson, glyphs: GlyphSet = PlainGlyphs.current) {
    self.summary = summary
    self.lesson = lesson
    figures = PlainText(width: Prose.width, glyphs: glyphs)
  }

  /// The transcript, without a newline at the end.
  var text: String {
    ([head] + lesson.steps.indices.map(text(ofStep:))).joined(separator: "\n\n\n")
  }

  /// One step alone, by its position.
  func text(ofStep index: Int) -> String {
    ([Prose.heading("Step \(index + 1) of \(lesson.steps.count)", underline: "-")]
      + sections(of: lesson.steps[index])).joined(separator: "\n\n")
  }

  private var head: String {
    var sections = [Prose.heading(lesson.title, underline: "=")]
    if !summary.goals.isEmpty {
      let goals = summary.goals.map { Prose.wrapped($0, first: "- ", indent: "  ") }
      sections.append((["Afterwards you can"] + goals).joined(separator: "\n"))
    }
    if !summary.needs.isEmpty {
      sections.append(
        Prose.wrapped("Best done after: " + summary.needs.joined(separator: ", ") + "."))
    }
    return sections.joined(separator: "\n\n")
  }

  // MARK: - Steps

  private func sections(of step: PreparedStep) -> [String] {
    var sections = [step.text.page]
    if let story = step.storyboard {
      if step.hidesResults {
        sections.append(figures.panels(story.panels.filter { !$0.isFilledByFrames }))
      } else {
        sections += frames(of: step, story)
      }
    }
    guard let question = step.question else { return sections }
    sections += ask(question)
    // What the question kept back, once it is answered; of a question about one cell no more.
    if let story = step.storyboard, step.hidesResults {
      sections += question.focus.map { [figures.frame($0, of: story)] } ?? frames(of: step, story)
    }
    return sections
  }

  /// The frames that belong to a step: all of them as one worked solution, a part one by one.
  private func frames(of step: PreparedStep, _ story: Storyboard) -> [String] {
    if step.frames == story.frames.indices, step.frames.count > 1 {
      return [figures.worked(story)]
    }
    let limit = LessonTranscript.frameLimit
    guard step.frames.count > limit else {
      return step.frames.map { figures.frame($0, of: story) }
    }
    let start = step.frames.prefix(limit - 1).map { figures.frame($0, of: story) }
    let last = step.frames.suffix(1).map { figures.frame($0, of: story) }
    return start + ["… \(step.frames.count - limit) more frames"] + last
  }

  // MARK: - Questions

  private func ask(_ question: PreparedQuestion) -> [String] {
    var sections = [Prose.wrapped(question.prompt, first: "Question: ", indent: "  ")]
    if case .choice(let options) = question.form {
      sections.append(numbered(options))
    }
    if !question.hints.isEmpty {
      sections.append("Hints:\n" + numbered(question.hints))
    }
    sections.append(answer(to: question))
    if !question.explanation.isEmpty { sections.append(Prose.wrapped(question.explanation)) }
    return sections
  }

  private func numbered(_ texts: [String]) -> String {
    texts.enumerated().map { index, text in
      let number = "  \(index + 1). "
      let indent = String(repeating: " ", count: number.count)
      return Prose.wrapped(text, first: number, indent: indent)
    }
    .joined(separator: "\n")
  }

  private func answer(to question: PreparedQuestion) -> String {
    if case .choice(let options) = question.form,
      let number = question.solution.first.flatMap(Int.init),
      options.indices.contains(number - 1)
    {
      return Prose.wrapped(options[number - 1], first: "Answer: \(number). ", indent: "  ")
    }
    guard case .grid(_, let columns) = question.form, question.solution.count > 1 else {
      return Prose.wrapped(
        question.solution.joined(separator: " "), first: "Answer: ", indent: "  ")
    }
    let cells = question.solution
    let width = cells.map { DisplayWidth.of($0) }.max() ?? 0
    let rows = stride(from: 0, to: cells.count, by: columns).map { start in
      cells[start..<min(start + columns, cells.count)]
        .map { "  " + $0.leftPadded(to: width) }.joined()
    }
    return (["Answer:"] + rows).joined(separator: "\n")
  }
}
