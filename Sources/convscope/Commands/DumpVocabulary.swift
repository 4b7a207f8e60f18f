import ArgumentParser
import Problems

/// Prints what the documentation says of the ops of problem files, from their vocabulary.
struct DumpVocabulary: ParsableCommand {
  /// The forms in which it is documented.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, schema
  }

  static let configuration = CommandConfiguration(
    abstract: "Print the table of ops, or the JSON Schema of problem files.",
    shouldDisplay: false)

  @ArgumentParser.Argument(help: "table or schema.") var form: Form

  func run() throws {
    StandardOutput.writeExactly(
      form == .table ? OperationSchema.markdownTable + "\n" : try ProblemSchema.text())
  }
}
