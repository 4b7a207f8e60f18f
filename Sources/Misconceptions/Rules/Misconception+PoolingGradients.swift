import Problems
import TensorEngine

extension Misconception {
  /// Gradients of pools.
  static let poolingGradients: [Misconception] = [
    .init(
      "ties-all-get-it", .common, "all equal winners got the gradient",
      say: "Only one winner was passed on: the first. The others stood by."
    ) { inquiry in
      inquiry.handingBack(maxPools) { step in
        step.sharing { cells in cells.map { $0 == cells.max() ? 1 : 0 } }
      }
    },
    .init(
      "ties-share", .common, "equal winners shared the gradient",
      say: "Nobody shares here: the first of the equal ones takes it all."
    ) { inquiry in
      inquiry.handingBack(maxPools) { step in
        step.sharing { cells in
          let winners = cells.count { $0 == cells.max() }
          return cells.map { $0 == cells.max() ? 1 / Double(winners) : 0 }
        }
      }
    },
    .init(
      "max-gradient-shared", .common, "the gradient was spread over the window",
      say: "Changing a loser changes nothing, so it gets nothing back."
    ) { inquiry in
      let overRealCells = inquiry.handingBack(maxPools) { step in
        step.sharing { cells in cells.map { _ in 1 / Double(cells.count) } }
      }
      let overWindow = inquiry.handingBack(maxPools) { step in
        guard let windows = step.op.windows else { return nil }
        let size = windows.reduce(1) { $0 * $1.kernelSize }
        return step.sharing { cells in cells.map { _ in 1 / Double(size) } }
      }
      return overRealCells + overWindow.filter { !overRealCells.contains($0) }
    },
    .init(
      "mean-gradient-whole", .common, "each cell got the whole gradient",
      say: "Each cell had only a share of the say, so it gets that share back."
    ) { inquiry in
      inquiry.handingBack(["avg_pool1d", "avg_pool2d", "adaptive_avg_pool2d"]) { step in
        step.sharing { cells in cells.map { _ in 1 } }
      }
    },
  ]

  private static let maxPools = ["max_pool1d", "max_pool2d"]
}

extension BackwardStep {
  /// The gradient that a pool hands back where each result's is dealt out to the cells of its window.
  ///
  /// - Parameter shares: What each cell gets of it, from the numbers of the cells.
  fileprivate func sharing(_ shares: ([Double]) -> [Double]) -> Tensor<Double>? {
    guard let regions = PoolRegions(op, of: input.shape, giving: output.shape) else { return nil }
    let (numbers, upstream) = (input.elements, upstream.elements)
    var gradient = Tensor(input.shape, repeating: 0)
    for (position, number) in upstream.enumerated() {
      let cells = regions.cells(ofResult: position)
      for (cell, share) in zip(cells, shares(cells.map { numbers[$0] })) {
        gradient.elements[cell] += share * number
      }
    }
    return gradient
  }
}
