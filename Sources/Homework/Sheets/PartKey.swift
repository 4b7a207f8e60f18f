import Lessons
import Misconceptions
import Practice
import Problems
import TensorEngine
import Typesetting

/// The key to a question of a sheet: what is right, and what misconceptions lead to.
struct PartKey: Sendable {
  /// What is asked for of a problem's values; `nil` for what is counted of a layer.
  let inquiry: ProblemInquiry?
  /// What is right.
  let expected: Answer
  let tolerance: Double?
  private let form: PreparedQuestion.Form
  /// The products that are asked for beside their sum; `nil` where none are.
  private let products: ProductSum?
  private let diagnoser: Diagnoser
  private let backend: (any Backend)?

  /// The key to an exercise.
  init(_ exercise: Exercise) {
    if case .problem(let asked) = exercise.inquiry { inquiry = asked } else { inquiry = nil }
    (expected, tolerance, backend) = (exercise.answer, nil, nil)
    products = exercise.products
    form = products.map { PreparedQuestion.Form(of: $0) } ?? .init(of: exercise.answer)
    diagnoser = exercise.diagnoser
  }

  /// The key to a part of a problem.
  ///
  /// - Throws: A diagnostic where the problem has no such value, or the value no such part.
  init(
    _ part: SheetPart, of solved: SolvedProblem, on backend: any Backend
  ) throws(Diagnostic) {
    let value = part.value ?? .operation(solved.steps.count - 1)
    guard let shape = solved.value(.value(value))?.shape else {
      throw part.node.diagnostic(
        "the problem has no value \(value.name.quoted)",
        remedy: UnknownValue(value.name, among: solved.problem.values).remedy)
    }
    let asked = part.part(of: shape)
    guard
      let inquiry = ProblemInquiry(solved, asking: .value(value), part: asked, on: backend)
    else {
      throw part.node.diagnostic(
        "the value \(value.name) has the shape \(shape), and no such part",
        remedy: "Indices count from 0. Of several channels name one with 'channel:'.")
    }
    self.init(inquiry, tolerance: part.tolerance, on: backend)
  }

  private init(_ inquiry: ProblemInquiry, tolerance: Double?, on backend: any Backend) {
    (self.inquiry, self.tolerance, self.backend) = (inquiry, tolerance, backend)
    products = nil
    expected = inquiry.answer
    form = PreparedQuestion.Form(of: inquiry.answer)
    diagnoser = Diagnoser(.problem(inquiry))
  }

  private var key: AnswerKey {
    AnswerKey(
      form: form, expected: expected, tolerance: tolerance, products: products,
      diagnoser: diagnoser)
  }

  /// The right answer as a student would write it.
  var solution: String {
    let factors = (products?.pairs ?? []).map { FractionText.orDecimal($0.product) }
    return form.line(of: factors + [Self.text(of: expected)])
  }

  /// An answer as a student would write it, rows separated by `/`.
  static func text(of answer: Answer) -> String {
    switch answer {
    case .number(let number): return FractionText.orDecimal(number)
    case .size(let lengths): return lengths.map(FractionText.orDecimal).joined(separator: " x ")
    case .numbers(let numbers): return numbers.map(FractionText.orDecimal).joined(separator: " ")
    case .choice(let position): return "\(position + 1)"
    case .positions(let positions): return positions.map { "\($0 + 1)" }.joined(separator: ", ")
    case .text(let text): return text
    case .grid(let rows, let columns, let values):
      let numbers = values.map(FractionText.orDecimal)
      return (0..<rows).map {
        numbers[($0 * columns)..<(($0 + 1) * columns)].joined(separator: " ")
      }.joined(separator: " / ")
    }
  }

  /// How an answer is written.
  var pattern: String { Self.pattern(of: form) }

  /// How an answer of a form is written.
  static func pattern(of form: PreparedQuestion.Form) -> String {
    switch form {
    case .number: "one number"
    case .products(let rows, let columns, let hasBias):
      "the \(rows) x \(columns) products row by row, then their sum\(hasBias ? " with the bias" : "")"
    case .size: AnswerReader.pattern(of: form)
    case .grid(let rows, let columns) where rows == 1: "\(columns) numbers with blanks between them"
    case .grid: "rows on lines of their own, or separated by /"
    default: "one of the options"
    }
  }

  /// What the question is, in words that are put together.
  var question: String {
    guard let inquiry else { return "" }
    let name: String
    switch inquiry.value {
    case .value(.gradient(let gradient)):
      name = "dLoss/d(\(BackwardPass(inquiry.solved.problem).title(of: gradient)))"
    case .value(.operation(let index)), .value(.part(let index, _)), .extra(_, let index):
      name = "the result of \(index + 1). \(inquiry.problem.operations[index].name)"
    }
    switch inquiry.part {
    case .size: return "What size has \(name)?"
    case .at(let index) where index.count == inquiry.wanted.shape.rank && index.count >= 2:
      return
        "Which number stands in row \(index[index.count - 2]), column \(index[index.count - 1])"
        + " of \(name)?"
    default: return "What is \(name)?"
    }
  }

  /// Whether the answer is a grid of equal numbers, which says nothing.
  var isDegenerate: Bool {
    guard case .grid(_, _, let values) = expected, values.count > 1 else { return false }
    return Set(values).count == 1
  }

  /// What misconceptions lead to, the commoner ones first.
  var slips: [(rule: Misconception, answer: Answer)] {
    diagnoser.wrongAnswers.map { ($0.rule, $0.wrong.answer) }
  }

  /// Judges an answer.
  func check(_ text: String) -> Verdict { key.check(texts(text)) }

  /// What a student answers, right or wrong; `nil` where it cannot be read.
  func answer(read text: String) -> Answer? { key.answer(read: texts(text)) }

  /// What is written, as its question takes it: cell by cell where that is plain, since cells may be
  /// fractions and a stroke parts rows, too.
  private func texts(_ text: String) -> [String] {
    guard case .grid(let rows, let columns) = form else { return [text] }
    let lines = text.split(separator: " / ").map { $0.split { $0 == " " || $0 == "\t" } }
    guard lines.count == rows, lines.allSatisfy({ $0.count == columns }) else { return [text] }
    return lines.joined().map(String.init)
  }

  // MARK: - Consequences

  /// The key to the question for somebody who goes on from their own answer to an earlier one; `nil`
  /// where it does not build on that.
  func following(_ earlier: PartKey, answered own: Answer) -> PartKey? {
    guard let backend, let inquiry, let before = earlier.inquiry,
      case .value(.operation(let first)) = before.value,
      // Of a size nobody knows the numbers.
      before.part != .size || inquiry.part == .size,
      let value = before.wanted.shape.value(of: own, asked: before.part),
      let following = inquiry.following(value, ofOperation: first, on: backend)
    else { return nil }
    return PartKey(following, tolerance: tolerance, on: backend)
  }
}

extension PreparedQuestion.Form {
  /// The form in which an answer is given.
  init(of answer: Answer) {
    switch answer {
    case .size(let lengths): self = .size(axes: lengths.count)
    case .grid(let rows, let columns, _): self = .grid(rows: rows, columns: columns)
    default: self = .number
    }
  }
}

extension SheetPart {
  /// The part of a value of a shape that is asked for.
  fileprivate func part(of shape: Shape) -> Part {
    if kind == .size { return .size }
    var leading = [Int](repeating: 0, count: max(0, shape.rank - 2))
    if let channel, leading.count >= 1 { leading[leading.count - 1] = channel }
    switch kind {
    case .size: return .size
    case .grid: return .at(shape.rank == 3 ? [0, channel ?? 0] : leading)
    case .number:
      let missing = max(0, shape.rank - cell.count)
      let start = cell.count <= 2 ? leading : []
      let filled = start + [Int](repeating: 0, count: max(0, missing - start.count))
      return .at(Array((filled + cell).suffix(shape.rank)))
    }
  }
}

extension Shape {
  /// The value of this shape that an answer stands for; `nil` where it does not say all of it.
  ///
  /// Of a size only the shape is known: its numbers are 0.
  fileprivate func value(of answer: Answer, asked part: Part) -> Tensor<Double>? {
    switch answer {
    case .grid(let rows, let columns, let values):
      guard values.count == rows * columns,
        rank < 3 || dimensions.dropLast(2).allSatisfy({ $0 == 1 }),
        values.allSatisfy(\.isFinite)
      else { return nil }
      let own =
        rank == 1
        ? [columns] : rank == 3 ? [1, 1, columns] : dimensions.dropLast(2) + [rows, columns]
      guard own.reduce(1, *) == values.count else { return nil }
      return Tensor(Shape(own), values)
    case .size(let lengths):
      let own = lengths.map { Int(exactly: $0) ?? 0 }
      guard rank == own.count + 2, own.allSatisfy({ (1...512).contains($0) }) else { return nil }
      return Tensor(Shape(dimensions.prefix(2) + own), repeating: 0)
    default: return nil
    }
  }
}
