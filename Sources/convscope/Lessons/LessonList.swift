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

  /// A list of lessons for programs.
  static func json(_ lessons: [LessonSummary]) -> String {
    var writer = JSONWriter()
    writer.array(lessons) { writer, lesson in
      writer.object { writer in
        writer.key("id")
        writer.string(lesson.id)
        writer.key("chapter")
        writer.string(lesson.chapter)
        writer.key("title")
        writer.string(lesson.title)
        writer.key("steps")
        writer.integer(lesson.steps.count)
        writer.key("questions")
        writer.integer(lesson.questions)
        writer.key("minutes")
        writer.integer(lesson.minutes)
      }
    }
    return writer.text
  }
}
