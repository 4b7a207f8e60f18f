import Problems
import Storyboards
import Typesetting

/// One screen of a lesson: prose, and what is shown and asked with it.
public struct LessonStep: Sendable {
  /// The names that a step may use.
  static let keys = ["id", "text", "show", "ask", "hides"]

  /// What progress calls it: stated, or the first words of the prose; unique in its lesson.
  public internal(set) var id = ""
  /// The prose.
  public let text: LessonText
  /// What stands on the stage.
  public let show: Exhibit?
  /// What the learner is asked, one question after the other.
  public internal(set) var questions: [Question]
  /// Whether results on the stage are kept back until the questions are answered.
  public let hidesResults: Bool
  /// Where the step starts.
  public let location: SourceLocation
  /// Where its prose stands.
  let textNode: SourceNode
  /// Where its id is stated.
  let idNode: SourceNode?

  /// Reads a step.
  public init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a step", names: LessonStep.keys)
    location = node.location
    idNode = values["id"]
    _ = try idNode?.identifier(example: "the-first-cell")
    textNode = try values.required(
      "text", of: "the step", remedy: "Say what the learner looks at or has to do.")
    text = LessonText(try textNode.string("the text"))
    show = if let show = values["show"] { try Exhibit(show) } else { nil }
    questions = try LessonStep.readQuestions(values["ask"], shown: show)
    let asksAboutShown = questions.contains { $0.asked.asksForResults && !$0.asked.hasOwnProblem }
    hidesResults = try values["hides"]?.boolean("hides") ?? (show != nil && asksAboutShown)
    if hidesResults, questions.isEmpty || show == nil, let node = values["hides"] {
      throw node.diagnostic(
        "hides keeps results back until a question is answered, but the step has no"
          + (questions.isEmpty ? " ask" : " show"), remedy: "Remove it, or ask something.")
    }
  }

  /// One question, or a list of several.
  private static func readQuestions(
    _ node: SourceNode?, shown: Exhibit?
  ) throws(Diagnostic) -> [Question] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      return [try Question(node, shown: shown)]
    }
    guard !items.isEmpty else {
      throw node.diagnostic(
        "the list of questions is empty", remedy: "Write '- question: …', or remove 'ask'.")
    }
    var questions: [Question] = []
    for item in items { questions.append(try Question(item, shown: shown)) }
    return questions
  }
}

/// A problem on the stage: which of its nodes is explained, and which frames of the explanation
/// belong to the step.
public struct Exhibit: Sendable {
  /// The names that an exhibit may use beside those of a problem.
  static let keys = besideKeys + ["frames", "shades", "beside"]
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

  /// The problem and what of it is looked at.
  public let subject: Subject
  /// How it is shown; `nil` for the usual view of its op.
  public let view: View?
  /// Which frames belong to the step.
  public let frames: Frames
  /// Whether numbers have shades behind them.
  public let isShaded: Bool
  /// What is looked at beside it; one exhibit at most.
  public let beside: [Exhibit]
  /// Where the view is stated.
  let viewNode: SourceNode?
  /// Where the frames are stated.
  let framesNode: SourceNode?

  /// Reads an exhibit: a problem with a few more names, fewer where it stands beside another.
  init(_ node: SourceNode, isBeside: Bool = false) throws(Diagnostic) {
    let keys = isBeside ? Exhibit.besideKeys : Exhibit.keys
    let problem = try Problem(node, extraKeys: keys)
    let values = try NamedValues(
      node, of: isBeside ? "beside" : "show", names: Problem.keys + keys)
    subject = try Subject(problem, values)
    viewNode = values["view"]
    view = try Exhibit.readView(viewNode)
    framesNode = values["frames"]
    frames = try Exhibit.readFrames(framesNode)
    isShaded = try values["shades"]?.boolean("shades") ?? false
    beside = if let beside = values["beside"] { [try Exhibit(beside, isBeside: true)] } else { [] }
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

  /// Reads `node` or `gradient`; without either it is the last result.
  init(_ problem: Problem, _ values: NamedValues) throws(Diagnostic) {
    self.problem = problem
    if let node = values["gradient"] {
      guard values["node"] == nil else {
        throw node.diagnostic(
          "only one of node and gradient can be looked at", remedy: "Remove one of them.")
      }
      value = .gradient(try node.string("gradient"))
    } else if let node = values["node"] {
      let index = try node.integer("node")
      guard problem.operations.indices.contains(index) else {
        throw node.diagnostic(
          "there is no op \(index) in this problem",
          remedy: "Its ops are 0 to \(problem.operations.count - 1).")
      }
      value = .operation(index)
    } else {
      value = .operation(problem.operations.count - 1)
    }
  }
}
