import ArgumentParser
import Lessons
import Typesetting

/// What the program says of itself where there is no terminal for its home screen.
enum Welcome {
  /// What it is, the lessons, the commands.
  ///
  /// - Throws: A diagnostic when the user named a folder of lessons that cannot be read.
  static func text(_ shelf: LessonShelf) throws -> String {
    [
      Prose.wrapped(
        "Convscope \(ProgramVersion.current): a tutor for convolution arithmetic. In a"
          + " terminal window it steps through the lessons; here it prints plain text."),
      try lessons(on: shelf),
      "Commands:\n"
        + TextTable(rows: commands.map { ["  convscope " + $0, $1] }).text,
      "convscope COMMAND --help tells more about each.",
    ].joined(separator: "\n\n")
  }

  private static func lessons(on shelf: LessonShelf) throws -> String {
    guard shelf.used != nil else {
      return "There are no lessons; convscope doctor says where they are looked for."
    }
    let lessons = try shelf.library().summaries
    return "Lessons:\n" + TextTable(rows: lessons.map { ["  " + $0.id, $0.title] }).text
  }

  private static let commands = [
    ("learn --list", "list the lessons"),
    ("learn --plain LESSON", "print a lesson as text"),
    ("solve FILE", "work a problem out, line by line"),
    ("figure FILE", "draw how a problem is computed: text, SVG, HTML"),
    ("check PATH", "check lesson and problem files"),
    ("doctor", "show what the machine and the terminal can do"),
  ]
}
