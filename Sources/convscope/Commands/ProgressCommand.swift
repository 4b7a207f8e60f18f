import ArgumentParser
import Foundation
import Progress
import Typesetting

/// What has been done, and what becomes of it.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show how far you have got; move it to another machine, or forget it.",
    discussion: """
      Everything is in one file in the XDG state folder, on this machine alone. Two programs may use it at \
      the same time.
      """,
    subcommands: [ProgressShow.self, ProgressExport.self, ProgressImport.self, ProgressReset.self],
    defaultSubcommand: ProgressShow.self)
}

/// Shows how far every lesson has got, and what the attempts come to.
struct ProgressShow: TakesOptionsAlone {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show how far you have got.")

  @Flag(help: "Print it as JSON.")
  var json = false

  func run() throws {
    let report = try ProgressReport(
      try ProgressStore(ProgressFile.standard),
      lessons: (try? LessonShelf().library().summaries) ?? [], now: Date())
    if json {
      StandardOutput.writeExactly(try JSONText.of(report))
    } else {
      StandardOutput.write(report.text)
    }
  }
}

/// Writes everything to a file that another machine can take over.
struct ProgressExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write everything to a file, to be imported elsewhere.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("The file; one that is there is replaced.", valueName: "file"),
    completion: .file())
  var file: String

  func run() throws {
    try ProgressStore(ProgressFile.standard).export(to: file)
    StandardOutput.write("Written to \(file.printable).")
  }
}

/// Adds what an exported file knows.
struct ProgressImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add what an exported file knows, all of it or nothing.",
    discussion: """
      Attempts are those of both. Of a step that both know the one is kept that is done, or else the later \
      one; of everything else the later one. Importing a file twice changes nothing.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A file that 'progress export' wrote.", valueName: "file"),
    completion: .file())
  var file: String

  func run() throws {
    let merged = try ProgressStore(ProgressFile.standard).merge(from: file)
    StandardOutput.write(
      "New: \(Counted.text(merged.steps, "step")), \(Counted.text(merged.attempts, "attempt")),"
        + " \(Counted.text(merged.reviews, "review")).")
  }
}

/// Forgets a lesson, or everything.
struct ProgressReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Forget a lesson, or everything that was done.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("The lesson's id; everything when it is left out.", valueName: "lesson"))
  var lesson: String?

  @Flag(help: "Do it without asking.")
  var yes = false

  func run() throws {
    let store = try ProgressStore(ProgressFile.standard)
    if let lesson, try !store.knows(lesson: lesson) {
      let known = try store.lessons().keys.sorted()
      throw CommandFailure(
        "nothing is remembered of a lesson \(lesson.quoted)",
        remedy: known.isEmpty
          ? "Nothing is remembered of any lesson."
          : NearestName.remedy(for: lesson, in: known, listedAs: "Remembered are"))
    }
    let what = lesson.map { "the lesson \($0.printable)" } ?? "everything that was done"
    guard try yes || isConfirmed(what) else {
      StandardOutput.write("Nothing was forgotten.")
      return
    }
    if let lesson { _ = try store.forget(lesson: lesson) } else { try store.forgetEverything() }
    StandardOutput.write("Forgotten: \(what).")
  }

  /// Asks on the terminal.
  ///
  /// - Throws: A failure where there is nobody to ask.
  private func isConfirmed(_ what: String) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw CommandFailure(
        "there is nobody to ask whether to forget \(what)", remedy: "Say so with --yes.")
    }
    StandardError.write("Forget \(what)? It cannot be brought back. Type yes:")
    return readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes"
  }
}
