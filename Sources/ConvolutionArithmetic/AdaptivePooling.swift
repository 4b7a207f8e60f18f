/// One axis of adaptive pooling: windows of varying size that split an axis into a given number of
/// outputs.
///
/// Output o pools the cells from `⌊o·i / n⌋` up to, not including, `⌈(o + 1)·i / n⌉`. Windows
/// overlap where n does not divide i, and every cell is covered.
public struct AdaptivePooling: Hashable, Sendable {
  /// The length of the input axis, i.
  public let inputSize: Int

  /// The number of outputs, n; it may exceed the input size.
  public let outputSize: Int

  /// Creates the windows that pool an axis to a given size.
  ///
  /// - Parameters:
  ///   - inputSize: The length of the input axis; at least 1.
  ///   - outputSize: The number of outputs; at least 1.
  /// - Throws: ``GeometryError/sizeOutOfRange(_:)``,
  ///   ``GeometryError/parameterOutOfRange(_:value:allowed:)`` for the output size.
  public init(inputSize: Int, outputSize: Int) throws(GeometryError) {
    try GeometryLimits.check(size: inputSize)
    try GeometryLimits.check(.adaptiveOutputSize, outputSize, atLeast: 1)
    self.inputSize = inputSize
    self.outputSize = outputSize
  }

  /// Returns the input cells that an output pools.
  ///
  /// - Parameter output: The output position, in `0..<outputSize`.
  /// - Returns: A range inside `0..<inputSize`, never empty.
  /// - Complexity: O(1).
  @inlinable
  public func inputs(ofOutput output: Int) -> Range<Int> {
    let end = ceilDivide((output + 1) * inputSize, by: outputSize)
    return floorDivide(output * inputSize, by: outputSize)..<end
  }

  /// Returns the outputs that an input cell feeds.
  ///
  /// - Parameter input: The input cell, in `0..<inputSize`.
  /// - Returns: A range inside `0..<outputSize`, never empty.
  /// - Complexity: O(1).
  @inlinable
  public func outputs(readingInput input: Int) -> Range<Int> {
    let end = ceilDivide((input + 1) * outputSize, by: inputSize)
    return floorDivide(input * outputSize, by: inputSize)..<end
  }
}
