/// One kernel element meeting one cell of the input, or of its padding.
public struct Tap: Hashable, Sendable {
  /// The kernel element, in `0..<kernelSize`.
  public let index: Int

  /// The input cell it meets, or nil if it meets padding.
  public let input: Int?

  /// Creates a tap.
  public init(index: Int, input: Int?) {
    self.index = index
    self.input = input
  }
}

/// One place where an input cell is read: the output it feeds, and the kernel element it meets.
public struct Use: Hashable, Sendable {
  /// The output, in `0..<outputSize`.
  public let output: Int

  /// The kernel element, in `0..<kernelSize`.
  public let tap: Int

  /// Creates a use.
  public init(output: Int, tap: Int) {
    self.output = output
    self.tap = tap
  }
}

extension SlidingWindow {
  /// Returns the input index that a tap reads: `output·s + tap·d − pb`.
  ///
  /// An index outside `0..<inputSize` lies in the padding. For a transposed convolution the roles
  /// change: its input cell `output` adds, through `tap`, to the output cell at the index returned.
  ///
  /// The arithmetic wraps instead of trapping, so that loops over it vectorize; within
  /// ``GeometryLimits`` it cannot overflow.
  ///
  /// - Parameters:
  ///   - tap: The kernel element, in `0..<kernelSize`.
  ///   - output: The output position.
  /// - Returns: The index, negative in the padding before the input.
  /// - Complexity: O(1).
  @inlinable
  public func inputIndex(ofTap tap: Int, atOutput output: Int) -> Int {
    output &* stride &+ tap &* dilation &- paddingBefore
  }

  /// Returns every tap of the window at an output, in kernel order.
  ///
  /// - Parameters:
  ///   - output: The output position.
  ///   - inputSize: The length of the axis before padding.
  /// - Returns: `kernelSize` taps; those in the padding have a nil input.
  /// - Complexity: O(kernelSize).
  public func taps(atOutput output: Int, inputSize: Int) -> [Tap] {
    (0..<kernelSize).map { tap in
      let index = inputIndex(ofTap: tap, atOutput: output)
      return Tap(index: tap, input: index >= 0 && index < inputSize ? index : nil)
    }
  }

  /// Returns every output that an input cell feeds, and through which tap.
  ///
  /// The inverse of ``taps(atOutput:inputSize:)``, and the shape of the input gradient. The index
  /// of a padding cell is allowed as well.
  ///
  /// - Parameters:
  ///   - input: The input cell.
  ///   - inputSize: The length of the axis before padding.
  /// - Returns: The uses by ascending output; empty for an uncovered cell, and for a kernel that
  ///   does not fit.
  /// - Complexity: O(kernelSize).
  public func uses(ofInput input: Int, inputSize: Int) -> [Use] {
    uses(ofInput: input, outputSize: outputCount(forInputSize: inputSize))
  }

  /// Returns every use of an input cell when the number of outputs is known.
  ///
  /// A transposed convolution calls this with its own sizes exchanged: `input` is a cell of its
  /// output, and `outputSize` the length of its input.
  ///
  /// - Parameters:
  ///   - input: The input cell, or the index of a padding cell.
  ///   - outputSize: The number of output positions.
  /// - Returns: The uses by ascending output.
  /// - Complexity: O(kernelSize).
  public func uses(ofInput input: Int, outputSize: Int) -> [Use] {
    var uses: [Use] = []
    // A later tap means an earlier window: going down through the taps goes up through the outputs.
    for tap in Swift.stride(from: kernelSize - 1, through: 0, by: -1) {
      let start = input + paddingBefore - tap * dilation
      guard start >= 0, start.isMultiple(of: stride), start / stride < outputSize else { continue }
      uses.append(Use(output: start / stride, tap: tap))
    }
    return uses
  }

  /// Returns the outputs at which a tap reads a real input cell, not padding.
  ///
  /// A kernel that loops over this range needs no test for padding inside the loop.
  ///
  /// - Parameters:
  ///   - tap: The kernel element, in `0..<kernelSize`.
  ///   - inputSize: The length of the axis before padding.
  ///   - outputSize: The number of output positions.
  /// - Returns: A range inside `0..<outputSize`, empty if the tap reads padding everywhere.
  /// - Complexity: O(1).
  @inlinable
  public func outputs(readingInputThroughTap tap: Int, inputSize: Int, outputSize: Int)
    -> Range<Int>
  {
    outputs(readingThroughTap: tap, in: 0..<inputSize, outputSize: outputSize)
  }

  /// The outputs at which a tap reads an index of a range; padding has indices too.
  @inlinable
  func outputs(readingThroughTap tap: Int, in indices: Range<Int>, outputSize: Int) -> Range<Int> {
    let offset = paddingBefore - tap * dilation
    let upper = min(max(ceilDivide(indices.upperBound + offset, by: stride), 0), outputSize)
    let lower = min(max(ceilDivide(indices.lowerBound + offset, by: stride), 0), upper)
    return lower..<upper
  }

  /// Returns the taps that meet a real input cell, not padding, at an output.
  ///
  /// - Parameters:
  ///   - output: The output position.
  ///   - inputSize: The length of the axis before padding.
  /// - Returns: A range inside `0..<kernelSize`, empty for a window that reads padding only.
  /// - Complexity: O(1).
  @inlinable
  public func tapsReadingInput(atOutput output: Int, inputSize: Int) -> Range<Int> {
    let start = output * stride - paddingBefore
    let upper = min(max(ceilDivide(inputSize - start, by: dilation), 0), kernelSize)
    let lower = min(max(ceilDivide(-start, by: dilation), 0), upper)
    return lower..<upper
  }
}
