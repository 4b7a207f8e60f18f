import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// The value that a question is about: that of a problem of its own, or what stands on the stage.
struct AskedValue: Sendable {
  static let names = ["of", "node", "gradient"]
  /// What stands behind `of` where nothing is computed, whatever is shown.
  private static let nothing = "nothing"

  /// The value; `nil` without a problem.
  let subject: Subject?
  /// Whether the question brought its own problem.
  let hasOwnProblem: Bool
  /// The name of a number of the step's exhibit; `nil` for a value of a problem.
  let fact: SourceNode?
  /// The right answer as the author states it.
  let statedAnswer: SourceNode?

  /// Reads it.
  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    statedAnswer = values["answer"]
    let isOwn = values["of"]?.scalar?.trimmingWhitespace == Self.nothing
    let own = isOwn ? nil : values["of"]
    fact = own?.scalar == nil ? nil : own
    hasOwnProblem = own != nil && fact == nil
    if let fact {
      subject = nil
      _ = try fact.string("of")
      return
    }
    if let own {
      subject = try Subject(try Problem(own), values)
      return
    }
    guard let shown, !isOwn else {
      subject = nil
      if let extra = values["node"] ?? values["gradient"] ?? values["cell"] ?? values["channel"] {
        throw extra.diagnostic(
          "this names a value, but the question \(isOwn ? "is about none" : "has no problem")",
          remedy: isOwn ? "Remove it, or 'of: nothing'." : "Add 'of:' or a 'show:'.")
      }
      return
    }
    subject =
      values["node"] == nil && values["gradient"] == nil
      ? shown.subject : try Subject(shown.subject.problem, values)
  }

  /// Reads the value of a question that is right by computing it, or else by what the author states.
  ///
  /// - Throws: A diagnostic for a question that has neither a problem nor an answer, too.
  static func answerable(
    _ values: NamedValues, shown: ShownProblem?
  ) throws(Diagnostic) -> AskedValue {
    let value = try AskedValue(values, shown: shown)
    guard value.subject == nil, value.fact == nil, value.statedAnswer == nil else { return value }
    throw values.node.diagnostic(
      "the question has no answer, and there is no problem to compute it from",
      remedy: "Write 'answer: …', or 'of:' a problem.")
  }
}

/// A kind of question about a value that is computed, or about a stated one.
protocol ValueQuestion: QuestionKind {
  var value: AskedValue { get }
}

extension ValueQuestion {
  static var slipNames: [String] { ["answer", "rule"] }
  var subject: Subject? { value.subject }
  var hasOwnProblem: Bool { value.hasOwnProblem }
  var fact: SourceNode? { value.fact }
  var statedAnswer: SourceNode? { value.statedAnswer }
  var asksForResults: Bool { subject != nil }

  /// The computed answer, or where there is nothing to compute the stated one.
  func expected(
    _ solved: SolvedSubject?, computed: (SolvedSubject) throws(Diagnostic) -> Answer,
    stated: (SourceNode) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer {
    if let solved { return try computed(solved) }
    guard let statedAnswer else {
      preconditionFailure("a question is read with a problem or with an answer")
    }
    return try stated(statedAnswer)
  }
}

/// Which plane or number of a value is meant.
struct AskedPlace: Sendable {
  private let question: SourceNode
  private let cell: [Int]?
  private let channel: Int?
  private let cellNode: SourceNode?
  private let channelNode: SourceNode?

  /// Reads `cell` and `channel`.
  init(_ values: NamedValues) throws(Diagnostic) {
    question = values.node
    (cellNode, channelNode) = (values["cell"], values["channel"])
    cell = try cellNode.map { node throws(Diagnostic) in try AskedPlace.readIndex(node) }
    channel = try channelNode?.integer("channel")
  }

  private static func readIndex(_ node: SourceNode) throws(Diagnostic) -> [Int] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      if let text = node.scalar, text.contains(where: { ",;( ".contains($0) }) {
        throw node.diagnostic(
          "a cell cannot be '\(node.shortText)'",
          remedy: "Write [row, column], both counted from 0, or an index along every axis.")
      }
      return [try node.integer("cell")]
    }
    var index: [Int] = []
    for item in items { index.append(try item.integer("cell")) }
    return index
  }

  /// The position of the number that is asked for.
  func offset(in shape: Shape) throws(Diagnostic) -> Int {
    guard let cell else {
      guard shape.count == 1 else {
        throw question.diagnostic(
          "the result has \(shape.count) numbers (shape \(shape)), but one is asked for",
          remedy:
            "Name it with 'cell: [row, column]', or use 'kind: grid'; a number of your own"
            + " beside it goes with 'of: nothing' and 'answer:'.")
      }
      return 0
    }
    if cell.count == shape.rank, cell.count != 2 {
      guard zip(cell, shape.dimensions).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
        throw cellDiagnostic("there is no cell \(cell) in a result of shape \(shape)")
      }
      return shape.offset(of: cell)
    }
    let plane = try plane(of: shape)
    let place = cell.count == 1 ? [0] + cell : cell
    guard place.count == 2 else {
      throw cellDiagnostic(
        "a cell has \(cell.count) numbers, but the result has \(shape.rank) axes")
    }
    guard (0..<plane.rows).contains(place[0]), (0..<plane.columns).contains(place[1]) else {
      throw cellDiagnostic(
        "there is no cell \(cell) in a result of \(plane.rows)×\(plane.columns)")
    }
    return plane.start + place[0] * plane.columns + place[1]
  }

  private func cellDiagnostic(_ message: String) -> Diagnostic {
    (cellNode ?? question).diagnostic(
      message, remedy: "Write [row, column], both counted from 0, or an index along every axis.")
  }

  /// Where the plane that the question is about lies.
  func plane(of shape: Shape) throws(Diagnostic) -> (start: Int, rows: Int, columns: Int) {
    let dimensions = shape.dimensions
    switch shape.rank {
    case 0: return (0, 1, 1)
    case 1: return (0, 1, dimensions[0])
    case 2: return (0, dimensions[0], dimensions[1])
    case 3 where dimensions[0] == 1: return (0, dimensions[1], dimensions[2])
    case 4 where dimensions[0] == 1:
      let channel = channel ?? 0
      guard dimensions[1] == 1 || self.channel != nil else {
        throw question.diagnostic(
          "the result has \(dimensions[1]) channels, but one plane is asked for",
          remedy: "Name it with 'channel:', from 0 to \(dimensions[1] - 1).")
      }
      guard (0..<dimensions[1]).contains(channel) else {
        throw (channelNode ?? question).diagnostic(
          dimensions[1] == 1
            ? "there is no channel \(channel): the result has one, channel 0"
            : "there is no channel \(channel): the result has \(dimensions[1]), counted from 0",
          remedy: dimensions[1] == 1 ? "Leave it out." : "Use at most \(dimensions[1] - 1).")
      }
      let (rows, columns) = (dimensions[2], dimensions[3])
      return (channel * rows * columns, rows, columns)
    default:
      throw question.diagnostic(
        "the result has shape \(shape), but one plane is asked for",
        remedy: "Ask for a number with an index along every axis.")
    }
  }
}

extension NamedValues {
  /// How far a number may be off; `nil` where it is not said.
  func tolerance() throws(Diagnostic) -> Double? {
    guard let node = self["tolerance"] else { return nil }
    let tolerance = try node.number("tolerance")
    guard tolerance >= 0 else {
      throw node.diagnostic("the tolerance cannot be negative", remedy: "Use 0 or more.")
    }
    return tolerance
  }
}
