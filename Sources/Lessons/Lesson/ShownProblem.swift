import Problems
import Storyboards
import Typesetting

/// A problem on the stage: which of its nodes is explained, and which frames of the explanation
/// belong to the step.
public struct ShownProblem: Sendable {
  /// The names that it may use beside those of a problem.
  static let keys = besideKeys + ["frames", "shades", "beside", "companions", "refusal"]
  /// Those of one that stands beside another.
  static let besideKeys = ["node", "gradient", "view"]

  /// How the node is shown.
  public enum View: Hashable, Sendable, CaseIterable {
    /// Frame by frame, in one of the views that its op has.
    case explained(StoryView)
    /// The arithmetic of the output's size.
    case size
    /// The finished result.
    case result

    /// The views of ops first.
    public static var allCases: [View] {
      StoryView.allCases.map(View.explained) + [.size, .result]
    }

    /// What lesson files call it.
    public var name: String {
      switch self {
      case .explained(let view): view.rawValue
      case .size: "size"
      case .result: "result"
      }
    }
  }

  /// Which frames belong to the step.
  public enum Frames: Hashable, Sendable {
    /// All of them.
    case all
    /// Only the last one.
    case last
    /// From one to another, both included, counted from 0.
    case range(ClosedRange<Int>)
  }

  /// Which views may stand beside the first without being asked for.
  enum Companions: Sendable {
    /// Those that go with the step.
    case usual
    /// These, and where they are named; none at all.
    case named([(view: StoryView, node: SourceNode)])
  }

  /// The problem and what of it is looked at.
  public let subject: Subject
  /// How it is shown; `nil` for the usual view of its op.
  public let view: View?
  /// Which frames belong to the step.
  public let frames: Frames
  /// Whether numbers have shades behind them.
  public let isShaded: Bool
  /// Which other views of it may stand beside the first.
  let companions: Companions
  /// Whether it cannot be computed, and is shown to say why.
  public var isRefusal: Bool { refusalNode != nil }
  /// What is looked at beside it; one at most.
  public let beside: [ShownProblem]
  /// Where the view is stated.
  let viewNode: SourceNode?
  /// Where the frames are stated.
  let framesNode: SourceNode?
  /// Where it is stated that it cannot be computed.
  let refusalNode: SourceNode?

  /// Reads it: a problem with a few more names, fewer where it stands beside another.
  init(_ node: SourceNode, isBeside: Bool = false) throws(Diagnostic) {
    let keys = isBeside ? ShownProblem.besideKeys : ShownProblem.keys
    let problem = try Problem(node, extraKeys: keys)
    let values = try NamedValues(
      node, of: isBeside ? "beside" : "show", names: Problem.keys + keys)
    subject = try Subject(problem, values)
    viewNode = values["view"]
    view = try ShownProblem.readView(viewNode)
    framesNode = values["frames"]
    frames = try ShownProblem.readFrames(framesNode)
    isShaded = try values["shades"]?.boolean("shades") ?? false
    companions = try ShownProblem.readCompanions(values["companions"])
    let isRefused = try values["refusal"]?.boolean("refusal") ?? false
    refusalNode = isRefused ? values["refusal"] : nil
    if let refusalNode, let other = values["beside"] ?? viewNode ?? framesNode {
      throw other.diagnostic(
        "a refusal has no views, no frames and nothing beside it",
        remedy: "Remove this, or the refusal in line \(refusalNode.location.line).")
    }
    if case .named = companions, let other = values["beside"] {
      throw other.diagnostic(
        "something stands beside, so that 'companions' finds no room there",
        remedy: "Remove one of the two.")
    }
    beside =
      if let beside = values["beside"] { [try ShownProblem(beside, isBeside: true)] } else { [] }
  }

  private static func readView(_ node: SourceNode?) throws(Diagnostic) -> View? {
    guard let node else { return nil }
    let text = try node.string("view")
    guard let view = View.allCases.first(where: { $0.name == text }) else {
      throw node.diagnostic(
        "view cannot be '\(node.shortText)'",
        remedy: NearestName.remedy(
          for: text, in: View.allCases.map(\.name), listedAs: "It can be"))
    }
    return view
  }

  /// Reads `true`, `false`, or a list of views.
  private static func readCompanions(_ node: SourceNode?) throws(Diagnostic) -> Companions {
    guard let node else { return .usual }
    guard case .sequence(let items) = node.content else {
      return try node.boolean("companions") ? .usual : .named([])
    }
    var named: [(view: StoryView, node: SourceNode)] = []
    for item in items {
      let text = try item.string("each companion")
      guard let view = StoryView(rawValue: text) else {
        throw item.diagnostic(
          "a companion cannot be '\(item.shortText)'",
          remedy: NearestName.remedy(
            for: text, in: StoryView.allCases.map(\.rawValue), listedAs: "It can be"))
      }
      named.append((view, item))
    }
    return .named(named)
  }

  private static func readFrames(_ node: SourceNode?) throws(Diagnostic) -> Frames {
    guard let node else { return .all }
    let text = try node.string("frames")
    switch text {
    case "all": return .all
    case "last": return .last
    default: break
    }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
      Int(String($0).trimmingWhitespace)
    }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first >= 0, last >= first
    else {
      throw node.diagnostic(
        "frames cannot be '\(node.shortText)'",
        remedy: "Write all, last, or a range such as 0-3, counted from 0.")
    }
    return .range(first...last)
  }
}

/// A value of a problem: the result of one of its ops, or a gradient.
public struct Subject: Sendable {
  /// The problem.
  public let problem: Problem
  /// Which of its values.
  public let value: ProblemValue

  /// The result of the last op.
  init(lastOf problem: Problem) {
    (self.problem, value) = (problem, .operation(problem.operations.count - 1))
  }

  /// Reads `node` or `gradient`; without either it is the last result.
  init(_ problem: Problem, _ values: NamedValues) throws(Diagnostic) {
    self.problem = problem
    if let node = values["gradient"] {
      guard values["node"] == nil else {
        throw node.diagnostic(
          "only one of node and gradient can be looked at", remedy: "Remove one of them.")
      }
      value = .gradient(try node.string("gradient"))
    } else if let node = values["node"], let further = try Self.furtherResult(node, of: problem) {
      value = further
    } else if let node = values["node"] {
      let index = try node.integer("node")
      guard problem.operations.indices.contains(index) else {
        throw node.diagnostic(
          "there is no op \(index) in this problem",
          remedy: problem.operations.count == 1
            ? "It has one, op 0." : "Its ops are 0 to \(problem.operations.count - 1).")
      }
      value = .operation(index)
    } else {
      value = .operation(problem.operations.count - 1)
    }
  }

  /// What an op gives beside its result, by the op's index and its name: `0.running_var`; `nil` for a
  /// plain index.
  private static func furtherResult(
    _ node: SourceNode, of problem: Problem
  ) throws(Diagnostic) -> ProblemValue? {
    let words = (node.scalar ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2, words[1].first?.isLetter == true else { return nil }
    let built = try problem.built()
    let extras = built.steps.flatMap { step in
      step.extras.map { (name: "\(step.index).\($0.name)", step: step, node: $0.node) }
    }
    if let extra = extras.first(where: { $0.name == node.scalar }),
      let part = built.parts(of: extra.step).firstIndex(of: extra.node)
    {
      return .part(operation: extra.step.index, index: part)
    }
    throw node.diagnostic(
      "this problem has no further result '\(node.shortText)'",
      remedy: extras.isEmpty
        ? "Batch norm with running statistics, sgd with momentum and adam have some."
        : "It has \(extras.map(\.name).joined(separator: ", ")).")
  }
}
