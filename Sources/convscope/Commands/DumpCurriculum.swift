import ArgumentParser
import Problems

/// Prints where each item of the curriculum is taught, as the documentation has it.
struct DumpCurriculum: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what the course teaches, and where.", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The curriculum: a file of groups of items.") var file: String

  func run() throws {
    let curriculum = try Curriculum(
      try YAMLReader.read(try SourceFile.read(file)), lessons: try LessonShelf().library(),
      exercises: try ExerciseShelf.library(chosenFolder: nil))
    StandardOutput.writeExactly(curriculum.markdown)
  }
}
