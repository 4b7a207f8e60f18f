import Practice
import Problems
import Typesetting

/// A homework sheet as an instructor writes it.
///
/// ```yaml
/// format: 1
/// sheet: week-3
/// title: Week 3, convolutions
/// deadline: Monday 8 December, 10:00
/// text: Work alone; a calculator is allowed.
/// tasks:
///   - family: one-cell        # everybody gets other numbers
///     level: 2
///     points: 2
///   - title: A small layer
///     problem:
///       input: 1 2 3 / 4 5 6 / 7 8 9
///       ops:
///         - conv2d: {weight: 1 0 / 0 -1}
///         - relu
///     vary: true              # other numbers for everybody here, too
///     parts:
///       - {kind: size, of: 0, points: 1}
///       - {kind: grid, of: 0, points: 2}
///       - {kind: grid, of: 1, points: 1, question: What does the ReLU leave of it?}
/// ```
public struct Sheet: Sendable {
  /// The names that a sheet may use.
  static let keys = ["format", "sheet", "title", "deadline", "text", "exam", "tasks"]
  /// The most tasks of a sheet.
  public static let mostTasks = 40

  /// What commands, folders and answer files call it.
  public let id: String
  /// What it is called.
  public let title: String
  /// Until when it is to be handed in, in words; may be empty.
  public let deadline: String
  /// What stands above the tasks; may be empty.
  public let text: String
  /// Whether answers are taken without a word about them.
  public let isExam: Bool
  /// The tasks, in order.
  public let tasks: [SheetTask]
  /// The file it stands in.
  public let file: SourceFile

  /// Reads a sheet.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ file: SourceFile) throws(Diagnostic) {
    try self.init(try YAMLReader.read(file))
  }

  /// Reads a sheet.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a sheet", names: Sheet.keys)
    let format = try values.required("format", of: "the sheet", remedy: "Write 'format: 1'.")
    guard try format.integer("format") == 1 else {
      throw format.diagnostic(
        "the sheet has format \(format.shortText), but this program reads format 1",
        remedy: "Write 'format: 1'.")
    }
    id = try values.required("sheet", of: "the sheet", remedy: "Write 'sheet: week-3'.")
      .identifier(example: "week-3")
    title = try values.required("title", of: "the sheet", remedy: "Say what it is about.")
      .string("the title")
    deadline = try values["deadline"]?.string("the deadline") ?? ""
    text = try values["text"]?.string("the text") ?? ""
    isExam = try values["exam"]?.boolean("exam") ?? false
    let list = try values.required("tasks", of: "the sheet", remedy: "List at least one task.")
    guard case .sequence(let items) = list.content, !items.isEmpty else {
      throw list.diagnostic(
        "tasks must be a list, and not empty",
        remedy: "Write '- family: one-cell' or '- problem: …' for each.")
    }
    guard items.count <= Sheet.mostTasks else {
      throw items[Sheet.mostTasks].diagnostic(
        "the sheet has more than \(Sheet.mostTasks) tasks", remedy: "Split it into several sheets.")
    }
    var tasks: [SheetTask] = []
    for (position, item) in items.enumerated() {
      tasks.append(try SheetTask(item, number: position + 1))
    }
    self.tasks = tasks
    file = node.file
  }

  /// Whether a file holds a sheet.
  public static func isSheet(_ node: SourceNode) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    return entries.contains { ["sheet", "tasks"].contains($0.key) }
  }

  /// Whether some task is an exercise of a family.
  public var usesFamilies: Bool {
    tasks.contains { if case .family = $0.subject { true } else { false } }
  }

  /// All points there are.
  public var points: Double { tasks.reduce(0) { $0 + $1.points } }
}
