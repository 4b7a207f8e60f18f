import ArgumentParser
import Lessons
import Problems
import Typesetting

/// Opens a lesson, or lists them.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a lesson, step by step in the terminal or as plain text.",
    discussion: """
      Without a lesson it opens the list. Where there is no terminal to draw on, lesson and list are \
      printed as plain text.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The lesson's id, as --list shows it.", valueName: "lesson"),
    completion: .custom { _, _, _ in Learn.knownLessons() })
  var id: String?

  @Flag(help: "List the lessons.")
  var list = false

  @Flag(help: "Print the lesson as text, with hints and answers.")
  var plain = false

  @OptionGroup var screen: ScreenOptions

  @Option(
    name: .customLong("lessons"),
    help: ArgumentHelp(
      "A folder of lessons to use instead of those that came along.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  func validate() throws {
    if list, id != nil {
      throw ValidationError("--list lists all lessons; leave the lesson out.")
    }
    if folder == "" { throw ValidationError("--lessons needs the name of a folder.") }
  }

  func run() throws {
    let library = try LessonShelf(chosenFolder: folder).library()
    let id = id.map { name in
      // The list numbers its lessons, so a number names one too.
      Int(name).flatMap { library.summaries.indices.contains($0 - 1) ? $0 - 1 : nil }
        .map { library.summaries[$0].id } ?? name
    }
    if list {
      report(library.problems)
      StandardOutput.write(LessonList.text(library.summaries))
    } else if !plain, let terminal = try TerminalChoice.screen(on: screen.theme) {
      try TutorSession(on: terminal, library: library, openingWith: id).run()
    } else if let id {
      let lesson = try library.lesson(id)
      let prepared = try LessonPreparer(library).prepare(id)
      StandardOutput.write(LessonTranscript(lesson.summary, prepared).text)
    } else {
      report(library.problems)
      StandardOutput.write(
        LessonList.text(library.summaries) + "\n\n" + "Read one with: convscope learn --plain ID")
    }
  }

  /// Lessons that are left out because they cannot be read.
  private func report(_ problems: [Diagnostic]) {
    for problem in problems { StandardError.write(problem.report) }
  }

  /// The ids that a shell proposes; none where the lessons cannot be read.
  private static func knownLessons() -> [String] {
    let library = try? LessonShelf(chosenFolder: nil).library()
    return library?.summaries.map(\.id) ?? []
  }
}
