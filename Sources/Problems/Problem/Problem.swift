/// A computation as a person writes it down: an input, the ops applied to it, and optionally the
/// gradient that flows back into the result.
///
/// ```yaml
/// title: One convolution
/// input: 1 2 3 / 4 5 6 / 7 8 9
/// ops:
///   - conv2d: {weight: 1 0 / 0 1, stride: 1}
///   - relu
/// upstream: 1
/// ```
///
/// The same on a command line is `--input "1 2 3/4 5 6/7 8 9" --ops "conv2d 1 0/0 1 stride=1 | relu"`.
/// Its vocabulary is ``OperationSchema``. A problem is only read here; ``built(withGradients:)``
/// makes a graph of it.
public struct Problem: Sendable {
  /// The names that a problem may use.
  public static let keys = ["title", "input", "ops", "upstream"]
  /// What a problem in a file of its own may have beside them: the question that a page begins with.
  static let questionKey = "question"

  /// What the problem is called, if it says.
  public let title: String?
  /// What is asked, in a reader's words and on lines of its own, if it says.
  public let question: String?
  /// The input as it is written.
  public internal(set) var input: GridLiteral
  /// The ops, in order; at least one.
  public internal(set) var operations: [ProblemOperation]
  /// dLoss/dOutput as it is written; ones when absent.
  public internal(set) var upstream: GridLiteral?
  /// The file it stands in.
  public let file: SourceFile

  /// Reads a problem file.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ file: SourceFile) throws(Diagnostic) {
    try self.init(file: try YAMLReader.read(file))
  }

  /// Reads the problem that a file holds.
  ///
  /// - Throws: A diagnostic, also for a file of several problems.
  init(file node: SourceNode) throws(Diagnostic) {
    if let several = ProblemCollection.list(in: node) {
      throw several.diagnostic(
        "this file holds several problems",
        remedy: "'convscope solve' works them all out; elsewhere name a file with one of them.")
    }
    try self.init(node, extraKeys: [Problem.questionKey])
  }

  /// Reads a problem from its named values, which may stand inside a lesson.
  ///
  /// - Parameters:
  ///   - node: The named values.
  ///   - extraKeys: Names that the surroundings read themselves.
  public init(_ node: SourceNode, extraKeys: [String] = []) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a problem", names: Problem.keys + extraKeys)
    let example = "Write 'input: 1 2 / 3 4', rows separated by '/'."
    let input = try values.required("input", of: "the problem", remedy: example)
    let operations = try values.required(
      "ops", of: "the problem", remedy: "List at least one op, such as '- relu'.")
    self.title = try values["title"]?.string("the title")
    self.question =
      try values.entries.contains { $0.key == Problem.questionKey }
      ? values[Problem.questionKey]?.string("the question") : nil
    self.input = try GridLiteral(input, as: "input")
    self.operations = try Problem.readOperations(operations)
    self.upstream =
      if let upstream = values["upstream"] { try GridLiteral(upstream, as: "upstream") } else {
        nil
      }
    self.file = node.file
  }

  /// Reads a problem from command-line options.
  ///
  /// - Parameters:
  ///   - input: The value of `--input`.
  ///   - operations: The value of `--ops`: ops separated by `|`.
  ///   - upstream: The value of `--upstream`.
  public init(
    input: String, operations: String, upstream: String? = nil
  ) throws(Diagnostic) {
    let file = try SourceFile(path: "--ops", text: operations)
    (self.title, self.question) = (nil, nil)
    self.file = file
    self.input = try Problem.readOption("input", input)
    self.operations = try Problem.readOperations(SourceNode(wholeTextOf: file))
    self.upstream = if let upstream { try Problem.readOption("upstream", upstream) } else { nil }
  }

  private static func readOption(
    _ name: String, _ text: String
  ) throws(Diagnostic) -> GridLiteral {
    let file = try SourceFile(path: "--\(name)", text: text)
    var reader = CommandLineReader(SourceNode(wholeTextOf: file))
    return try GridLiteral(try reader.wholeValue(), as: name)
  }

  private static func readOperations(
    _ node: SourceNode
  ) throws(Diagnostic) -> [ProblemOperation] {
    var nodes: [SourceNode]
    switch node.content {
    case .sequence(let items): nodes = items
    case .scalar:
      var reader = CommandLineReader(node)
      nodes = try reader.operations()
      if nodes.count <= ProblemLimits.mostOperations { try reader.expectEnd() }
    case .mapping: nodes = [node]
    }
    guard !nodes.isEmpty else {
      throw node.diagnostic("the list of ops is empty", remedy: "Give at least one op.")
    }
    guard nodes.count <= ProblemLimits.mostOperations else {
      throw node.diagnostic(
        "the problem has more than \(ProblemLimits.mostOperations) ops",
        remedy: "Split it into several problems.")
    }
    var operations: [ProblemOperation] = []
    for item in nodes { operations.append(try ProblemOperation(item)) }
    return operations
  }
}
