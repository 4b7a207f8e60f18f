import ArgumentParser
import Foundation
import Homework
import Problems
import Typesetting

/// Fills in a file of answers.
struct AnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Fill in the answers of a homework sheet, question by question.",
    discussion: """
      Shows each question of a file that 'convscope sheet make' made, and takes the answer; the file is \
      saved after each. An empty line leaves a question as it is, < goes back to the one before, \
      . ends. Nothing is judged. Without a terminal the questions and answers are listed.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The file of answers.", valueName: "file"),
    completion: .file(extensions: ["txt"]))
  var file: String

  func run() throws {
    let answers = try AnswerFile(try SourceFile.read(file))
    guard isatty(STDIN_FILENO) != 0, isatty(STDOUT_FILENO) != 0 else {
      StandardOutput.write(AnswerDialogue.list(answers))
      return
    }
    var dialogue = AnswerDialogue(answers)
    try dialogue.run()
  }
}
