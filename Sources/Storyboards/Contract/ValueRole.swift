import Typesetting

/// The part a value plays; each has its own colour and its own mark without colour.
public enum ValueRole: String, Hashable, Sendable, CaseIterable {
  /// Data that an op reads.
  case input
  /// Weights, biases and other learned numbers.
  case kernel
  /// What the op produces.
  case output
  /// dLoss/d-something.
  case gradient
  /// Padding around the data.
  case padding
  /// A number that is none of these: a divisor, a constant of a formula.
  case plain

  /// The colour of what plays the part, on screens, pages and figures alike.
  public var hue: Hue {
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
  /// The colour of a cell: that of the panel's part, except where no data lies.
  public func hue(row: Int, column: Int, plane: Int) -> Hue {
    switch planes[plane].kind(row: row, column: column) {
    case .data: isLayer ? layerRows[row].role.hue : role.hue
    case .cropped, .empty: .dim
    case .padding, .insertedZero, .added: .padding
    }
  }
}
