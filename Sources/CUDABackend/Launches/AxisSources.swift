import ConvolutionArithmetic
import TensorEngine

/// What each result along an axis is made of.
///
/// Pools, padding and enlargement are all sums of cells along the rows and the columns, and their
/// gradients are the same sums the other way round.
struct AxisSources {
  /// A cell that a result reads.
  struct Source {
    let cell: Int
    let weight: Double
    /// What this cell is divided by before it is added.
    let divisor: Int
  }

  /// By result, each in the order in which it is added.
  var sources: [[Source]]
  /// What each sum is divided by.
  var divisors: [Int]

  /// - Parameter cells: The cells of each result, ascending.
  init(_ cells: [[Int]], divisors: [Int]? = nil) {
    sources = cells.map { $0.map { Source(cell: $0, weight: 1, divisor: 1) } }
    self.divisors = divisors ?? cells.map { _ in 1 }
  }

  /// The average of windows.
  init(_ window: SlidingWindow, inputSize: Int, outputSize: Int, countIncludePad: Bool) {
    self.init(
      (0..<outputSize).map { output in
        window.tapsReadingInput(atOutput: output, inputSize: inputSize).map {
          window.inputIndex(ofTap: $0, atOutput: output)
        }
      },
      divisors: (0..<outputSize).map {
        window.averageDivisor(
          atOutput: $0, inputSize: inputSize, countIncludePad: countIncludePad)
      })
  }

  /// The average of regions.
  init(adaptive inputSize: Int, outputSize: Int) {
    // Shape inference has made this value once already.
    // swift-format-ignore: NeverUseForceTry
    let pooling = try! AdaptivePooling(inputSize: inputSize, outputSize: outputSize)
    let regions = (0..<outputSize).map { Array(pooling.inputs(ofOutput: $0)) }
    self.init(regions, divisors: regions.map(\.count))
  }

  /// Padding.
  init(_ pad: Pad, axis: Int, inputSize: Int, outputSize: Int) {
    self.init(
      (0..<outputSize).map { output in
        pad.source(of: output, axis: axis, inputSize: inputSize).map { [$0] } ?? []
      })
  }

  /// Enlargement.
  init(_ upsample: Upsample, axis: Int, inputSize: Int) {
    sources = upsample.sources(axis: axis, inputSize: inputSize).map { sources in
      sources.map { Source(cell: $0.index, weight: $0.weight, divisor: 1) }
    }
    divisors = sources.map { _ in 1 }
  }

  /// The single row of a sequence.
  static let singleRow = AxisSources([[0]])

  /// The gradient: each cell gets back what the results read from it, divided as they were.
  func gradient(inputSize: Int) -> AxisSources {
    var gradient = AxisSources(Array(repeating: [], count: inputSize))
    for (result, cells) in sources.enumerated() {
      for source in cells {
        gradient.sources[source.cell].append(
          Source(cell: result, weight: source.weight, divisor: divisors[result]))
      }
    }
    return gradient
  }
}
