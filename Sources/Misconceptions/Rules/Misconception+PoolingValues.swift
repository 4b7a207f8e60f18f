import ConvolutionArithmetic
import Problems
import TensorEngine

extension Misconception {
  /// Results of pools, their sizes, and what puts maxima back.
  static let poolingValues: [Misconception] = poolWindows + poolCells + unpooling

  private static let poolWindows: [Misconception] = [
    .init(
      "pool-steps-by-one", .often, "the pool moved by one",
      say: "A pool jumps by its own width unless told otherwise."
    ) { inquiry in
      guard inquiry.isWindowPool, inquiry.isStrided else { return [] }
      return inquiry.setting("stride", to: "1")
    },
    .init(
      "pool-rounds-up", .often, "a window that hangs over was kept",
      say: "The last cells do not fill a window, and one that hangs over is left out here."
    ) { inquiry in
      guard inquiry.isWindowPool else { return [] }
      return inquiry.setting("ceil_mode", to: "true")
    },
    .init(
      "window-past-the-edge", .seldom, "a window was kept that starts outside",
      say: "Rounding up may add a window that starts past the end; that one is dropped."
    ) { inquiry in
      guard inquiry.isWindowPool else { return [] }
      return inquiry.sizes { axis in
        guard axis.ceilMode else { return nil }
        return (Double(axis.way) / Double(axis.stride)).rounded(.up) + 1
      }
    },
  ]

  private static let poolCells: [Misconception] = [
    .init(
      "ring-not-averaged", .common, "only the real cells were averaged",
      say: "The zeros of the ring count as cells here, so divide by the whole window."
    ) { inquiry in
      guard inquiry.isAbout("avg_pool1d", "avg_pool2d"), inquiry.isPadded else { return [] }
      return inquiry.setting("count_include_pad", to: "false")
    },
    .init(
      "overhang-averaged", .common, "a hanging window was divided by its full width",
      say: "The last window holds fewer cells, so it is divided by fewer."
    ) { $0.averagingOverhang() },
    .init(
      "max-sees-zeros", .common, "the zeros of the ring took part",
      say: "A pool looks for the largest real cell; the ring is empty, not zero."
    ) { inquiry in
      guard inquiry.isAbout("max_pool1d", "max_pool2d"), inquiry.isPadded, inquiry.asksForResult,
        let axes = inquiry.axes
      else { return [] }
      let output = inquiry.output
      return inquiry.answering(
        Tensor(output.shape) { index in
          let meetsRing = axes.indices.contains { axes[$0].meetsRing(at: index[2 + $0]) }
          return meetsRing ? max(output[index], 0) : output[index]
        })
    },
    .init(
      "max-for-mean", .common, "the other pool was taken",
      say: "Read the name again: one pool picks the largest, the other one shares."
    ) { $0.exchangingPools() },
    .init(
      "pool-hides-any-shift", .common, "a shift was thought to change nothing",
      say: "The window forgives small steps; a step of its own width moves the result too."
    ) { $0.shiftingBack() },
  ]

  private static let unpooling: [Misconception] = [
    .init(
      "unpool-top-left", .common, "each value went to the first cell",
      say: "It goes back to the seat it came from; the pool wrote that down."
    ) { $0.puttingBack { $0.prefix(1) } },
    .init(
      "unpool-copies", .common, "the whole window was filled",
      say: "One seat gets the value, the others stay empty."
    ) { $0.puttingBack { $0[...] } },
  ]
}

extension SlidingAxis {
  /// Whether the window of a result stands on the ring, by one of its cells at least.
  fileprivate func meetsRing(at output: Int) -> Bool {
    let start = output * stride - before
    return (0..<kernel).contains { tap in
      let cell = start + tap * dilation
      return cell < 0 || (input..<(input + after)).contains(cell)
    }
  }

  /// How many cells of the window of a result lie past the end of the ring.
  fileprivate func overhang(at output: Int) -> Int {
    let start = output * stride
    return (0..<kernel).count { start + $0 * dilation >= padded }
  }
}

extension ProblemInquiry {
  /// Whether the op is a pool that slides a window.
  fileprivate var isWindowPool: Bool {
    isAbout("max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d")
  }

  /// Averages where the cells past the end count as well.
  fileprivate func averagingOverhang() -> [WrongAnswer] {
    guard case .averagePool(let pool) = op, asksForResult, let axes else { return [] }
    let output = output
    return answering(
      Tensor(output.shape) { index in
        var sum = output[index]
        for (axis, window) in pool.windows.enumerated() {
          let place = index[2 + axis]
          let counted = window.averageDivisor(
            atOutput: place, inputSize: axes[axis].input, countIncludePad: pool.countIncludePad)
          sum *= Double(counted) / Double(counted + axes[axis].overhang(at: place))
        }
        return sum
      })
  }

  /// The largest in place of the mean, or the other way round.
  fileprivate func exchangingPools() -> [WrongAnswer] {
    guard asksForResult else { return [] }
    guard isWindowPool else {
      guard let regions = PoolRegions(op, of: input.shape, giving: output.shape) else { return [] }
      let cells = input.elements
      return answering(
        Tensor(
          output.shape,
          output.elements.indices.map { position in
            regions.cells(ofResult: position).map { cells[$0] }.max() ?? 0
          }))
    }
    guard let axes, axes.allSatisfy({ $0.dilation == 1 }) else { return [] }
    func list(_ numbers: (SlidingAxis) -> [Int]) -> String { "\(axes.flatMap(numbers))" }
    let parts = operation.name.split(separator: "_", maxSplits: 1)
    let text =
      "\(parts[0] == "max" ? "avg" : "max")_\(parts[1]) kernel_size=\(list { [$0.kernel] })"
      + " stride=\(list { [$0.stride] }) padding=\(list { [$0.before, $0.after] })"
      + " ceil_mode=\(axes[0].ceilMode)"
    return changing(
      endingBefore(operationIndex + 1) + [.append(text), .remove(operation: operationIndex)])
  }

  /// What the pool gives for an image that has not yet moved by a step of the window; nothing where
  /// the image cannot have moved, since there are numbers where it would have come from.
  fileprivate func shiftingBack() -> [WrongAnswer] {
    guard isWindowPool, asksForResult, operationIndex == 0, let axes else { return [] }
    let input = input
    return axes.indices.flatMap { axis in
      [axes[axis].stride, -axes[axis].stride].flatMap { step -> [WrongAnswer] in
        let range = 0..<input.shape[2 + axis]
        let isLossless = input.elements.indices.allSatisfy { position in
          input.elements[position] == 0
            || range.contains(input.shape.index(at: position)[2 + axis] - step)
        }
        guard isLossless else { return [] }
        let still = Tensor(input.shape) { index in
          var source = index
          source[2 + axis] += step
          return range.contains(source[2 + axis]) ? input[source] : 0
        }
        return changing(still.asGrid("input"))
      }
    }
  }

  /// The plane in which each maximum is put at some cells of its window, later ones over earlier ones.
  fileprivate func puttingBack(_ places: ([Int]) -> ArraySlice<Int>) -> [WrongAnswer] {
    guard isAbout("max_unpool2d"), asksForResult, let windows = unpooledWindows,
      let regions = PoolRegions(.maxPool(windows), of: output.shape, giving: input.shape)
    else { return [] }
    var plane = Tensor(output.shape, repeating: 0)
    for (position, number) in input.elements.enumerated() {
      for cell in places(regions.cells(ofResult: position)) { plane.elements[cell] = number }
    }
    return answering(plane)
  }

  /// The windows of the pool that is undone; `nil` where only the places of the maxima are given.
  private var unpooledWindows: [SlidingWindow]? {
    let graph = solved.problem.graph
    for node in solved.problem.steps[operationIndex].nodes {
      if case .maxPoolIndices(let windows) = graph[node].op { return windows }
    }
    guard let kernel = pair("kernel_size") else { return nil }
    let (strides, padding) = (pair("stride") ?? kernel, pair("padding") ?? [0, 0])
    return try? (0..<2).map {
      try SlidingWindow(
        kernelSize: kernel[$0], stride: strides[$0], padding: .symmetric(padding[$0]))
    }
  }

  private func pair(_ name: String) -> [Int]? {
    guard case .lengths(let lengths) = argument(name) else { return nil }
    return lengths.count == 1 ? lengths + lengths : lengths
  }
}
