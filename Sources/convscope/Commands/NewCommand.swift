import ArgumentParser

/// Begins a file that somebody goes on writing.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a lesson, a family of exercises or a sheet of one's own.",
    discussion: """
      Writes a small example that works and says where to go on; nothing that is there is ever \
      written over.

        convscope new lesson dilation
        convscope new exercise strides
        convscope new sheet week-3
      """,
    subcommands: [NewLesson.self, NewExercise.self, NewSheet.self])
}

/// The name of something new.
struct NewName: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp("Its name: lower-case letters, digits and '-'.", valueName: "name"))
  var name: String

  func validate() throws {
    let isName =
      name.first?.isLetter == true
      && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    guard isName, name.count <= 60 else {
      throw ValidationError(
        "A name is lower-case letters, digits and '-', beginning with a letter, such as week-3.")
    }
  }
}

/// Begins a lesson.
struct NewLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Begin a lesson in a folder of its own.")

  @OptionGroup var name: NewName

  func run() throws {
    try Scaffold.lesson(name.name).write()
  }
}

/// Begins a family of exercises.
struct NewExercise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise", abstract: "Begin a file of families of exercises.")

  @OptionGroup var name: NewName

  func run() throws {
    try Scaffold.exercise(name.name).write()
  }
}

/// Begins a sheet, among what can be begun.
struct NewSheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "Begin a homework sheet.")

  @OptionGroup var name: NewName

  func run() throws { try Scaffold.sheet(name.name).write() }
}

/// Begins a sheet, among what is done with sheets.
struct SheetNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: NewSheet.configuration.abstract)

  @OptionGroup var name: NewName

  func run() throws { try Scaffold.sheet(name.name).write() }
}
