import TensorEngine
import Typesetting

/// A parameter of an op that is changed while one looks, with the value that it has now: keys make it
/// larger and smaller or take its next word, and another value can be typed.
public struct LiveParameter: Hashable, Sendable {
  /// The op's index.
  public let operation: Int
  /// What people call it: the name in problem files, or `kernel` for the size of a weight.
  public let name: String
  /// The value as it is written: `2`, `2×3`, `same`, `true`; `unset` where it is left out and no word says
  /// what that means.
  public let text: String
  let value: Value

  enum Value: Hashable, Sendable {
    /// The last axes of a grid: the size of a kernel or of the input.
    case size(of: String, shape: [Int], axes: Int)
    /// Whole numbers that go down to the least.
    case lengths([Int], least: Int)
    /// A number within limits.
    case number(Double, in: ClosedRange<Double>)
    case word(String, of: [String])
    /// What is only typed: grids, lengths of axes, and what may be left out.
    case text(String)
  }

  /// The name of a kernel's size, which a convolution reads off its weight.
  public static let kernel = "kernel"
  /// The name of the input's size.
  public static let input = "input"

  /// Whether it has a next value; what is only typed has none.
  public var isStepped: Bool { !value.isTyped }

  /// Whether a key begins to type another value.
  public func isBegun(by character: Character) -> Bool {
    switch value {
    case .word: false
    case .size: character.isWholeNumber
    // Words for padding begin with a letter: same, valid, full.
    case .lengths where name == "padding": "0123456789svf".contains(character)
    case .lengths(_, let least): (least < 0 ? "0123456789-−" : "0123456789").contains(character)
    case .number, .text: "0123456789.-−".contains(character)
    }
  }
}

extension Problem {
  /// The parameters of an op that can be changed: the kernel's size first, what is only typed last.
  public func liveParameters(of index: Int) -> [LiveParameter] {
    guard operations.indices.contains(index) else { return [] }
    let operation = operations[index]
    let parameters = operation.schema.parameters.compactMap { parameter in
      operation.liveValue(of: parameter, at: index).map { value in
        let name = parameter.name == "kernel_size" ? LiveParameter.kernel : parameter.name
        return LiveParameter(
          operation: index, name: name, text: operation.rule(of: parameter) ?? value.text,
          value: value)
      }
    }
    return kernelParameter(of: operation, index)
      + parameters.filter { !$0.value.isTyped } + [inputParameter(index)]
      + parameters.filter { $0.value.isTyped }
  }

  private func kernelParameter(of operation: ProblemOperation, _ index: Int) -> [LiveParameter] {
    guard operation.isConvolution, let grid = grid(named: "\(index).weight") else { return [] }
    let axes = operation.spatialAxes
    let shape = grid.value(ofRank: axes + 2).shape.dimensions
    return [
      LiveParameter(
        operation: index, name: LiveParameter.kernel,
        text: NumberText.size(shape.suffix(axes)),
        value: .size(of: "\(index).weight", shape: shape, axes: axes))
    ]
  }

  private func inputParameter(_ index: Int) -> LiveParameter {
    let shape = input.value.shape.dimensions
    let axes = min(2, shape.count)
    return LiveParameter(
      operation: index, name: LiveParameter.input,
      text: axes == 0 ? "1" : NumberText.size(shape.suffix(axes)),
      value: .size(of: "input", shape: shape, axes: axes))
  }
}

extension LiveParameter.Value {
  /// The value as it is shown.
  fileprivate var text: String {
    switch self {
    case .size(_, let shape, let axes): NumberText.size(shape.suffix(axes))
    case .lengths(let lengths, _): NumberText.size(lengths)
    case .number(let number, _): NumberText.exact(number)
    // What leaving it out means may take a sentence.
    case .word(let word, _), .text(let word): word.count > Self.longestWord ? "unset" : word
    }
  }

  private static let longestWord = 14

  fileprivate var isTyped: Bool { if case .text = self { true } else { false } }
}
