import CKernels
import ConvolutionArithmetic
import TensorEngine

/// What the C kernel of a convolution, or of its input gradient, is told: which cells the results
/// of a tile read, and with which kernel elements.
final class ConvolutionTable {
  let plan: UnsafeMutablePointer<ck_convolution>
  private let memory = TableMemory()

  /// - Parameters:
  ///   - parameters: The windows of the convolution.
  ///   - isGradient: Whether `source` is the convolution's result and `result` its input.
  ///   - tileColumns: How many results of a row the kernel computes at a time.
  init(
    _ parameters: Convolution, isGradient: Bool, from source: BlockShape, to result: BlockShape,
    tileColumns: Int
  ) {
    let windows = PlaneWindows(parameters.windows)
    let memory = memory
    func axis(_ window: SlidingWindow, _ source: Int, _ result: Int, _ most: Int) -> ck_axis {
      let reads =
        isGradient
        ? AxisReads(gradientOf: window, sourceSize: source, resultSize: result)
        : AxisReads(window, sourceSize: source, resultSize: result)
      let (tiles, runs) = reads.tiles(ofAtMost: most)
      return ck_axis(
        tiles: memory.table(tiles), runs: memory.table(runs), tile_count: Int32(tiles.count),
        kernel: Int32(window.kernelSize), source_size: Int32(source), result_size: Int32(result),
        result_step: Int32(reads.resultStep), source_step: Int32(reads.sourceStep))
    }
    plan = memory.value(
      ck_convolution(
        rows: axis(windows.vertical, source.height, result.height, 1),
        columns: axis(windows.horizontal, source.width, result.width, tileColumns),
        channels: Int32(source.channels), outputs: Int32(result.channels)))
  }
}

/// For each result along an axis the cells it reads and the kernel elements they meet.
private struct AxisReads {
  /// Groups of results that a tile may be a part of; neighbours are ``resultStep`` apart.
  private(set) var sequences: [[Result]]
  /// Results from one of a tile to the next.
  let resultStep: Int
  /// Source cells from what one of them reads to what the next reads.
  let sourceStep: Int

  struct Result {
    let cell: Int
    /// Ascending by source; kernel elements are numbered as the weight is packed.
    let reads: [(source: Int, tap: Int)]
  }

  /// A convolution: kernel elements keep their order.
  init(_ window: SlidingWindow, sourceSize: Int, resultSize: Int) {
    let axis = TapAxis(window: window, inputSize: sourceSize, outputSize: resultSize)
    let results = (0..<resultSize).map { cell in
      let taps = axis.offsets.indices.filter { axis.readable[$0].contains(cell) }
      return Result(cell: cell, reads: taps.map { (cell * axis.step + axis.offsets[$0], $0) })
    }
    sequences = [results]
    (resultStep, sourceStep) = (1, axis.step)
  }

  /// An input gradient: each phase of the stride is a sequence, and the kernel is turned round, so
  /// that its elements and the cells they meet ascend together.
  init(gradientOf window: SlidingWindow, sourceSize: Int, resultSize: Int) {
    let last = window.kernelSize - 1
    sequences = TransposedPhase.all(of: window, inputSize: sourceSize, resultSize: resultSize)
      .map { phase in
        (0..<phase.axis.resultSize).map { place in
          let reads = phase.taps.indices.reversed().filter {
            phase.axis.readable[$0].contains(place)
          }
          return Result(
            cell: phase.start + place * window.stride,
            reads: reads.map { (place + phase.axis.offsets[$0], last - phase.taps[$0]) })
        }
      }
    (resultStep, sourceStep) = (window.stride, 1)
  }

  /// Neighbours that meet the same kernel elements, at most so many together.
  func tiles(ofAtMost most: Int) -> (tiles: [ck_tile], runs: [ck_run]) {
    var (tiles, runs): ([ck_tile], [ck_run]) = ([], [])
    for sequence in sequences {
      var first = 0
      while first < sequence.count {
        let taps = sequence[first].reads.map(\.tap)
        let alike = sequence[first...].prefix(most + 1).prefix { $0.reads.map(\.tap) == taps }.count
        // As even as can be: 2 and 2 keep the arithmetic busier than 3 and 1.
        let count = alike <= most ? alike : alike == most + 1 && most > 1 ? (alike + 1) / 2 : most
        let found = AxisReads.runs(of: sequence[first].reads)
        tiles.append(
          ck_tile(
            result: Int32(sequence[first].cell), count: Int32(count), first_run: Int32(runs.count),
            runs: Int32(found.count)))
        runs += found
        first += count
      }
    }
    return (tiles, runs)
  }

  /// Joins reads whose cells and kernel elements both follow each other.
  private static func runs(of reads: [(source: Int, tap: Int)]) -> [ck_run] {
    var runs: [ck_run] = []
    for (source, tap) in reads {
      if let last = runs.last, Int(last.source + last.length) == source,
        Int(last.tap + last.length) == tap
      {
        runs[runs.count - 1].length += 1
      } else {
        runs.append(ck_run(source: Int32(source), tap: Int32(tap), length: 1))
      }
    }
    return runs
  }
}
