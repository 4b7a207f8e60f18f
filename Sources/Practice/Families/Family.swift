import Problems
import Typesetting

/// A kind of exercise: what is drawn, what is computed of it, what is asked.
public struct Family: Sendable {
  /// The names that a family may use.
  static let keys = [
    "id", "title", "numbers", "levels", "grids", "problem", "layer", "stack", "training", "ask",
    "where", "stage",
  ]
  /// The most levels of difficulty.
  public static let mostLevels = 5

  /// What is computed.
  enum Subject: Sendable {
    /// A problem, with `$name` for what is drawn.
    case problem(SourceNode)
    /// A layer whose numbers are counted.
    case layer(NamedValues)
    /// Windows one after the other, whose receptive field is asked for.
    case stack([NamedValues])
    /// The arithmetic of training.
    case training(NamedValues)
  }

  /// What commands and reports call it.
  public let id: String
  /// What it is about, in a few words.
  public let title: String
  /// The topic it belongs to.
  public let topic: String
  /// How many levels of difficulty it has.
  public var levels: Int { max(1, overrides.count) }

  /// The numbers in the order in which they are drawn.
  let numbers: [(name: String, rule: NumberRule)]
  /// What each level changes of them.
  let overrides: [[String: NumberRule]]
  /// The grids.
  let grids: [(name: String, rule: GridRule)]
  /// What is computed.
  let subject: Subject
  /// What is asked.
  let asked: Asked
  /// What has to hold.
  let conditions: [Condition]
  /// Whether the problem stands on the stage.
  let hasStage: Bool
  /// Where it stands.
  let node: SourceNode
  /// Where its id stands.
  let idNode: SourceNode

  /// Reads a family.
  init(_ node: SourceNode, topic: String) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a family", names: Family.keys)
    (self.node, self.topic) = (node, topic)
    idNode = try values.required("id", of: "the family", remedy: "Write 'id: one-cell'.")
    id = try idNode.identifier(example: "one-cell")
    title = try values.required("title", of: "the family", remedy: "Say what it is about.")
      .string("the title")
    var numbers: [(String, NumberRule)] = []
    for entry in try Family.entries(values["numbers"], of: "numbers") {
      numbers.append((try Family.name(entry), try NumberRule(entry.value)))
    }
    self.numbers = numbers
    var grids: [(String, GridRule)] = []
    for entry in try Family.entries(values["grids"], of: "grids") {
      grids.append((try Family.name(entry), try GridRule(entry.value)))
    }
    self.grids = grids
    overrides = try Family.readLevels(values["levels"], numbers.map(\.0))
    subject = try Family.readSubject(values)
    asked = try Asked(
      try values.required("ask", of: "the family", remedy: "Say what is asked."))
    conditions = try Condition.read(values["where"])
    hasStage = try values["stage"]?.boolean("stage") ?? true
  }

  private static func readSubject(_ values: NamedValues) throws(Diagnostic) -> Subject {
    let subjects = ["problem", "layer", "stack", "training"].compactMap { values[$0] }
    guard subjects.count == 1 else {
      throw (subjects.last ?? values.node).diagnostic(
        subjects.isEmpty ? "the family computes nothing" : "the family computes two things",
        remedy: "Give it one of problem, layer, stack and training.")
    }
    if let problem = values["problem"] { return .problem(problem) }
    if let layer = values["layer"] {
      return .layer(try NamedValues(layer, of: "a layer", names: LayerDraw.keys))
    }
    if let training = values["training"] {
      return .training(try NamedValues(training, of: "training", names: TrainingDraw.keys))
    }
    guard case .sequence(let items) = subjects[0].content, !items.isEmpty else {
      throw subjects[0].diagnostic(
        "a stack is a list of windows", remedy: "Write '- {kernel: 3, stride: 2}' for each.")
    }
    var windows: [NamedValues] = []
    for item in items {
      windows.append(
        try NamedValues(item, of: "a window", names: ["kernel", "stride", "dilation"]))
    }
    return .stack(windows)
  }

  private static func readLevels(
    _ node: SourceNode?, _ names: [String]
  ) throws(Diagnostic) -> [[String: NumberRule]] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content, (1...mostLevels).contains(items.count) else {
      throw node.diagnostic(
        "levels is a list of one to \(mostLevels)",
        remedy: "Write what each changes of the numbers, such as '- {n: 4..5}'.")
    }
    var levels: [[String: NumberRule]] = []
    for item in items {
      var level: [String: NumberRule] = [:]
      for entry in try NamedValues(item, of: "a level", names: names).entries {
        level[entry.key] = try NumberRule(entry.value)
      }
      levels.append(level)
    }
    return levels
  }

  private static func entries(
    _ node: SourceNode?, of what: String
  ) throws(Diagnostic) -> [SourceNode.Entry] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.content else {
      throw node.diagnostic(
        "\(what) must be a set of named values", remedy: "Write them like '{n: 4..6, k: 3}'.")
    }
    return entries
  }

  private static func name(_ entry: SourceNode.Entry) throws(Diagnostic) -> String {
    guard entry.key.first?.isLetter == true,
      entry.key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw entry.diagnostic(
        "\(entry.key.quoted) cannot be a name",
        remedy: "Names are letters and digits, such as n or k2.")
    }
    return entry.key
  }
}
