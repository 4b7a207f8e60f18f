/// The output size of a window, derived step by step: the numbers as data, the sums as text.
///
/// A textbook says that a window "does not fit" when the division leaves a remainder; a framework
/// rounds down without a word. The derivation keeps both: the exact quotient, the size a framework
/// gives, and the cells left over.
///
///     let window = try SlidingWindow(kernelSize: 3, stride: 3)
///     print(try window.derivation(forInputSize: 7))
///     // (7 − 3) / 3 + 1 = 2.33…, does not fit: frameworks floor to 2 and leave 1 cell uncovered
public struct SizeDerivation: Hashable, Sendable {
  /// The window.
  public let window: SlidingWindow

  /// The length of the axis before padding, i.
  public let inputSize: Int

  /// The output length that frameworks give, o.
  public let outputSize: Int

  /// The cells that no window reads.
  public let uncovered: Uncovered

  /// The length of the axis with its padding: `i + pb + pa`.
  public var paddedSize: Int { inputSize + window.paddingBefore + window.paddingAfter }

  /// The input cells a window spans: `d·(k − 1) + 1`.
  public var effectiveKernelSize: Int { window.effectiveKernelSize }

  /// How far the first window can be moved, in cells: the padded size less the effective kernel.
  ///
  /// Negative only in ceil mode, when the kernel reaches over the end from the start.
  public var room: Int { paddedSize - effectiveKernelSize }

  /// The steps that fit in the room: `⌊room / s⌋`.
  public var steps: Int { floorDivide(room, by: window.stride) }

  /// What is left of the room after the last whole step: `room mod s`.
  public var remainder: Int { room - steps * window.stride }

  /// Whether the steps use the room up: the textbook's "it fits".
  public var fitsExactly: Bool { remainder == 0 }

  /// The size before any rounding, `room / s + 1`.
  public var exactSize: Fraction { Fraction(room + window.stride, over: window.stride) }

  /// The cells by which the last ceil-mode window reaches past the padded axis; 0 without ceil mode.
  public var overhang: Int { max((outputSize - 1) * window.stride - room, 0) }

  /// Whether ceil mode dropped a window that would start past the input.
  public var dropsWindow: Bool {
    window.ceilMode && outputSize <= ceilDivide(room, by: window.stride)
  }
}

extension SlidingWindow {
  /// Returns the derivation of the output size.
  ///
  /// - Parameter inputSize: The length of the axis before padding; at least 1.
  /// - Returns: The sizes, the quotient and what it leaves over.
  /// - Throws: ``GeometryError`` as ``outputSize(forInputSize:)`` does; the text of
  ///   ``GeometryError/kernelDoesNotFit(window:inputSize:)`` shows the sum that fails.
  /// - Complexity: O(kernelSize).
  public func derivation(forInputSize inputSize: Int) throws(GeometryError) -> SizeDerivation {
    try SizeDerivation(
      window: self, inputSize: inputSize, outputSize: outputSize(forInputSize: inputSize),
      uncovered: uncovered(forInputSize: inputSize))
  }
}
