import Storyboards

/// What a piece of a figure is drawn in, by what it says.
public enum Ink: String, CaseIterable, Hashable, Sendable {
  /// Signs, titles and numbers that are nothing in particular.
  case text
  /// What may be skipped.
  case muted
  /// Data that an op reads.
  case input
  /// Weights, biases and other learned numbers.
  case kernel
  /// What the op produces.
  case output
  /// dLoss/d-something.
  case gradient
  /// Padding around the data, and zeros between it.
  case padding
  /// What is pointed at: controls of a page, brackets.
  case accent
  /// What no window covers.
  case warning
}

extension ValueRole {
  /// The ink of a value that plays the part.
  var ink: Ink {
    switch self {
    case .input: .input
    case .kernel: .kernel
    case .output: .output
    case .gradient: .gradient
    case .padding: .padding
    case .plain: .text
    }
  }
}

extension Panel {
  /// The ink of a cell.
  func ink(row: Int, column: Int, plane: Int) -> Ink {
    switch planes[plane].kind(row: row, column: column) {
    case .data: role.ink
    case .cropped, .empty: .muted
    case .padding, .insertedZero: .padding
    }
  }
}
