import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// The spatial size of a result, such as `2 x 2`.
struct SizeQuestion: ValueQuestion {
  static let name = "size"
  static let names = AskedValue.names + ["answer"]
  static let answerText = "a size such as 'rows x columns'"
  static let seconds = 60

  let value: AskedValue

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    value = try .answerable(values, shown: shown)
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    let expected = try expected(solved) { solved throws(Diagnostic) in
      .lengths(solved.sizes[0])
    } stated: { node throws(Diagnostic) in
      try Answer(ofResultLengthsAt: node, orElse: Self.answerText)
    }
    return RightAnswer(
      form: .size(axes: expected.axisCount), expected: expected,
      alternatives: solved.map { $0.sizes.dropFirst().map(Answer.lengths) } ?? [])
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    try Answer(lengthsAt: node, orElse: Self.answerText)
  }

  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>? { 0..<0 }

  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry? {
    solved.inquiry(about: .size)
  }
}

/// Every length of a result, in its order: channels x rows x columns.
struct ShapeQuestion: ValueQuestion {
  static let name = "shape"
  static let names = AskedValue.names + ["answer"]
  static let answerText = "every length, such as 'channels x rows x columns'"
  static let seconds = 60

  let value: AskedValue

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    value = try .answerable(values, shown: shown)
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    let expected = try expected(solved) { solved throws(Diagnostic) in
      .lengths(solved.lengths)
    } stated: { node throws(Diagnostic) in
      try Answer(ofResultLengthsAt: node, orElse: Self.answerText)
    }
    // The batch of one may be said.
    let whole = solved.map { $0.value.shape.dimensions }.map(Answer.lengths)
    return RightAnswer(
      form: .shape(Self.axes(expected.axisCount, of: solved)), expected: expected,
      alternatives: [whole].compactMap { $0 })
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    try Answer(lengthsAt: node, orElse: Self.answerText)
  }

  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>? { 0..<0 }

  /// What the lengths are called.
  private static func axes(_ count: Int, of solved: SolvedSubject?) -> [String] {
    if case .gradient(let name)? = solved?.subject.value, name != "input" {
      return (1...max(1, count)).map { "axis \($0)" }
    }
    return switch count {
    case 1: ["length"]
    case 2: solved.map { $0.value.shape.rank } == 2 ? ["rows", "columns"] : ["channels", "length"]
    case 3: ["channels", "rows", "columns"]
    case 4: ["batch", "channels", "rows", "columns"]
    default: (1...count).map { "axis \($0)" }
    }
  }
}

extension Answer {
  /// A size of whole lengths.
  static func lengths(_ lengths: [Int]) -> Answer { .size(lengths.map(Double.init)) }

  /// How many lengths a size has.
  fileprivate var axisCount: Int { if case .size(let lengths) = self { lengths.count } else { 0 } }

  /// Reads lengths that an author wrote, on one line or as a list.
  ///
  /// - Parameter wanted: What must stand there.
  init(lengthsAt node: SourceNode, orElse wanted: String) throws(Diagnostic) {
    var text = node.scalar?.trimmingWhitespace
    if case .sequence(let items) = node.content, items.allSatisfy({ $0.scalar != nil }) {
      text = items.compactMap(\.scalar).joined(separator: " x ")
    }
    guard let text else {
      throw node.diagnostic(
        "the answer must be \(wanted), but this is \(node.kindText)",
        remedy: "Write it after the name, on the same line.")
    }
    guard let lengths = AnswerReader.size(text) else {
      throw node.diagnostic(
        "the answer cannot be read", remedy: "\(text.quoted) is not a size. Write \(wanted).")
    }
    self = .size(lengths)
  }

  /// Reads lengths that a result can have; those of a slip may be others.
  fileprivate init(ofResultLengthsAt node: SourceNode, orElse wanted: String) throws(Diagnostic) {
    try self.init(lengthsAt: node, orElse: wanted)
    guard case .size(let lengths) = self, lengths.allSatisfy({ $0 >= 1 && $0 == $0.rounded() })
    else {
      throw node.diagnostic(
        "no result has the size '\(node.shortText)'",
        remedy: "Lengths are whole numbers, at least 1.")
    }
  }
}
