import ConvolutionArithmetic
import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// The hints to an exercise, from which rule it takes to the first step of it, computed from the
/// exercise itself.
struct HintLadder {
  /// The hints, the gentlest first; the solution is none of them.
  let hints: [String]
  /// The whole way to the answer, in a line or two.
  let solution: String

  /// Hints to a question.
  init(_ inquiry: Inquiry) {
    switch inquiry {
    case .problem(let asked):
      switch asked.part {
      case .size, .count, .length: (hints, solution) = Self.size(asked)
      case .at: (hints, solution) = Self.value(asked)
      }
    case .layer(let layer): (hints, solution) = LayerHints(layer).ladder
    case .field(let field): (hints, solution) = Self.field(field)
    case .training(let training): (hints, solution) = TrainingHints(training).ladder
    }
  }

  // MARK: - Sizes

  private static func size(_ asked: ProblemInquiry) -> ([String], String) {
    guard let axes = asked.axisSums, !axes.isEmpty else {
      return (["Follow the numbers through the op: how many of them come out along each axis?"], "")
    }
    let names = axes.count == 1 ? ["Along it"] : ["Down", "Across"]
    let isOne = axes.count > 1 && axes.allSatisfy { $0.sum == axes[0].sum }
    let lines =
      isOne
      ? ["Along both axes: \(axes[0].sum)."]
      : zip(names, axes).map {
        "\($0): \($1.sum)."
      }
    let formula =
      asked.isTransposed
      ? "Each axis by itself: (input − 1) · stride − 2 · padding + kernel + output padding."
      : "Each axis by itself: (input + padding on both sides − kernel) / stride + 1, rounded down."
    let solution = (isOne ? [axes[0]] : axes).map { "\($0.sum) = \($0.result)" }
    return (
      [formula, lines.joined(separator: " ")] + [axes[0].first].filter { !$0.isEmpty },
      solution.joined(separator: "; ") + "."
    )
  }

  // MARK: - Values

  private static func value(_ asked: ProblemInquiry) -> ([String], String) {
    let rule = asked.ruleText
    if let lines = asked.optimizerLines, lines.count > 1 {
      // The last line but one is all but the answer.
      let first = lines.dropLast(2).prefix(2).joined(separator: "; ")
      return (
        [rule] + (first.isEmpty ? [] : ["It begins like this: \(first)"]),
        lines.joined(separator: "; ")
      )
    }
    if let frame = asked.frame {
      let lines = frame.arithmetic.map(\.text)
      let left = frame.arithmetic.last?.leftSide ?? ""
      // A caption that names what wins gives the answer away; that of a sum says where it is.
      let place = frame.terms == nil ? [] : [frame.caption]
      let begin = left.isEmpty ? [] : ["It begins like this: \(start(of: left))"]
      return ([rule] + place + begin, lines.joined(separator: "; "))
    }
    guard let first = asked.firstFrame else { return ([rule], "") }
    // A number that is carried over has no arithmetic; its caption says where from.
    let line = first.arithmetic.map(\.text).joined(separator: "; ")
    return ([rule, "The first number: \(line.isEmpty ? first.caption : line)"], "")
  }

  /// The first half of a long sum, so that something is left to do.
  private static func start(of sum: String) -> String {
    let terms = sum.components(separatedBy: " + ")
    guard terms.count > 2 else { return sum }
    return terms.prefix((terms.count + 1) / 2).joined(separator: " + ") + " + …"
  }

  // MARK: - Receptive fields

  private static func field(_ asked: FieldInquiry) -> ([String], String) {
    var (size, jump) = (1, 1)
    var steps: [String] = []
    for window in asked.windows {
      let before = size
      size += (window.effectiveKernelSize - 1) * jump
      steps.append("\(before) + (\(window.effectiveKernelSize) − 1)·\(jump) = \(size)")
      jump *= window.stride
    }
    return (
      [
        "Begin with one cell. Each layer adds (kernel − 1) · jump; the jump is the product of the"
          + " strides before it.",
        "The first layer: \(steps[0]).",
        "The strides before the last layer multiply to "
          + "\(asked.windows.dropLast().reduce(1) { $0 * $1.stride }).",
      ], steps.joined(separator: "; ") + "."
    )
  }
}

extension ArithmeticLine {
  /// What stands before the result, `1·1 + 3·0`; empty for a line without one.
  fileprivate var leftSide: String {
    guard let end = tokens.lastIndex(where: { $0 == .sign(" = ") || $0 == .sign(" ≈ ") }) else {
      return ""
    }
    return tokens[..<end].map(text).joined()
  }
}
