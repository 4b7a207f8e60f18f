import Misconceptions
import Problems
import TensorEngine

/// A plane of a result, cell by cell.
struct GridQuestion: ValueQuestion {
  static let name = "grid"
  static let names = AskedValue.names + ["channel", "answer", "tolerance"]
  static let answerText = "a grid"
  static let seconds = 120

  let value: AskedValue
  private let place: AskedPlace
  private let tolerance: Double?

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    value = try .answerable(values, shown: shown)
    place = try AskedPlace(values)
    tolerance = try values.tolerance()
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    let expected = try expected(solved) { solved throws(Diagnostic) in
      try plane(of: solved.value)
    } stated: { node throws(Diagnostic) in
      try Answer(gridAt: node)
    }
    return RightAnswer(form: expected.gridForm, expected: expected, tolerance: tolerance)
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    try Answer(gridAt: node)
  }

  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>? {
    let plane = try place.plane(of: solved.value.shape)
    return plane.start..<(plane.start + plane.rows * plane.columns)
  }

  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry? {
    let shape = solved.value.shape
    let start = shape.index(at: try place.plane(of: shape).start)
    return inquiry(solved, about: .at(Array(start.dropLast(2))))
  }

  private func plane(of value: Tensor<Double>) throws(Diagnostic) -> Answer {
    let plane = try place.plane(of: value.shape)
    return .grid(
      rows: plane.rows, columns: plane.columns,
      values: Array(value.elements[plane.start..<(plane.start + plane.rows * plane.columns)]))
  }
}

extension Answer {
  /// Reads a grid that an author wrote.
  init(gridAt node: SourceNode) throws(Diagnostic) {
    let value = try GridLiteral(node, as: "the answer").value
    let plane = value.shape.rank < 2 ? Shape([1, value.shape.count]) : value.shape
    guard plane.dimensions.dropLast(2).allSatisfy({ $0 == 1 }) else {
      throw node.diagnostic(
        "the answer has several planes", remedy: "Ask about one of them with 'channel:'.")
    }
    self = .grid(
      rows: plane[plane.rank - 2], columns: plane[plane.rank - 1], values: value.elements)
  }

  /// The form in which a grid is given.
  var gridForm: PreparedQuestion.Form {
    guard case .grid(let rows, let columns, _) = self else { return .grid(rows: 0, columns: 0) }
    return .grid(rows: rows, columns: columns)
  }
}
