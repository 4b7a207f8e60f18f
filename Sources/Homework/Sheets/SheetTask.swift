import Problems
import Typesetting

/// A task of a sheet: an exercise of a family, or a problem in several parts.
public struct SheetTask: Sendable {
  /// The names that a task may use.
  static let keys = ["title", "family", "level", "seed", "points", "problem", "vary", "parts"]

  /// What is computed.
  enum Subject: Sendable {
    /// An exercise of a family.
    case family(SourceNode, level: Int, points: Double)
    /// A problem, about which several things are asked.
    case problem(Problem, isVaried: Bool, parts: [SheetPart])
  }

  /// Which task it is, from 1.
  public let number: Int
  /// What it is called; may be empty.
  public let title: String
  /// The seed that is the same for everybody; everybody has another one when absent.
  let seed: UInt64?
  /// What is computed.
  let subject: Subject
  /// Where it stands.
  let node: SourceNode

  /// Its points.
  var points: Double {
    switch subject {
    case .family(_, _, let points): points
    case .problem(_, _, let parts): parts.reduce(0) { $0 + $1.points }
    }
  }

  init(_ node: SourceNode, number: Int) throws(Diagnostic) {
    (self.node, self.number) = (node, number)
    let values = try NamedValues(node, of: "a task", names: SheetTask.keys)
    title = try values["title"]?.string("the title") ?? ""
    if let seed = values["seed"] {
      let value = try seed.integer("seed")
      guard value >= 0 else {
        throw seed.diagnostic("a seed cannot be negative", remedy: "Use 0 or more.")
      }
      self.seed = UInt64(value)
    } else {
      seed = nil
    }
    switch (values["family"], values["problem"]) {
    case (let family?, nil):
      try Self.refuse(["vary", "parts"], in: values, with: "family")
      subject = .family(
        family, level: try values["level"]?.integer("level") ?? 1,
        points: try Self.points(values["points"]))
    case (nil, let problem?):
      try Self.refuse(["level", "points"], in: values, with: "problem")
      subject = .problem(
        try Problem(problem), isVaried: try values["vary"]?.boolean("vary") ?? false,
        parts: try Self.parts(values))
    case (nil, nil):
      throw node.diagnostic(
        "the task asks nothing",
        remedy: "Give it a family of exercises, or a problem and its parts.")
    case (_?, let problem?):
      throw problem.diagnostic(
        "a task has a family or a problem, not both", remedy: "Make two tasks of it.")
    }
  }

  private static func refuse(
    _ names: [String], in values: NamedValues, with subject: String
  ) throws(Diagnostic) {
    for name in names {
      guard let node = values[name] else { continue }
      throw node.diagnostic(
        "\(name.quoted) says nothing about a task with a \(subject)",
        remedy: name == "points" ? "Give points to each part." : "Remove it.")
    }
  }

  private static func parts(_ values: NamedValues) throws(Diagnostic) -> [SheetPart] {
    let list = try values.required(
      "parts", of: "the task", remedy: "List what is asked, such as '- {kind: size, points: 1}'.")
    guard case .sequence(let items) = list.content, !items.isEmpty else {
      throw list.diagnostic(
        "parts must be a list, and not empty", remedy: "Write '- {kind: size, points: 1}'.")
    }
    guard items.count <= 26 else {
      throw items[26].diagnostic(
        "a task has at most 26 parts, one for each letter", remedy: "Make two tasks of it.")
    }
    var parts: [SheetPart] = []
    for item in items { parts.append(try SheetPart(item)) }
    return parts
  }

  /// Points: 1 where nothing is said.
  static func points(_ node: SourceNode?) throws(Diagnostic) -> Double {
    guard let node else { return 1 }
    let points = try node.number("points")
    guard points >= 0, points <= 1000 else {
      throw node.diagnostic(
        "points are between 0 and 1000, but this is \(node.kindText)", remedy: "Use such a number.")
    }
    return points
  }
}

/// A part of a task with a problem.
struct SheetPart: Sendable {
  static let keys = ["question", "kind", "of", "cell", "channel", "points", "tolerance"]

  /// In which form the answer is given.
  enum Kind: String, CaseIterable, Sendable {
    case size
    case number
    case grid
  }

  /// What is asked, as the instructor puts it; empty where it is put together.
  let question: String
  let kind: Kind
  /// The value; the last result when absent.
  let value: ProblemValue?
  /// Row and column, or a full index.
  let cell: [Int]
  let channel: Int?
  let points: Double
  let tolerance: Double?
  let node: SourceNode

  init(_ node: SourceNode) throws(Diagnostic) {
    self.node = node
    let values = try NamedValues(node, of: "a part", names: SheetPart.keys)
    question = try values["question"]?.string("the question") ?? ""
    let names = Kind.allCases.map(\.rawValue)
    let kindNode = try values.required(
      "kind", of: "the part", remedy: "It is one of \(names.joined(separator: ", ")).")
    let text = try kindNode.string("the kind")
    guard let kind = Kind(rawValue: text) else {
      throw kindNode.diagnostic(
        "a part cannot ask for \(text.quoted)",
        remedy: NearestName.remedy(for: text, in: names, listedAs: "It can ask for"))
    }
    self.kind = kind
    value = try Self.value(values["of"])
    var cell: [Int] = []
    if let list = values["cell"] {
      guard case .sequence(let items) = list.content, !items.isEmpty else {
        throw list.diagnostic(
          "a cell is a list of indices, but this is \(list.kindText)",
          remedy: "Write [row, column].")
      }
      for item in items { cell.append(try item.integer("an index of the cell")) }
    }
    self.cell = cell
    if let list = values["cell"], kind != .number {
      throw list.diagnostic(
        "a cell belongs to kind number, but this is kind \(kind.rawValue)", remedy: "Remove it.")
    }
    channel = try values["channel"]?.integer("channel")
    points = try SheetTask.points(values["points"])
    tolerance = try values["tolerance"]?.number("tolerance")
  }

  private static func value(_ node: SourceNode?) throws(Diagnostic) -> ProblemValue? {
    guard let node else { return nil }
    let name = try node.string("of")
    if name == "output" { return nil }
    guard let value = ProblemValue(named: name) else {
      throw node.diagnostic(
        "\(name.quoted) is no value of a problem",
        remedy: "Write output, the number of an op from 0, or a gradient such as gradient:0.weight."
      )
    }
    return value
  }
}
