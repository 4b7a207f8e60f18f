import ArgumentParser
import Backends
import Foundation
import Homework
import Problems
import TutorUI
import Typesetting

/// Fills in a file of answers.
struct AnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Fill in the answers of a homework sheet, question by question.",
    usage: "convscope answer <file> [<options>]",
    discussion: """
      Shows each question of a file that 'convscope sheet make' made, and puts the answer into the file \
      while it is typed. Where the sheet lies beside the file, what is given is on the screen, and wrong \
      answers are told what may have led to them, unless the sheet is an exam.

      Without a terminal, questions are asked line by line: an empty line leaves a question as it is, \
      < goes back to the one before, . ends. Where nothing comes in they are listed with their \
      answers.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The file of answers.", valueName: "file"),
    completion: .file(extensions: ["txt"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The sheet that the file belongs to; the one beside it when absent.", valueName: "sheet"),
    completion: .file(extensions: ["yaml", "yml"]))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "A folder of families to use instead of those that came along.", valueName: "folder"),
    completion: .directory)
  var exercises: String?

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  func run() throws {
    let answers = try AnswerFile(try SourceFile.read(file))
    let lesson = try AnswerLesson(answers, of: try ownSheet(answers))
    if let terminal = try motion.screen(screen) {
      let writer = AnswerWriter(answers)
      try TutorSession.run(on: terminal, alone: lesson.prepared, answers: writer)
      StandardOutput.write("\(AnswerDialogue.summary(writer.file)) \(file.printable) is saved.")
    } else if isatty(STDIN_FILENO) != 0, isatty(STDOUT_FILENO) == 0 {
      StandardOutput.write(AnswerDialogue.list(answers))
    } else {
      var dialogue = AnswerDialogue(answers)
      try dialogue.run()
    }
  }

  /// The sheet as the file's student has it; `nil` where it is not at hand.
  private func ownSheet(_ answers: AnswerFile) throws -> StudentSheet? {
    let folder = URL(filePath: answers.path).deletingLastPathComponent()
    let beside = folder.appending(path: "\(answers.sheet).yaml").path(percentEncoded: false)
    guard let path = sheet ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil)
    else { return nil }
    let read = try Sheet(try SourceFile.read(path))
    guard read.id == answers.sheet else {
      throw CommandFailure(
        "\(path.printable) is the sheet \(read.id.quoted), but the answers belong to"
          + " \(answers.sheet.quoted)", remedy: "Name the sheet that they belong to.")
    }
    let library = read.usesFamilies ? try ExerciseShelf.library(chosenFolder: exercises) : nil
    let maker = try SheetMaker(read, families: library, on: try Backends.reference.makePrecise())
    return try maker.sheet(for: .init(id: answers.student, name: answers.student))
  }
}
