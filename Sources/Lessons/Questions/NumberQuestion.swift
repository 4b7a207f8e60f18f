import Misconceptions
import Problems
import TensorEngine

/// One number: a cell of a result, or the only number of it.
struct NumberQuestion: ValueQuestion {
  static let name = "number"
  static let names = AskedValue.names + ["cell", "channel", "answer", "tolerance"]
  static let answerText = "one number"

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
      let value = solved.value
      return .number(value.elements[try place.offset(in: value.shape)])
    } stated: { node throws(Diagnostic) in
      try read(node, as: .number)
    }
    return RightAnswer(form: .number, expected: expected, tolerance: tolerance)
  }

  func rightAnswer(_ number: Double) -> RightAnswer {
    RightAnswer(form: .number, expected: .number(number), tolerance: tolerance)
  }

  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>? {
    let offset = try place.offset(in: solved.value.shape)
    return offset..<(offset + 1)
  }

  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry? {
    let shape = solved.value.shape
    return inquiry(solved, about: .at(shape.index(at: try place.offset(in: shape))))
  }
}

extension SolvedSubject {
  /// What misconceptions are tried on where a part of the value is asked for.
  func inquiry(about part: Part) -> Inquiry? {
    ProblemInquiry(solved, asking: .value(subject.value), part: part, on: backend)
      .map(Inquiry.problem)
  }
}
