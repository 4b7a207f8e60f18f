import Misconceptions
import Problems
import TensorEngine

/// One number: a cell of a result, or the only number of it.
struct NumberQuestion: ValueQuestion {
  static let name = "number"
  static let names = AskedValue.names + ["cell", "channel", "products", "answer", "tolerance"]
  static let answerText = "one number"
  static let seconds = 75

  let value: AskedValue
  private let place: AskedPlace
  private let tolerance: Double?
  /// Where it says that the products of the sum are asked for, too; `nil` where it does not.
  private let productsNode: SourceNode?

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    value = try .answerable(values, shown: shown)
    place = try AskedPlace(values)
    tolerance = try values.tolerance()
    let products = values["products"]
    productsNode = try products?.boolean("products") == true ? products : nil
    if let productsNode, value.subject == nil {
      throw productsNode.diagnostic(
        "the products of a sum are asked for, but the question has no problem",
        remedy: "Add 'of:' a problem or a 'show:', or remove 'products'.")
    }
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    let expected = try expected(solved) { solved throws(Diagnostic) in
      let value = solved.value
      return .number(value.elements[try place.offset(in: value.shape)])
    } stated: { node throws(Diagnostic) in
      try read(node, as: .number)
    }
    guard let productsNode, let solved else {
      return RightAnswer(form: .number, expected: expected, tolerance: tolerance)
    }
    let sum = try sum(solved, at: productsNode)
    return RightAnswer(
      form: .init(of: sum), expected: expected, tolerance: tolerance, products: sum)
  }

  /// The sum whose products are asked for.
  private func sum(
    _ solved: SolvedSubject, at node: SourceNode
  ) throws(Diagnostic) -> ProductSum {
    let shape = solved.value.shape
    let part = Part.at(shape.index(at: try place.offset(in: shape)))
    return try .asked(about: solved.inquiry(about: part), at: node)
  }

  /// An author states the number alone, also where products are asked for.
  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    try oneLine(node, as: .number)
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
