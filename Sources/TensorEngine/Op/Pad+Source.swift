extension Pad {
  /// Returns the input cell that a cell of the padded axis is copied from.
  ///
  ///     let pad = Pad(before: [2], after: [0], mode: .reflect)
  ///     pad.source(of: 0, axis: 0, inputSize: 4)  // 2
  ///
  /// - Parameters:
  ///   - index: A cell of the padded axis, from 0.
  ///   - axis: The spatial axis, outermost 0.
  ///   - inputSize: The length of the axis before padding.
  /// - Returns: The input cell; `nil` where the constant stands.
  /// - Precondition: The padding is one that ``Op/outputShape(_:)`` accepts for the size.
  /// - Complexity: O(1).
  public func source(of index: Int, axis: Int, inputSize: Int) -> Int? {
    mode.source(of: index - before[axis], inputSize: inputSize)
  }
}

extension Pad.Mode {
  /// Returns the input cell that a cell is copied from, counted from the first input cell: negative
  /// in the padding before it.
  ///
  /// - Returns: The input cell; `nil` where the constant stands.
  public func source(of cell: Int, inputSize: Int) -> Int? {
    guard cell < 0 || cell >= inputSize else { return cell }
    switch self {
    case .constant: return nil
    case .reflect: return cell < 0 ? -cell : 2 * (inputSize - 1) - cell
    case .replicate: return cell < 0 ? 0 : inputSize - 1
    case .circular: return cell < 0 ? cell + inputSize : cell - inputSize
    }
  }
}
