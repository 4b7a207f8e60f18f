import Lessons
import Progress
import TerminalKit

/// The map of the course, and what is chosen on it.
struct HomeModel: Sendable {
  /// What it is a map of.
  private(set) var course: Course
  /// The lesson that was open last; `nil` before the first one.
  private(set) var recent: String?
  /// The parts whose rows are shown.
  var unfolded: Set<Section> = []
  /// What is typed to search for; `nil` while nobody searches.
  var search: TextInput?
  /// The chosen row, a position among ``rows``.
  var selection = 0

  /// A part of the map that is folded or unfolded.
  enum Section: Hashable, Sendable {
    /// The lessons of a chapter, by its name.
    case chapter(String)
    case practice
    /// What belongs to the learner, and the lab.
    case own
  }

  init(_ course: Course) {
    self.course = course
    recent =
      course.records.filter { id, _ in course.lessons.contains { $0.id == id } }
      .max { ($0.value.lastOpened, $0.key) < ($1.value.lastOpened, $1.key) }?.key
    if let lesson = goOn?.lesson { unfolded = [.chapter(lesson.chapter)] }
  }

  /// The chapters in the order of their lessons.
  var chapters: [String] {
    var seen: Set<String> = []
    return course.lessons.map(\.chapter).filter { seen.insert($0).inserted }
  }

  /// How many exercises should be repeated now.
  var dueCount: Int { course.topics.map(\.due).reduce(0, +) }

  // MARK: - How far

  /// The lesson with an id.
  func lesson(_ id: String) -> LessonSummary? { course.lessons.first { $0.id == id } }

  /// What there is to practise for a lesson.
  func topics(of lesson: String) -> [TopicStanding] {
    course.topics.filter { $0.lessons.contains(lesson) }
  }

  /// The lesson that follows another; `nil` after the last one.
  func lesson(after id: String) -> LessonSummary? {
    course.lessons.firstIndex { $0.id == id }
      .flatMap { course.lessons.indices.contains($0 + 1) ? course.lessons[$0 + 1] : nil }
  }

  /// How many steps of a lesson are done.
  func doneSteps(of lesson: LessonSummary) -> Int {
    let done = course.records[lesson.id]?.done ?? []
    return lesson.steps.count { done.contains($0.id) }
  }

  /// Whether every step of a lesson is done.
  func isDone(_ lesson: LessonSummary) -> Bool { doneSteps(of: lesson) == lesson.steps.count }

  /// The step of a lesson that was open last, a position.
  func openStep(of lesson: LessonSummary) -> Int? {
    course.records[lesson.id].flatMap { record in
      lesson.steps.firstIndex { $0.id == record.step }
    }
  }

  /// Where to go on: in the lesson that was open last, or in the first one after it that is not done.
  var goOn: (lesson: LessonSummary, step: Int)? {
    let start = course.lessons.firstIndex { $0.id == recent } ?? 0
    let order = course.lessons[min(start, course.lessons.count)...] + course.lessons[..<start]
    return order.first { !isDone($0) }.map { ($0, openStep(of: $0) ?? 0) }
  }

  // MARK: - What has happened elsewhere

  /// Takes over how far a lesson has got that was just left.
  mutating func left(_ lesson: LessonModel) {
    let id = lesson.lesson.id
    let done = lesson.steps.filter(\.isDone).map(\.content.id)
    var record =
      course.records[id]
      ?? LessonRecord(step: lesson.step.content.id, lastOpened: .distantPast)
    record.step = lesson.step.content.id
    record.done.formUnion(done)
    course.records[id] = record
    recent = id
    search = nil
    if let chapter = self.lesson(id)?.chapter { unfolded = [.chapter(chapter)] }
    select(.lesson(id))
  }

  /// Takes over how firmly the topics sit now, and what is still open.
  mutating func update(topics: [TopicStanding], open: [OpenExercises]) {
    let chosen = selected
    (course.topics, course.open) = (topics, open)
    if let chosen { select(chosen) }
  }

  /// Takes over that a problem file was saved or opened just now.
  mutating func used(problem path: String) {
    let chosen = selected
    course.problems.removeAll { $0.path == path }
    course.problems.insert(OwnProblem(path: path, used: "today"), at: 0)
    if let chosen { select(chosen) }
  }

  /// Takes over the runs that there are now.
  mutating func update(runs: [OwnRun]) { course.runs = runs }
}
