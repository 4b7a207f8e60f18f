import ArgumentParser
import Backends
import Homework
import Interchange
import Practice
import Problems
import Typesetting

/// Homework for a class.
struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "Homework for a class: a variant for each student, and the grades.",
    discussion: """
      A sheet is a YAML file of tasks: exercises of a family, or a problem in several parts. A class \
      is a file of comma-separated values with the columns id and name.

        convscope sheet new week-3
        convscope sheet make week-3.yaml --students class.csv
        convscope sheet grade week-3.yaml --students class.csv handed-in
        convscope sheet make week-3.yaml --format moodle --variants 20 --out bank.xml
      """,
    subcommands: [SheetNew.self, SheetMake.self, SheetGrade.self])
}

/// What commands about a sheet are given.
struct SheetOptions: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp("The sheet.", valueName: "sheet"),
    completion: .file(extensions: ["yaml", "yml"]))
  var sheet: String

  @Option(
    help: ArgumentHelp(
      "A folder of families to use instead of those that came along.", valueName: "folder"),
    completion: .directory)
  var exercises: String?

  /// The sheet, ready to be made.
  func maker() throws -> SheetMaker {
    let sheet = try Sheet(try SourceFile.read(self.sheet))
    let library = sheet.usesFamilies ? try ExerciseShelf.library(chosenFolder: exercises) : nil
    return try SheetMaker(sheet, families: library, on: try Backends.reference.makePrecise())
  }
}

/// Makes a variant for each student.
struct SheetMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a variant of a sheet for each student, or a question bank for Moodle.",
    usage: "convscope sheet make <sheet> [<options>]",
    discussion: """
      Each student gets a folder with the sheet as Markdown and as LaTeX, and a file of answers to be \
      filled in with any editor, which is never written over. The same student always gets the \
      same numbers. Lines of the roster that cannot be read are listed, and the exit status is 1.
      """)

  @OptionGroup var options: SheetOptions

  @Option(
    help: ArgumentHelp(
      "The class: a header id,name and a line for each student.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var students: String?

  @Option(help: ArgumentHelp("markdown or latex alone, or moodle.", valueName: "format"))
  var format: SheetFormat?

  @Option(help: ArgumentHelp("How many variants the question bank has.", valueName: "count"))
  var variants: Int?

  @Flag(
    help: "Also write the solutions of each student's variant in the same formats, for the teacher."
  )
  var solutions = false

  @Option(
    help: ArgumentHelp(
      "The folder that is made, or the file of the question bank; named by the sheet when absent.",
      valueName: "path"))
  var out: String?

  func validate() throws {
    if format == .moodle {
      if students != nil || solutions {
        throw ValidationError(
          "A question bank is for no student in particular; leave --students and --solutions out.")
      }
      if let variants, !(1...500).contains(variants) {
        throw ValidationError("--variants is a number from 1 to 500.")
      }
    } else {
      if students == nil {
        throw ValidationError("Name the class with --students, or use --format moodle.")
      }
      if variants != nil { throw ValidationError("--variants goes with --format moodle.") }
    }
  }

  func run() throws {
    let maker = try options.maker()
    guard let students else {
      let path = out ?? "\(maker.sheet.id).xml"
      let bank = try MoodleBank(maker, variants: variants ?? 10)
      try AtomicFile.write(try bank.xml, to: path)
      StandardOutput.write(
        "\(path): \(variants ?? 10) variants of \(maker.sheet.tasks.count) tasks for Moodle.")
      return
    }
    let roster = try Roster.read(students)
    let folder = SheetFolder(out ?? maker.sheet.id)
    let made = try folder.write(
      maker, for: roster, formats: format.map { [$0] } ?? [.markdown, .latex],
      withSolutions: solutions)
    for problem in roster.problems + made.findings { StandardError.write(problem.report) }
    StandardOutput.write(made.text)
    if !roster.problems.isEmpty || !made.findings.isEmpty { throw ExitStatus.checkFailed }
  }
}

/// As what a sheet is made.
enum SheetFormat: String, CaseIterable, ExpressibleByArgument {
  /// For a notebook or a repository.
  case markdown
  /// For printing.
  case latex
  /// A question bank.
  case moodle
}

/// Grades what was handed in.
struct SheetGrade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a folder of answers: points, what happened, a gradebook.",
    usage: "convscope sheet grade <sheet> <folder> --students <file> [<options>]",
    discussion: """
      Reads every file of answers in the folder and in those below it. What cannot be read, is \
      missing, handed in twice or belongs to nobody is listed by name and place; everything else is \
      graded all the same, and the exit status is 1 then. A later question is judged from the \
      student's own earlier answer where it builds on one.

      Writes a gradebook (gradebook.csv), a page for each student, and what the class \
      misunderstood (class.md), which is printed, too.
      """)

  @OptionGroup var options: SheetOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The folder of what was handed in.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The class: a header id,name and a line for each student.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var students: String

  @Option(
    help: ArgumentHelp(
      "The folder that is made; named by the sheet when absent.", valueName: "path"))
  var out: String?

  func run() throws {
    let maker = try options.maker()
    let roster = try Roster.read(students)
    let collection = try AnswerCollection(folder)
    let grades = try Grader(maker, roster: roster)
      .grades(of: collection.files, problems: collection.problems)
    let place = out ?? "\(maker.sheet.id)-grades"
    try GradeFolder(place).write(grades)
    for finding in grades.findings { StandardError.write(finding.report) }
    // On a terminal both are read: each finding is named once, and so is who handed in nothing.
    PrintedPage(theme: nil, mayPage: false).write(grades.report(naming: []))
    StandardOutput.write("\nWritten to \(place): gradebook.csv, class.md, students/.")
    if grades.needsAttention { throw ExitStatus.checkFailed }
  }
}
