import TensorEngine

/// A loop over the elements of a shape that walks through two arrays at once.
///
/// Strides say how each array is walked: a zero repeats (broadcasting), a permutation transposes,
/// a negative number flips. Neighbouring axes that both arrays walk through evenly are joined, so
/// that most loops are a few long runs.
struct StridedLoop {
  /// The elements of a run, the innermost joined axis.
  let runLength: Int
  /// How far apart a run's neighbours lie in each array.
  let runSteps: (first: Int, second: Int)
  /// The number of runs.
  let runs: Int

  /// The joined axes around the runs, outermost first.
  private let outer: [Axis]
  private let bases: (first: Int, second: Int)

  private struct Axis {
    var length: Int
    var first: Int
    var second: Int
  }

  /// - Parameters:
  ///   - shape: The axes that are walked.
  ///   - first: The first array's strides, one for each axis.
  ///   - second: The second array's.
  ///   - bases: The positions of the first element in each array.
  init(
    _ shape: Shape, _ first: [Int], _ second: [Int], bases: (first: Int, second: Int) = (0, 0)
  ) {
    var joined: [Axis] = []  // innermost first
    for axis in shape.dimensions.indices.reversed() where shape[axis] != 1 {
      let next = Axis(length: shape[axis], first: first[axis], second: second[axis])
      if let last = joined.last, next.first == last.first * last.length,
        next.second == last.second * last.length
      {
        joined[joined.count - 1].length *= next.length
      } else {
        joined.append(next)
      }
    }
    let run = joined.first ?? Axis(length: 1, first: 1, second: 1)
    runLength = run.length
    runSteps = (run.first, run.second)
    outer = joined.dropFirst().reversed()
    runs = outer.map(\.length).reduce(1, *)
    self.bases = bases
  }

  /// Shares the runs, or parts of them, out among threads.
  ///
  /// - Parameter body: Handles one part: the element of the loop it starts at, its position in
  ///   both arrays, and its length.
  func forEachPart(
    on pool: ThreadPool,
    _ body: (_ element: Int, _ first: Int, _ second: Int, _ count: Int) -> Void
  ) {
    guard runLength > 0, runs > 0 else { return }
    let longest = ThreadPool.elementsPerBlock
    let parts = (runLength + longest - 1) / longest
    pool.forEachRange(of: runs * parts, workPerItem: min(runLength, longest)) { items in
      for item in items {
        let (run, part) = item.quotientAndRemainder(dividingBy: parts)
        let start = part * longest
        let (first, second) = positions(ofRun: run)
        body(
          run * runLength + start, first + start * runSteps.first,
          second + start * runSteps.second, min(longest, runLength - start))
      }
    }
  }

  /// Where a run starts in each array.
  @inline(__always)
  private func positions(ofRun run: Int) -> (Int, Int) {
    var rest = run
    var (first, second) = bases
    for axis in outer.reversed() {
      let (quotient, index) = rest.quotientAndRemainder(dividingBy: axis.length)
      first += index * axis.first
      second += index * axis.second
      rest = quotient
    }
    return (first, second)
  }
}
