import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A subject's problem with its values computed.
struct SolvedSubject {
  let subject: Subject
  let solved: SolvedProblem
  /// What has run it.
  let backend: any Backend

  /// Runs the problem.
  ///
  /// - Throws: Why it could not be built, has no such value or cannot be run.
  init(
    _ subject: Subject, as problem: Result<BuiltProblem, Diagnostic>, on backend: any Backend
  ) throws(Diagnostic) {
    (self.subject, self.backend) = (subject, backend)
    let built = try problem.get()
    if case .gradient(let name) = subject.value,
      !built.gradients.contains(where: { $0.name == name })
    {
      throw subject.problem.input.node.diagnostic(
        "the problem has no gradient '\(name)'",
        remedy: NearestName.remedy(
          for: name, in: built.gradients.map(\.name), listedAs: "Its gradients are"))
    }
    do {
      solved = try SolvedProblem(running: built, on: backend)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the problem cannot be run on the \(backend.name) backend", remedy: "\(error)")
    }
  }

  /// The value that the subject names, at full rank.
  var value: Tensor<Double> {
    switch subject.value {
    case .operation(let index): solved.steps[index].output
    case .part: solved.executed.values[mainNode] ?? solved.output
    case .gradient(let name): solved.gradients.first { $0.name == name }?.value ?? solved.output
    }
  }

  /// The lengths that are called the value's size, then other ways to say it.
  ///
  /// H×W of an image and L of a sequence, with its channels before or after it and with the batch
  /// in front; K×L of the columns [N, K, L] of an unfolding; all axes of rows and vectors.
  var sizes: [[Int]] {
    let dimensions = value.shape.dimensions
    guard dimensions.count >= 3 else { return [dimensions] }
    let (batch, channels) = ([dimensions[0]], [dimensions[1]])
    let spatial = Array(dimensions.dropFirst(2))
    if case .unfold = solved.problem.graph[mainNode].op { return [channels + spatial, dimensions] }
    return [
      spatial, channels + spatial, spatial + channels, dimensions, batch + spatial + channels,
    ]
  }

  /// The node that explains the value.
  var mainNode: NodeID { subject.node(in: solved) }

  /// The op that makes the value, with what goes into it.
  var computation: Computation { Computation(of: mainNode, in: solved.executed) }
}

extension Subject {
  /// The op whose parameters matter: the one that is looked at, or that a gradient's name begins with.
  var operation: Int {
    switch value {
    case .operation(let index), .part(let index, _): index
    case .gradient(let name): Int(name.prefix { $0 != "." }) ?? 0
    }
  }

  /// The node that explains the value in a problem that has it.
  func node(in solved: SolvedProblem) -> NodeID {
    solved.problem.node(explaining: value) ?? solved.problem.output
  }
}

extension Question {
  /// The right answer, computed where the question is about a problem.
  ///
  /// - Parameter solved: The problem it is about, run.
  /// - Throws: A diagnostic when the question does not go with the value, or an answer or a slip
  ///   cannot be read.
  func key(_ solved: SolvedSubject?) throws(Diagnostic) -> AnswerKey {
    let expected = try expectedAnswer(solved)
    let form = form(of: expected)
    let inquiry = try inquiry(solved, expecting: expected)
    return AnswerKey(
      form: form, expected: expected, alternatives: otherSizes(solved), tolerance: tolerance,
      slips: try slipAnswers(as: form, about: inquiry),
      diagnoser: inquiry.map { Diagnoser($0) })
  }

  /// What misconceptions are tried on; `nil` where the answer is no part of a value.
  private func inquiry(
    _ solved: SolvedSubject?, expecting expected: Answer
  ) throws(Diagnostic) -> Inquiry? {
    guard let solved else { return nil }
    let shape = solved.value.shape
    let part: Part
    switch kind {
    case .choice: return nil
    case .size: part = .size
    case .number: part = .at(shape.index(at: try offset(in: shape)))
    case .grid: part = .at(Array(shape.index(at: try plane(of: shape).start).dropLast(2)))
    }
    let inquiry = ProblemInquiry(
      solved.solved, asking: .value(solved.subject.value), part: part, on: solved.backend)
    // An unfolding's size is that of its matrix, which is no spatial one.
    guard let inquiry, inquiry.answer.agrees(with: expected) else { return nil }
    return .problem(inquiry)
  }

  /// The computed answer, or where there is nothing to compute the stated one.
  private func expectedAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> Answer {
    if let solved, let computed = try computedAnswer(solved) { return computed }
    if let stated = try stated(as: form(of: nil)) {
      try checkLengths(stated)
      return stated
    }
    // Reading the question made sure of one or the other.
    throw node.diagnostic("the question has no answer", remedy: "Write 'answer: …'.")
  }

  /// The known wrong answers, each with its slip's position: read as the form wants them, or what the
  /// misconception leads to.
  ///
  /// - Throws: A diagnostic where an answer cannot be read, or a misconception has nothing to say.
  private func slipAnswers(
    as form: PreparedQuestion.Form, about inquiry: Inquiry?
  ) throws(Diagnostic) -> [AnswerKey.Slip] {
    var answers: [AnswerKey.Slip] = []
    for (position, slip) in slips.enumerated() {
      switch slip.answer {
      case .written:
        answers.append(.init(position, try read(slip.node, as: form), say: slip.say))
      case .rule(let rule):
        let wrong = (inquiry.map { rule.wrongAnswers(to: $0) } ?? []).filter {
          $0.answer.fits(form)
        }
        guard !wrong.isEmpty else {
          throw slip.node.diagnostic(
            "'\(rule.id)' leads to no wrong answer here",
            remedy: "Remove it, or ask about a problem in which it makes a difference.")
        }
        answers += wrong.map { .init(position, $0.answer, say: slip.say) }
      }
    }
    return answers
  }

  /// What the author states, read as the form wants it.
  func stated(as form: PreparedQuestion.Form) throws(Diagnostic) -> Answer? {
    guard let statedAnswer else { return nil }
    return try read(statedAnswer, as: form)
  }

  private func form(of expected: Answer?) -> PreparedQuestion.Form {
    switch kind {
    case .number: return .number
    case .size:
      guard case .size(let lengths) = expected else { return .size(axes: 2) }
      return .size(axes: lengths.count)
    case .choice: return .choice(choices)
    case .grid:
      guard case .grid(let rows, let columns, _) = expected else {
        return .grid(rows: 0, columns: 0)
      }
      return .grid(rows: rows, columns: columns)
    }
  }

  /// Reads an answer that the author wrote.
  private func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    if case .grid = form {
      let value = try GridLiteral(node, as: "the answer").value
      let plane = value.shape.rank < 2 ? Shape([1, value.shape.count]) : value.shape
      guard plane.dimensions.dropLast(2).allSatisfy({ $0 == 1 }) else {
        throw node.diagnostic(
          "the answer has several planes", remedy: "Ask about one of them with 'channel:'.")
      }
      return .grid(
        rows: plane[plane.rank - 2], columns: plane[plane.rank - 1], values: value.elements)
    }
    let text = try answerText(node)
    // An author writes an option out; digits are its number only where no option reads so.
    if kind == .choice, let position = AnswerReader.position(of: text, in: choices) {
      return .choice(position)
    }
    do throws(UnreadableAnswer) {
      return try AnswerReader.read([text], as: form)
    } catch {
      guard kind == .choice else {
        throw node.diagnostic("the answer cannot be read", remedy: error.message)
      }
      let isNumber = Int(text) != nil
      throw node.diagnostic(
        isNumber
          ? "there is no choice \(text): there are \(choices.count)"
          : "'\(node.shortText)' is not one of the choices",
        remedy: isNumber
          ? "Write its number, from 1 to \(choices.count), or its text."
          : NearestName.remedy(for: text, in: choices, listedAs: "They are"))
    }
  }

  /// An answer's text; a size may be a list of lengths.
  private func answerText(_ node: SourceNode) throws(Diagnostic) -> String {
    switch node.content {
    case .scalar(let text, _): return text.trimmingWhitespace
    case .sequence(let items) where kind == .size && items.allSatisfy({ $0.scalar != nil }):
      return items.compactMap(\.scalar).joined(separator: " x ")
    case .sequence, .mapping:
      throw node.diagnostic(
        "the answer must be \(kind.answerText), but this is \(node.kindText)",
        remedy: "Write it after the name, on the same line.")
    }
  }

  /// Refuses a stated size that no result can have; a slip may well be one.
  private func checkLengths(_ stated: Answer) throws(Diagnostic) {
    guard case .size(let lengths) = stated, let node = statedAnswer,
      !lengths.allSatisfy({ $0 >= 1 && $0 == $0.rounded() })
    else { return }
    throw node.diagnostic(
      "no result has the size '\(node.shortText)'",
      remedy: "Lengths are whole numbers, at least 1.")
  }

  // MARK: - Computing

  private func computedAnswer(_ solved: SolvedSubject) throws(Diagnostic) -> Answer? {
    let value = solved.value
    switch kind {
    case .choice: return nil
    case .size: return .size(solved.sizes[0].map(Double.init))
    case .grid:
      let plane = try plane(of: value.shape)
      return .grid(
        rows: plane.rows, columns: plane.columns,
        values: Array(value.elements[plane.start..<(plane.start + plane.rows * plane.columns)]))
    case .number: return .number(value.elements[try offset(in: value.shape)])
    }
  }

  /// The position of the number that is asked for.
  func offset(in shape: Shape) throws(Diagnostic) -> Int {
    guard let cell else {
      guard shape.count == 1 else {
        throw node.diagnostic(
          "the result has \(shape.count) numbers (shape \(shape)), but one is asked for",
          remedy: "Name it with 'cell: [row, column]', or use 'kind: grid'.")
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
    (cellNode ?? node).diagnostic(
      message, remedy: "Write [row, column], both counted from 0, or an index along every axis.")
  }

  /// Where the plane that the question is about lies.
  func plane(
    of shape: Shape
  ) throws(Diagnostic) -> (start: Int, rows: Int, columns: Int) {
    let dimensions = shape.dimensions
    switch shape.rank {
    case 0: return (0, 1, 1)
    case 1: return (0, 1, dimensions[0])
    case 2: return (0, dimensions[0], dimensions[1])
    case 3 where dimensions[0] == 1: return (0, dimensions[1], dimensions[2])
    case 4 where dimensions[0] == 1:
      let channel = channel ?? 0
      guard dimensions[1] == 1 || self.channel != nil else {
        throw node.diagnostic(
          "the result has \(dimensions[1]) channels, but one plane is asked for",
          remedy: "Name it with 'channel:', from 0 to \(dimensions[1] - 1).")
      }
      guard (0..<dimensions[1]).contains(channel) else {
        throw (channelNode ?? node).diagnostic(
          dimensions[1] == 1
            ? "there is no channel \(channel): the result has one, channel 0"
            : "there is no channel \(channel): the result has \(dimensions[1]), counted from 0",
          remedy: dimensions[1] == 1 ? "Leave it out." : "Use at most \(dimensions[1] - 1).")
      }
      let (rows, columns) = (dimensions[2], dimensions[3])
      return (channel * rows * columns, rows, columns)
    default:
      throw node.diagnostic(
        "the result has shape \(shape), but one plane is asked for",
        remedy: "Ask for a number with an index along every axis.")
    }
  }

  /// The other ways to say the size.
  private func otherSizes(_ solved: SolvedSubject?) -> [Answer] {
    guard kind == .size, let solved else { return [] }
    return solved.sizes.dropFirst().map { .size($0.map(Double.init)) }
  }
}
