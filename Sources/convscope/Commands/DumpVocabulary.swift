import ArgumentParser
import Misconceptions
import Problems

/// Prints what the documentation says of ops and misconceptions, from the tables that the program uses.
struct DumpVocabulary: ParsableCommand {
  /// The forms in which it is documented.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, schema, misconceptions
  }

  static let configuration = CommandConfiguration(
    abstract: "Print the table of ops, the JSON Schema of problem files, or the misconceptions.",
    shouldDisplay: false)

  @ArgumentParser.Argument(help: "table, schema or misconceptions.") var form: Form

  func run() throws {
    switch form {
    case .table: StandardOutput.writeExactly(OperationSchema.markdownTable + "\n")
    case .schema: StandardOutput.writeExactly(try ProblemSchema.text())
    case .misconceptions: StandardOutput.writeExactly(Misconception.markdown + "\n")
    }
  }
}
