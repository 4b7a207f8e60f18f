import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// What must hold with the values that a learner finds.
struct FindAim: Sendable {
  /// What the last result must be.
  enum Result: Sendable {
    /// Its spatial lengths.
    case size([Int])
    /// All its lengths, but for a batch of one.
    case shape([Int])
    /// Its numbers.
    case output(Tensor<Double>)
  }

  /// The input for which it must hold; the problem's own when absent.
  let input: Tensor<Double>?
  let result: Result

  private static let mustRemedy =
    "Write one of 'must: {size: 16 x 16}', '{shape: 2 x 3 x 3}' and '{output: 0 0 3}'."

  /// Reads `must` or `cases`.
  static func all(_ values: NamedValues) throws(Diagnostic) -> [FindAim] {
    if let node = values["cases"] {
      if let must = values["must"] {
        throw must.diagnostic(
          "a question has 'must' or 'cases', not both", remedy: "Remove one of them.")
      }
      guard case .sequence(let items) = node.content, !items.isEmpty else {
        throw node.diagnostic(
          "cases must be a list, but this is \(node.kindText)",
          remedy: "Write '- {input: …, output: …}' for each.")
      }
      var aims: [FindAim] = []
      for item in items { aims.append(try FindAim(caseAt: item)) }
      return aims
    }
    let node = try values.required("must", of: "the question", remedy: mustRemedy)
    return [FindAim(input: nil, result: try readResult(node))]
  }

  private init(caseAt node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a case", names: ["input", "output"])
    let remedy = "Write '{input: …, output: …}'."
    input = try GridLiteral(
      try values.required("input", of: "the case", remedy: remedy), as: "the input"
    ).value
    result = .output(
      try GridLiteral(
        try values.required("output", of: "the case", remedy: remedy), as: "the output"
      ).value)
  }

  private init(input: Tensor<Double>?, result: Result) {
    (self.input, self.result) = (input, result)
  }

  private static func readResult(_ node: SourceNode) throws(Diagnostic) -> Result {
    let values = try NamedValues(node, of: "must", names: ["size", "shape", "output"])
    guard values.entries.count == 1, let entry = values.entries.first else {
      throw node.diagnostic("must says one thing that holds", remedy: mustRemedy)
    }
    if entry.key == "output" {
      return .output(try GridLiteral(entry.value, as: "the output").value)
    }
    let lengths = try Answer(lengthsAt: entry.value, orElse: "lengths such as 16 x 16")
    guard case .size(let numbers) = lengths,
      case let whole = numbers.compactMap({ Int(exactly: $0) }), whole.count == numbers.count,
      whole.allSatisfy({ (1...ProblemLimits.mostNumbers).contains($0) })
    else {
      throw entry.value.diagnostic(
        "no result has the size '\(entry.value.shortText)'",
        remedy: "Lengths are whole numbers from 1 to \(ProblemLimits.mostNumbers).")
    }
    return entry.key == "size" ? .size(whole) : .shape(whole)
  }
}

/// Runs a problem with what a learner found in it.
struct FindTrial: Sendable {
  private let problem: Problem
  private let unknown: FindQuestion.Unknown
  private let aims: [FindAim]
  private let backend: any Backend

  init(
    _ problem: Problem, _ unknown: FindQuestion.Unknown, _ aims: [FindAim],
    on backend: any Backend
  ) {
    (self.problem, self.unknown, self.aims, self.backend) = (problem, unknown, aims, backend)
  }

  /// Why an answer is not right, as a sentence; `nil` for one that is.
  ///
  /// - Complexity: A run of the problem for each aim.
  @Sendable func objection(to answer: Answer) -> String? {
    if let objection = unknown.objection(to: answer) { return objection }
    for aim in aims {
      do throws(Diagnostic) {
        if let objection = try objection(
          to: try unknown.edits(of: problem, putting: answer), aim)
        {
          return objection
        }
      } catch {
        // There is no place in a file to be named, and the op is on the screen.
        let name = problem.operations.map { $0.name + ": " }.first { error.message.hasPrefix($0) }
        return "That cannot be computed: \(error.message.dropFirst(name?.count ?? 0))."
      }
    }
    return nil
  }

  /// Whether all aims are met by the problem as it is written.
  var holdsAlready: Bool {
    aims.allSatisfy { aim in
      do throws(Diagnostic) {
        return try objection(to: [], aim) == nil
      } catch {
        return false
      }
    }
  }

  private func objection(
    to edits: [ProblemEdit], _ aim: FindAim
  ) throws(Diagnostic) -> String? {
    let input = aim.input.map {
      ProblemEdit.grid(of: "input", shape: $0.shape.dimensions, numbers: $0.elements)
    }
    let changed = try problem.edited(by: [input].compactMap { $0 } + edits)
    let built = try changed.built(withGradients: false)
    let dimensions = built.graph[built.output].shape.dimensions
    let given = aim.input.map { "For the input \(text($0)) the" } ?? "The"
    switch aim.result {
    case .size(let wanted):
      let size = dimensions.count >= 3 ? Array(dimensions.dropFirst(2)) : dimensions
      return size == wanted
        ? nil : "\(given) result would be \(text(size)); it must be \(text(wanted))."
    case .shape(let wanted):
      let shape =
        dimensions.count > 1 && dimensions[0] == 1 ? Array(dimensions.dropFirst()) : dimensions
      return shape == wanted || dimensions == wanted
        ? nil : "\(given) result would be \(text(shape)); it must be \(text(wanted))."
    case .output(let wanted):
      let output: Tensor<Double>
      do {
        output = try SolvedProblem(running: built, on: backend).output
      } catch {
        return "That cannot be computed."
      }
      let isRight =
        output.shape.count == wanted.shape.count
        && zip(output.elements, wanted.elements).allSatisfy { abs($0 - $1) <= 1e-6 }
      return isRight
        ? nil : "\(given) result would be \(text(output)); it must be \(text(wanted))."
    }
  }

  private func text(_ lengths: [Int]) -> String {
    lengths.map(String.init).joined(separator: " x ")
  }

  /// A few numbers as they are, more by their size.
  private func text(_ value: Tensor<Double>) -> String {
    guard value.shape.count <= 16 else { return "another grid" }
    let columns = value.shape.dimensions.last ?? 1
    let numbers = value.elements.map { NumberText.short($0) }
    return stride(from: 0, to: numbers.count, by: max(1, columns)).map { start in
      numbers[start..<min(start + columns, numbers.count)].joined(separator: " ")
    }.joined(separator: " / ")
  }
}
