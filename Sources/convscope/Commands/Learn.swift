import ArgumentParser
import Lessons
import Problems
import TensorEngine
import Typesetting

/// Opens a lesson, or lists them.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a lesson, step by step in the terminal or as plain text.",
    usage: "convscope learn [<options>] [<lesson>]",
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

  @Flag(help: "With --list: print the lessons as JSON, for programs.")
  var json = false

  @Flag(help: "Print the lesson as text, with hints and answers.")
  var plain = false

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  @Option(
    help: ArgumentHelp("The step to begin with: its number, or its id.", valueName: "step"))
  var step: String?

  @Option(
    name: .customLong("lessons"),
    help: ArgumentHelp(
      "A folder of lessons to have besides those that came along.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp(
      """
      What computes lessons and the lab: reference in 64 bits (the default); cpu, or cuda on an \
      NVIDIA GPU, in the 32 bits that networks are trained in.
      """, valueName: "backend"))
  var backend: BackendChoice?

  @Flag(help: "With --lessons: no other lessons than those.")
  var only = false

  func validate() throws {
    if list, id != nil {
      throw ValidationError("--list lists all lessons; leave the lesson out.")
    }
    if json, !list { throw ValidationError("--json goes with --list.") }
    if folder == "" { throw ValidationError("--lessons needs the name of a folder.") }
    if only, folder == nil { throw ValidationError("--only goes with --lessons.") }
    if list, backend != nil {
      throw ValidationError("--list computes nothing; leave out --backend.")
    }
    if step != nil, id == nil { throw ValidationError("--step goes with a lesson.") }
  }

  func run() throws {
    // A device that is missing is said before anything is shown.
    let backend = try makeBackend()
    let library = try LessonShelf(ownFolder: folder, only: only).library()
    let place = try id.map { try LessonPlace($0, step: step, in: library) }
    if list {
      report(library.problems)
      if json {
        StandardOutput.writeExactly(LessonList.json(library.summaries))
      } else {
        StandardOutput.write(LessonList.text(library.summaries))
      }
    } else if !plain, let terminal = try motion.screen(screen) {
      try TutorSession(
        on: terminal, library: library, openingWith: place, backend: backend
      ).run()
    } else if let place {
      let summary = try library.summary(place.lesson)
      let prepared = try LessonPreparer(library, on: backend).prepare(place.lesson)
      let transcript = LessonTranscript(summary, prepared)
      StandardOutput.write(place.step.map(transcript.text(ofStep:)) ?? transcript.text)
    } else {
      report(library.problems)
      StandardOutput.write(
        LessonList.text(library.summaries) + "\n\n" + "Read one with: convscope learn --plain ID")
    }
  }

  /// What computes; lessons are small, and their digits are looked at, so that it is 64 bits unless
  /// something else is asked for.
  private func makeBackend() throws(BackendError) -> any Backend {
    try (backend ?? .automatic).make(for: ProblemCost())
  }

  /// Lessons that are left out because they cannot be read.
  private func report(_ problems: [Diagnostic]) {
    for problem in problems { StandardError.write(problem.report) }
  }

  /// The ids that a shell proposes; none where the lessons cannot be read.
  private static func knownLessons() -> [String] {
    let library = try? LessonShelf().library()
    return library?.summaries.map(\.id) ?? []
  }
}
