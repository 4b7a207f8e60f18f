import Lessons
import TerminalKit
import Typesetting

/// How the rows of the map are written: titles, below each other the dots, and at the right end how far.
struct MapRows {
  private let model: HomeModel
  private let glyphs: GlyphSet
  /// The column of the dots.
  private let dotsColumn: Int

  /// The most dots in a row; a lesson of more steps has its numbers alone.
  private static let mostDots = 24
  /// The columns before a title: the number of a chapter.
  private static let indent = 3
  /// The columns of the first word of a row such as Continue.
  private static let wordColumn = 11

  /// - Parameter width: The columns of a row, without the mark of the chosen one.
  init(_ model: HomeModel, width: Int, glyphs: GlyphSet) {
    (self.model, self.glyphs) = (model, glyphs)
    let lessons = model.course.lessons
    let titles =
      lessons.map { DisplayWidth.of($0.title) } + lessons.map { DisplayWidth.of($0.chapter) }
    let counts = lessons.map { Self.dotCount(of: $0) } + [model.chapters.count]
    let room = width - Self.indent - (counts.max() ?? 0) - 2 - "10 of 10".count - 1
    dotsColumn = Self.indent + min(max(titles.max() ?? 0, 24), max(12, room)) + 1
  }

  func draw(_ row: HomeModel.Row, isSelected: Bool, in area: Rect, on buffer: inout Buffer) {
    if isSelected {
      buffer.write(String(glyphs.pointer), at: area.origin, style: Style.accent.bold)
    }
    let body = area.splitLeft(2).rest
    let parts = text(of: row)
    let end = parts.dots.isEmpty ? body.width - parts.detail.width - 1 : dotsColumn - 1
    let title = isSelected ? parts.title.restyled { _ in Style.accent.bold } : parts.title
    buffer.write(title, in: body.splitLeft(max(0, end)).left)
    buffer.write(parts.dots, in: body.splitLeft(dotsColumn).rest)
    buffer.write(parts.detail, in: body, alignment: .trailing)
  }

  private struct Parts {
    var title: StyledText
    var dots: StyledText = ""
    var detail: StyledText = ""
  }

  private func text(of row: HomeModel.Row) -> Parts {
    switch row {
    case .goOn(let id, let step):
      let title = model.lesson(id)?.title ?? id
      let isNew = model.course.records[id] == nil
      let place = isNew ? title : "\(title), step \(step + 1)"
      return Parts(
        title: word(isNew ? "Begin" : "Continue") + StyledText(place, Style.text.bold),
        detail: StyledText("Enter", .dim))
    case .exercises(let session):
      let open = model.course.open.first { $0.session == session }
      let place = open.map { "\($0.title), exercise \($0.position + 1) of \($0.count)" }
      return Parts(title: word("Practise") + StyledText(place ?? session))
    case .review:
      let count = model.dueCount
      return Parts(
        title: word("Review") + "\(count) exercise\(count == 1 ? " is" : "s are") due",
        detail: StyledText("r", .dim))
    case .section(let section): return text(of: section)
    case .lesson(let id): return model.lesson(id).map(text(of:)) ?? Parts(title: "")
    case .step(let id, let step):
      let lesson = model.lesson(id)
      return Parts(
        title: indented(lesson?.steps[step].words ?? ""),
        detail: StyledText("\(lesson?.title.prefix(24) ?? ""), step \(step + 1)", .dim))
    case .topic(let id):
      guard let topic = model.course.topics.first(where: { $0.id == id }) else {
        return Parts(title: "")
      }
      return Parts(
        title: indented(topic.title), dots: Self.bar(topic.strength, glyphs),
        detail: StyledText(detail(of: topic), .dim))
    case .lab:
      return Parts(
        title: indented("The lab: an op, and everything to change"),
        detail: StyledText("L", .dim))
    case .training(let choice):
      return Parts(title: indented(choice.title), detail: StyledText("train", .dim))
    case .problem(let path):
      let problem = model.course.problems.first { $0.path == path }
      return Parts(
        title: indented("problem \(problem?.name.printable ?? "")"),
        detail: StyledText(problem?.used ?? "", .dim))
    case .run(let name):
      let run = model.course.runs.first { $0.name == name }
      return Parts(title: indented("run \(name)"), detail: StyledText(run?.state ?? "", .dim))
    case .key(let label, let help):
      return Parts(
        title: indented(label + "  ") + StyledText(help), detail: StyledText("key", .dim))
    }
  }

  /// What is open of a topic, or else what is due.
  private func detail(of topic: TopicStanding) -> String {
    if let open = model.course.open.first(where: { $0.session == topic.id }) {
      return "\(open.position + 1) of \(open.count)"
    }
    return topic.due == 0 ? "" : "\(topic.due) due"
  }

  private func text(of section: HomeModel.Section) -> Parts {
    switch section {
    case .chapter(let name):
      let lessons = model.course.lessons.filter { $0.chapter == name }
      let number = (model.chapters.firstIndex(of: name) ?? 0) + 1
      let unnamed = model.chapters.count == 1 ? "Lessons" : "More lessons"
      let title = "\(String(number).leftPadded(to: 2)) \(name.isEmpty ? unnamed : name)"
      let marks = lessons.map { lesson -> StepMark in
        model.isDone(lesson) ? .done : lesson.id == model.recent ? .here : .open
      }
      return Parts(
        title: StyledText(title, Style.text.bold), dots: dots(marks),
        detail: StyledText("\(lessons.count) lesson\(lessons.count == 1 ? "" : "s")", .dim))
    case .practice:
      let due = model.dueCount
      return Parts(
        title: StyledText("   Practice", Style.text.bold),
        detail: StyledText(due == 0 ? "p" : "\(due) due  p", .dim))
    case .own:
      let (problems, runs) = (model.course.problems.count, model.course.runs.count)
      let text =
        "\(problems) problem\(problems == 1 ? "" : "s") · \(runs) run\(runs == 1 ? "" : "s")"
        + " · training · the lab"
      return Parts(
        title: StyledText("   Yours", Style.text.bold) + StyledText("  " + text, .dim),
        detail: StyledText("o", .dim))
    }
  }

  private func text(of lesson: LessonSummary) -> Parts {
    let done = model.doneSteps(of: lesson)
    let record = model.course.records[lesson.id]
    let marks = lesson.steps.map { step -> StepMark in
      // What is done counts, also where somebody was last.
      if record?.done.contains(step.id) == true { return .done }
      return step.id == record?.step ? .here : .open
    }
    let count = lesson.steps.count
    let far =
      record == nil
      ? "\(count) step\(count == 1 ? "" : "s")" : done == count ? "done" : "\(done) of \(count)"
    return Parts(
      title: indented(lesson.title), dots: count > Self.mostDots ? "" : dots(marks),
      detail: StyledText(far, .dim))
  }

  private static func dotCount(of lesson: LessonSummary) -> Int {
    lesson.steps.count > mostDots ? 0 : lesson.steps.count
  }

  private func dots(_ marks: [StepMark]) -> StyledText {
    marks.reduce("") { $0 + $1.text(glyphs) }
  }

  private func indented(_ title: String) -> StyledText {
    StyledText(String(repeating: " ", count: Self.indent) + title)
  }

  private func word(_ word: String) -> StyledText {
    StyledText(word.padded(to: Self.wordColumn), .accent)
  }

  /// Five blocks, as many of them full as a strength comes to.
  static func bar(_ strength: Double, _ glyphs: GlyphSet) -> StyledText {
    let full = Int((strength * 5).rounded())
    let (block, empty) = glyphs.isUnicode ? ("▮", "▯") : ("#", "-")
    return StyledText(String(repeating: block, count: full), .accent)
      + StyledText(String(repeating: empty, count: 5 - full), .dim)
  }
}

extension TrainingChoice {
  /// What the map calls it.
  var title: String {
    switch self {
    case .playground: "The playground: a small network, layers and data by keys"
    case .demo: "Train a small network on built-in images (offline)"
    case .cifar10: "Train it on CIFAR-10"
    }
  }
}
