import Foundation
import Lessons
import Progress
import SpacedReview
import Typesetting

/// How far a learner has got, as `convscope progress` tells it.
struct ProgressReport: Encodable {
  /// A lesson that was opened.
  struct Lesson: Encodable {
    let id: String
    let title: String
    let steps: Int
    let done: Int
    /// The step that was open last.
    let step: String
    let finished: Bool
    let lastOpened: String
  }

  /// A family of exercises that was practised.
  struct Review: Encodable {
    let family: String
    /// How firmly it sits, from 0 to 1.
    let strength: Double
    let due: String
    let isDue: Bool
  }

  let file: String
  let lessons: [Lesson]
  let attempts: AttemptSummary
  let reviews: [Review]
  let settings: [String: String]

  /// Reads a file of progress.
  ///
  /// - Parameters:
  ///   - store: The file.
  ///   - lessons: The lessons that there are; others that are remembered come after them.
  ///   - now: The time at which something is due or not.
  /// - Throws: ``ProgressError``.
  init(_ store: ProgressStore, lessons: [LessonSummary], now: Date) throws {
    let records = try store.lessons()
    let known = lessons.filter { records[$0.id] != nil }
    let others = records.keys.filter { id in !lessons.contains { $0.id == id } }.sorted()
    file = store.path
    self.lessons =
      known.map { lesson in
        let done = records[lesson.id]?.done ?? []
        return Self.lesson(
          lesson.id, lesson.title, records, steps: lesson.steps.count,
          done: lesson.steps.count { done.contains($0.id) })
      }
      + others.map { id in
        let done = records[id]?.done.count ?? 0
        return Self.lesson(id, id, records, steps: done, done: done)
      }
    attempts = try store.attempts()
    reviews = try store.reviews().sorted { $0.key < $1.key }.map { family, state in
      Review(
        family: family, strength: FSRS.standard.strength(of: state, at: now),
        due: state.due.ISO8601Format(), isDue: state.due <= now)
    }
    settings = Dictionary(
      try store.settings().map { ($0.key.rawValue, $0.value) }
    ) { _, last in last }
  }

  private static func lesson(
    _ id: String, _ title: String, _ records: [String: LessonRecord], steps: Int, done: Int
  ) -> Lesson {
    let record = records[id]
    return Lesson(
      id: id, title: title, steps: steps, done: done, step: record?.step ?? "",
      finished: record?.isFinished ?? false,
      lastOpened: (record?.lastOpened ?? .distantPast).ISO8601Format())
  }

  /// The report for people.
  var text: String {
    guard !lessons.isEmpty || attempts.count > 0 else {
      return "Nothing is remembered yet. It will be in \(file.printable)."
    }
    var parts: [String] = []
    if !lessons.isEmpty {
      parts.append(
        TextTable(
          header: ["LESSON", "DONE", "LAST OPENED"],
          rows: lessons.map {
            [$0.id.printable, "\($0.done) of \($0.steps)", String($0.lastOpened.prefix(10))]
          }
        ).text)
    }
    if attempts.count > 0 {
      parts.append(
        "\(Counted.text(attempts.count, "attempt")): \(attempts.right) right, \(attempts.wrong) wrong,"
          + " \(attempts.shown) shown; \(DurationText.words(attempts.seconds)).")
    }
    if !attempts.slips.isEmpty {
      parts.append(
        "Most frequent slips:\n"
          + TextTable(
            rows: attempts.slips.prefix(8).map { ["  " + $0.name.printable, "\($0.count)"] }
          ).text)
    }
    if !reviews.isEmpty {
      let due = reviews.count(where: \.isDue)
      parts.append("\(Counted.text(reviews.count, "family", "families")) practised, \(due) due.")
    }
    return (parts + ["Kept in \(file.printable)."]).joined(separator: "\n\n")
  }
}

/// A number and what is counted.
enum Counted {
  /// `1 step`, `2 steps`; the plural has an s unless it is stated.
  static func text(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
