import Lessons
import Typesetting

/// The lessons as a table.
enum LessonList {
  /// A row for each lesson: id, title, number of steps.
  static func text(_ lessons: [LessonSummary]) -> String {
    TextTable(
      header: ["ID", "TITLE", "STEPS"],
      rows: lessons.map { [$0.id, $0.title, String($0.steps.count)] }
    ).text
  }
}
