import Lessons

extension HomeModel {
  /// A row of the map, or of what a search has found.
  enum Row: Equatable, Sendable {
    /// Where to go on.
    case goOn(lesson: String, step: Int)
    /// Exercises that were set out and are not over, by what the memory calls them.
    case exercises(String)
    /// The exercises that should be repeated.
    case review
    case section(Section)
    case lesson(String)
    case step(lesson: String, Int)
    case topic(String)
    case lab
    case training(TrainingChoice)
    /// A problem file of the learner's, by its path.
    case problem(String)
    case run(String)
    /// A key and what it does, which a search has found.
    case key(label: String, help: String)
  }

  /// The rows from top to bottom.
  var rows: [Row] {
    if let search { return found(search.text) }
    var rows: [Row] = goOn.map { [.goOn(lesson: $0.lesson.id, step: $0.step)] } ?? []
    rows += course.open.prefix(1).map { .exercises($0.session) }
    if dueCount > 0 { rows.append(.review) }
    for chapter in chapters {
      rows.append(.section(.chapter(chapter)))
      guard unfolded.contains(.chapter(chapter)) else { continue }
      rows += course.lessons.filter { $0.chapter == chapter }.map { .lesson($0.id) }
    }
    if !course.topics.isEmpty {
      rows.append(.section(.practice))
      if unfolded.contains(.practice) { rows += course.topics.map { .topic($0.id) } }
    }
    rows.append(.section(.own))
    if unfolded.contains(.own) {
      rows += [.lab] + TrainingChoice.allCases.map(Row.training)
      rows += course.problems.map { .problem($0.path) } + course.runs.map { .run($0.name) }
    }
    return rows
  }

  /// The chosen row; `nil` where a search has found nothing.
  var selected: Row? { rows.indices.contains(selection) ? rows[selection] : nil }

  /// The lesson that the chosen row is about; `nil` where it is about none.
  var selectedLesson: String? {
    switch selected {
    case .goOn(let id, _), .lesson(let id), .step(let id, _): id
    default: nil
    }
  }

  /// Chooses a row, if it is there.
  mutating func select(_ row: Row) {
    selection = rows.firstIndex(of: row) ?? min(selection, max(0, rows.count - 1))
  }

  /// Unfolds a part, or folds it; the chosen row stays chosen, or the part's own row is.
  mutating func fold(_ section: Section, _ isFolded: Bool) {
    if isFolded { unfolded.remove(section) } else { unfolded.insert(section) }
    select(.section(section))
  }

  /// The part that a row belongs to.
  func section(of row: Row) -> Section? {
    switch row {
    case .section(let section): section
    case .lesson(let id), .step(let id, _): lesson(id).map { .chapter($0.chapter) }
    case .topic: .practice
    case .lab, .training, .problem, .run: .own
    case .goOn, .exercises, .review, .key: nil
    }
  }

  // MARK: - Searching

  /// What a search finds: lessons, their steps, topics, own problems and keys that have all of its words.
  private func found(_ text: String) -> [Row] {
    let words = text.lowercased().split(separator: " ")
    guard !words.isEmpty else { return course.lessons.map { .lesson($0.id) } }
    func matches(_ text: String) -> Bool {
      let text = text.lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    let lessons = course.lessons.filter { matches("\($0.title) \($0.chapter) \($0.id)") }
    let steps = course.lessons.flatMap { lesson in
      lesson.steps.indices.filter { matches(lesson.steps[$0].words) }
        .map { Row.step(lesson: lesson.id, $0) }
    }
    let topics = course.topics.filter { matches("\($0.title) \($0.id)") }
    let problems = course.problems.filter { matches("problem \($0.name)") }
    let keys = KeyTable.all.filter { matches("\($0.keys) \($0.help)") }
    return lessons.map { .lesson($0.id) } + topics.map { .topic($0.id) } + steps
      + problems.map { .problem($0.path) } + keys.map { .key(label: $0.keys, help: $0.help) }
  }
}
