extension Upsample {
  /// The factors that can be stated.
  ///
  /// The lower end lies below one cell out of the largest axis that fits a value, and keeps its
  /// reciprocal finite in single precision.
  static let factorRange = 0x1p-40...0x1p40

  /// An input cell that an enlarged cell is made from.
  public struct Source: Hashable, Sendable {
    /// The input cell along the axis.
    public let index: Int
    /// Its share along the axis; the shares of one enlarged cell add up to 1.
    public let weight: Double

    /// Creates a source.
    public init(index: Int, weight: Double) {
      self.index = index
      self.weight = weight
    }
  }

  /// Returns the sources of every cell along one enlarged axis.
  ///
  /// With r the number of input cells per enlarged cell, cell o is read
  ///
  /// - nearest: at `⌊o · r⌋`; in two dimensions at `o` where o' = i and at `⌊o / 2⌋` where
  ///   o' = 2·i, whatever the factor, as PyTorch has it there and not in one;
  /// - linear: at `(o + ½) · r − ½`, cell centres lying on cell centres;
  /// - linear with aligned corners: at `o · (i − 1) / (o' − 1)`, first on first, last on last.
  ///
  /// r is 1 / scale factor where the user stated one, as PyTorch has it, else i / o'. Positions
  /// beyond the first or last cell are moved onto it.
  ///
  ///     let twice = Upsample(outputSize: [4], mode: .linear(alignCorners: false))
  ///     twice.sources(axis: 0, inputSize: 2)[1]  // cell 0 by 0.75, cell 1 by 0.25
  ///
  /// - Parameters:
  ///   - axis: The spatial axis, outermost 0.
  ///   - inputSize: The length of the axis before, i.
  /// - Returns: For each of the `outputSize[axis]` cells its sources: one, or for a linear mode
  ///   two where the position lies between cells.
  /// - Complexity: O(outputSize[axis]).
  /// - SeeAlso: PyTorch's `interpolate` with `recompute_scale_factor` unset.
  public func sources(axis: Int, inputSize: Int) -> [[Source]] {
    let size = outputSize[axis]
    let ratio = scaleFactor.map { 1 / $0[axis] } ?? Double(inputSize) / Double(size)
    switch mode {
    case .nearest:
      // PyTorch rounds the ratio to single precision, which decides products near an integer.
      let isWhole = outputSize.count == 2 && (size == inputSize || size == 2 * inputSize)
      let step = isWhole ? Float(inputSize) / Float(size) : Float(ratio)
      return (0..<size).map { output in
        let position = Float(output) * step
        return [Source(index: Upsample.cell(at: Double(position), inputSize), weight: 1)]
      }
    case .linear(let alignCorners):
      return (0..<size).map { output in
        let position: Double
        if size == inputSize {
          position = Double(output)
        } else if alignCorners {
          position = size > 1 ? Double(output * (inputSize - 1)) / Double(size - 1) : 0
        } else {
          position = max(0, (Double(output) + 0.5) * ratio - 0.5)
        }
        return Upsample.neighbours(of: position, inputSize: inputSize)
      }
    }
  }

  /// The cells on both sides of a position, the nearer one weighing more.
  private static func neighbours(of position: Double, inputSize: Int) -> [Source] {
    let lower = cell(at: position, inputSize)
    let fraction = min(max(position - Double(lower), 0), 1)
    guard fraction > 0, lower + 1 < inputSize else { return [Source(index: lower, weight: 1)] }
    return [
      Source(index: lower, weight: 1 - fraction), Source(index: lower + 1, weight: fraction),
    ]
  }

  /// The cell that a position lies in, at most the last one.
  private static func cell(at position: Double, _ inputSize: Int) -> Int {
    // Compared before it is converted: a tiny factor sends positions beyond every integer.
    position < Double(inputSize - 1) ? Int(position) : inputSize - 1
  }
}
