import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// The value of a parameter, as a problem file gives it.
public enum Argument: Sendable {
  /// A grid of numbers.
  case grid(GridLiteral)
  /// Several grids.
  case grids([GridLiteral])
  /// One whole number for all axes, or one for each.
  case lengths([Int])
  /// One number for all axes, or one for each.
  case factors([Double])
  /// How much padding.
  case padding(PaddingArgument)
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A truth value.
  case boolean(Bool)
  /// One of the words that the parameter allows.
  case word(String)
  /// Lengths of axes, one of which may be −1.
  case shape([Int])
  /// Earlier values.
  case references([Reference])

  /// An earlier value of the chain.
  public enum Reference: Hashable, Sendable {
    /// The problem's input.
    case input
    /// The output of an op, by its index.
    case operation(Int)
  }

  /// The padding of the spatial axes.
  public enum PaddingArgument: Hashable, Sendable {
    /// One, two or four numbers: all sides, each axis, or each side.
    case amounts([Int])
    /// `same`, `valid` or `full`.
    case rule(Padding)
  }
}

extension Argument {
  /// The value as it is shown behind a step's name: `3×3`, `2`, `same`.
  var text: String {
    switch self {
    case .grid(let grid): gridText(grid.value)
    case .grids(let grids): "\(grids.count) grids"
    case .lengths(let lengths): NumberText.size(lengths)
    case .factors(let factors): factors.map(NumberText.exact).joined(separator: "×")
    case .padding(.amounts(let amounts)): amounts.map(String.init).joined(separator: ", ")
    case .padding(.rule(let rule)): ruleName(rule)
    case .number(let number): NumberText.exact(number)
    case .integer(let integer): "\(integer)"
    case .boolean(let boolean): "\(boolean)"
    case .word(let word): word
    case .shape(let lengths): "[" + lengths.map(String.init).joined(separator: ", ") + "]"
    case .references(let references): references.map(\.text).joined(separator: ", ")
    }
  }

  /// The same with signs as people read them: `−0.5`; files and programs are given `-0.5`.
  var textOnScreen: String {
    if case .word = self { text } else { text.replacing("-", with: "−") }
  }

  /// A few numbers as they are, more by their size: a length alone would look like a number.
  private func gridText(_ value: Tensor<Double>) -> String {
    if value.shape.count == 1 { return NumberText.exact(value.elements[0]) }
    guard value.shape.rank == 1 else {
      return value.shape.sizeText
    }
    guard value.shape.count <= 4 else { return "of \(value.shape.count) numbers" }
    return "[" + value.elements.map { NumberText.short($0) }.joined(separator: ", ") + "]"
  }

  private func ruleName(_ rule: Padding) -> String {
    switch rule {
    case .same: "same"
    case .full: "full"
    case .valid: "valid"
    case .explicit(let before, let after): "\(before), \(after)"
    }
  }
}

extension Argument.Reference {
  /// The reference as a problem file writes it.
  var text: String {
    switch self {
    case .input: "input"
    case .operation(let index): "\(index)"
    }
  }
}
