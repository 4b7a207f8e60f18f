/// The problems of a file: one, or several under `problems`.
///
/// ```yaml
/// title: Sheet 3
/// problems:
///   - title: One convolution
///     question: |
///       Compute the output.
///       What changes with stride 2?
///     input: 1 2 3 / 4 5 6 / 7 8 9
///     ops:
///       - conv2d: {weight: 1 0 / 0 1}
///   - input: 1 -2
///     ops: [relu]
/// ```
public struct ProblemCollection: Sendable {
  /// The most problems of a file.
  public static let mostProblems = 200

  /// What all of them are called, where there are several and the file says it.
  public let title: String?
  /// The problems, in the order of the file; at least one.
  public let problems: [Problem]

  /// Reads a file of one problem or several.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ file: SourceFile) throws(Diagnostic) {
    try self.init(try YAMLReader.read(file))
  }

  /// Reads the content of a file.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ node: SourceNode) throws(Diagnostic) {
    guard let list = Self.list(in: node) else {
      (title, problems) = (nil, [try Problem(file: node)])
      return
    }
    let values = try NamedValues(
      node, of: "a file of several problems", names: ["title", "problems"])
    title = try values["title"]?.string("the title")
    guard case .sequence(let items) = list.content, !items.isEmpty else {
      throw list.diagnostic(
        "problems must be a list, and not empty", remedy: "Write '- input: …' for each.")
    }
    guard items.count <= Self.mostProblems else {
      throw items[Self.mostProblems].diagnostic(
        "the file holds more than \(Self.mostProblems) problems", remedy: "Split it into several.")
    }
    var problems: [Problem] = []
    for item in items { problems.append(try Problem(item, extraKeys: [Problem.questionKey])) }
    self.problems = problems
  }

  /// A problem that stands for itself.
  public init(_ problem: Problem) {
    (title, problems) = (nil, [problem])
  }

  /// The list of problems of a file that has one.
  static func list(in node: SourceNode) -> SourceNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key == "problems" }?.value
  }
}
