import Exhibits
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
    if let exhibit = step.exhibit { sections += pictures(of: exhibit, of: step) }
    if let story = step.storyboard {
      if step.hidesResults {
        sections.append(figures.panels(story.panels.filter { !$0.isFilledByFrames }))
      } else {
        sections += frames(of: step, story)
      }
    }
    for (number, question) in step.questions.enumerated() {
      sections += ask(question)
      if let exhibit = step.exhibit, exhibit.hidesPieces, number == step.questions.count - 1 {
        sections += pictures(of: exhibit, cover: .nothing)
      }
      guard let story = step.storyboard, step.hidesResults else { continue }
      // What the question kept back, once it is answered: of a question about one cell no more.
      if let focus = question.focus {
        sections.append(figures.frame(focus, of: story))
      } else if number == step.questions.count - 1 {
        sections += frames(of: step, story)
      }
    }
    return sections
  }

  /// An exhibit as it stands while the questions are open.
  private func pictures(of exhibit: PreparedExhibit, of step: PreparedStep) -> [String] {
    let cover = step.questions.isEmpty ? .nothing : exhibit.cover(found: [])
    return pictures(of: exhibit, cover: cover)
  }

  /// The last step of an exhibit, which has all that those before it have; the first where the others
  /// are kept back.
  private func pictures(of exhibit: PreparedExhibit, cover: Cover) -> [String] {
    let place = exhibit.slider?.start ?? 0
    let isFirst = cover != .nothing && exhibit.hidesSteps
    let scene = exhibit.scene(isFirst ? 0 : exhibit.stepCount(at: place) - 1, at: place)
    var sections = PlainScene(scene, cover: cover).sections.map { figures.glyphs.adapt($0) }
    if !scene.caption.isEmpty { sections[sections.count - 1] = Prose.wrapped(scene.caption) }
    return [Prose.wrapped(exhibit.title + ".")] + sections
  }

  /// The frames that belong to a step, and those of what stands beside it.
  private func frames(of step: PreparedStep, _ story: Storyboard) -> [String] {
    let sections = frames(step.frames, of: story)
    guard let comparison = step.comparison else { return sections }
    let other = comparison.other.first
    return sections + [Prose.wrapped("Beside it: \(comparison.otherName)")]
      + frames(step.frames.clamped(to: other.frames.indices), of: other)
  }

  /// Frames of a storyboard: all of them as one worked solution, a part one by one.
  private func frames(_ frames: Range<Int>, of story: Storyboard) -> [String] {
    if frames == story.frames.indices, frames.count > 1 {
      return [figures.worked(story)]
    }
    let limit = LessonTranscript.frameLimit
    guard frames.count > limit else {
      return frames.map { figures.frame($0, of: story) }
    }
    let start = frames.prefix(limit - 1).map { figures.frame($0, of: story) }
    let last = frames.suffix(1).map { figures.frame($0, of: story) }
    return start + ["… \(frames.count - limit) more frames"] + last
  }

  // MARK: - Questions

  private func ask(_ question: PreparedQuestion) -> [String] {
    let head = question.isPrediction ? "Predict: " : "Question: "
    var sections = [Prose.wrapped(LessonText.plain(question.prompt), first: head, indent: "  ")]
    switch question.form {
    case .choice(let options), .several(let options): sections.append(numbered(options))
    case .order(let items):
      sections.append("In which order?\n" + numbered(items))
    case .match(let left, let options):
      sections.append(
        "What belongs together?\n" + left.map { "  \($0) → ?" }.joined(separator: "\n"))
      sections.append(numbered(options))
    case .fields(let fields):
      sections.append(fields.map { "  \($0.title) = ?" }.joined(separator: "\n"))
    case .products(let rows, let columns, _):
      sections.append(Prose.wrapped("Fill in the \(rows * columns) products, then their sum."))
    case .number, .count, .size, .shape, .text, .grid, .written: break
    }
    if !question.hints.isEmpty {
      sections.append("Hints:\n" + numbered(question.hints))
    }
    sections.append(answer(to: question))
    if !question.explanation.isEmpty {
      sections.append(Prose.wrapped(LessonText.plain(question.explanation)))
    }
    return sections
  }

  private func numbered(_ texts: [String]) -> String {
    texts.enumerated().map { index, text in
      let number = "  \(index + 1). "
      guard text.contains("\n") else { return wrapped(text, behind: number) }
      let indent = String(repeating: " ", count: number.count)
      return number + text.replacing("\n", with: "\n" + indent)
    }
    .joined(separator: "\n")
  }

  /// Marked-up text behind a number, further lines below its first word.
  private func wrapped(_ markup: String, behind number: String) -> String {
    Prose.wrapped(
      LessonText.plain(markup), first: number,
      indent: String(repeating: " ", count: number.count))
  }

  private func answer(to question: PreparedQuestion) -> String {
    func option(_ number: String, of options: [String]) -> String {
      guard let position = Int(number), options.indices.contains(position - 1),
        !options[position - 1].contains("\n")
      else { return number }
      return "\(number). \(LessonText.plain(options[position - 1]))"
    }
    switch question.form {
    case .choice(let options):
      return Prose.wrapped(
        option(question.solution.first ?? "", of: options), first: "Answer: ", indent: "  ")
    case .several(let options), .order(let options):
      return "Answer:\n"
        + question.solution.map { "  " + option($0, of: options) }
        .joined(separator: "\n")
    case .match(let left, let options):
      return "Answer:\n"
        + zip(left, question.solution).map { "  \($0) → \(option($1, of: options))" }
        .joined(separator: "\n")
    case .fields(let fields):
      return "Answer:\n"
        + zip(fields, question.solution).map { "  \($0.title) = \($1)" }
        .joined(separator: "\n")
    case .grid(_, let columns) where question.solution.count > 1:
      return grid(question.solution, columns: columns)
    case .products(_, let columns, _):
      return grid(question.solution, columns: columns)
    case .number, .count, .size, .shape, .text, .grid, .written:
      return Prose.wrapped(
        question.solution.joined(separator: " "), first: "Answer: ", indent: "  ")
    }
  }

  private func grid(_ cells: [String], columns: Int) -> String {
    let width = cells.map { DisplayWidth.of($0) }.max() ?? 0
    let rows = stride(from: 0, to: cells.count, by: columns).map { start in
      cells[start..<min(start + columns, cells.count)]
        .map { "  " + $0.leftPadded(to: width) }.joined()
    }
    return (["Answer:"] + rows).joined(separator: "\n")
  }
}
