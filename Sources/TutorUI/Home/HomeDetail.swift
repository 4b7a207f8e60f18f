import Lessons
import TerminalKit
import Typesetting

/// What the right column of the home screen says of the chosen row.
struct HomeDetail {
  private let model: HomeModel
  private let glyphs: GlyphSet

  init(_ model: HomeModel, _ glyphs: GlyphSet) {
    (self.model, self.glyphs) = (model, glyphs)
  }

  /// The text; `nil` where there is nothing to say.
  var text: StyledText? {
    switch model.selected {
    case .goOn(let id, _), .lesson(let id), .step(let id, _): model.lesson(id).map(about)
    case .section(.chapter(let name)): about(chapter: name)
    case .exercises, .review, .section(.practice), .topic: practice
    case .section(.own), .problem, .run: own
    case .lab:
      heading("The lab")
        + "An op or a chain of ops of which everything can be changed, while its size formula, its"
        + " counts and its PyTorch call follow."
    case .training(.playground):
      heading("The playground")
        + "A small network learns circles, spirals or points of your own while you change its layers,"
        + " inputs and rate, and every unit shows what it makes of the plane. It ends with q, and"
        + " comes back here."
    case .training(.demo):
      heading("A network learns")
        + "Ten kinds of drawn images that come along, a network of three convolutions, and a screen"
        + " that shows what it learns. It ends with q, and comes back here."
    case .training(.cifar10):
      heading("CIFAR-10")
        + "60,000 photographs, once fetched with: convscope data fetch cifar10. The first epoch"
        + " takes a minute or more; q ends it, and comes back here."
    case .key, nil: nil
    }
  }

  private func heading(_ text: String) -> StyledText {
    StyledText(text + "\n\n", Style.text.bold)
  }

  private func about(_ lesson: LessonSummary) -> StyledText {
    var text = heading(lesson.title)
    if !lesson.goals.isEmpty { text.append("You will", .dim) }
    for goal in lesson.goals { text.append("\n· \(goal)") }
    if let step = model.openStep(of: lesson), !model.isDone(lesson) {
      text.append("\n\nNext: ", .dim)
      text.append("step \(step + 1), \(lesson.steps[step].words)")
    }
    if !lesson.needs.isEmpty {
      text.append("\n\nBest after: ", .dim)
      text.append(lesson.needs.map { model.lesson($0)?.title ?? $0 }.joined(separator: "; "))
    }
    let topics = model.topics(of: lesson.id)
    if !topics.isEmpty { text.append("\n\nPractise it with p", .dim) }
    return topics.reduce(text) { $0 + "\n" + line(of: $1) }
  }

  /// A topic: how firmly it sits, and what of it is due.
  private func line(of topic: TopicStanding) -> StyledText {
    let due = topic.due == 0 ? "" : "  \(topic.due) due"
    return MapRows.bar(topic.strength, glyphs) + StyledText(" \(topic.title)")
      + StyledText(due, .dim)
  }

  private func about(chapter: String) -> StyledText {
    let lessons = model.course.lessons.filter { $0.chapter == chapter }
    var text = heading(chapter.isEmpty ? "Lessons" : chapter)
    for lesson in lessons {
      let (done, all) = (model.doneSteps(of: lesson), lesson.steps.count)
      text.append("· \(lesson.title)")
      text.append(done == 0 ? "\n" : "  \(done) of \(all)\n", .dim)
    }
    return text
  }

  private var practice: StyledText {
    var text = heading("Practice")
    for topic in model.course.topics { text = text + line(of: topic) + "\n" }
    return text
  }

  private var own: StyledText {
    var text = heading("Yours")
    let (problems, runs) = (model.course.problems, model.course.runs)
    guard !problems.isEmpty || !runs.isEmpty else {
      return text
        + StyledText("What the lab saves, and the runs that you train, will be listed here.", .dim)
    }
    for problem in problems.prefix(Self.mostOfAKind) {
      text.append("problem \(problem.name.printable)  ")
      text.append(problem.used + "\n", .dim)
    }
    for run in runs.prefix(Self.mostOfAKind) {
      text.append("run \(run.name)  ")
      text.append(run.state + "\n", .dim)
    }
    return text
  }

  /// The most problems, and the most runs, that are listed.
  private static let mostOfAKind = 12
}
