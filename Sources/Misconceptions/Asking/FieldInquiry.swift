import ConvolutionArithmetic

/// A question about a stack of windows: how many cells of the image, along one axis, a result sees.
public struct FieldInquiry: Hashable, Sendable {
  /// The windows in the order in which they are applied.
  public let windows: [SlidingWindow]
  /// What is right.
  public let answer: Answer

  /// Asks about a stack.
  ///
  /// - Throws: ``GeometryError`` where the field is too large to be counted.
  public init(_ windows: [SlidingWindow]) throws(GeometryError) {
    self.windows = windows
    answer = .number(Double(try ReceptiveField.through(windows).size))
  }
}
