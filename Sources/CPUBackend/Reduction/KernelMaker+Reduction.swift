import TensorEngine

extension KernelMaker {
  /// The sum or mean over some axes, added up in an order that depends on the shape alone.
  func reduce(_ reduction: Reduction, _ x: Operand, _ result: Destination) -> Kernel {
    let axes = ReducedAxes(x.shape, reduction.axes)
    let divisor: Float? =
      reduction.kind == .mean
      ? Float(reduction.axes.map { x.shape[$0] }.reduce(1, *)) : nil
    return axes.reducesRuns
      ? reduceRuns(axes, x, result, divisor) : reduceAcrossRuns(axes, x, result, divisor)
  }

  /// Every result is the sum of whole runs of neighbouring elements.
  private func reduceRuns(
    _ axes: ReducedAxes, _ x: Operand, _ result: Destination, _ divisor: Float?
  ) -> Kernel {
    let work = axes.reduced.count * axes.runLength
    return { [pool] in
      pool.forEachRange(of: axes.kept.count, workPerItem: work) { outputs in
        for output in outputs {
          let first = x.pointer + axes.kept[output]
          var sum: Float = 0
          for offset in axes.reduced { sum += total(first + offset, count: axes.runLength) }
          result.pointer[output] = divisor.map { sum / $0 } ?? sum
        }
      }
    }
  }

  /// Runs are added to each other, element by element.
  private func reduceAcrossRuns(
    _ axes: ReducedAxes, _ x: Operand, _ result: Destination, _ divisor: Float?
  ) -> Kernel {
    // Parts of runs that stay in the innermost cache while they are added to.
    let longest = 1 << 11
    let parts = (axes.runLength + longest - 1) / longest
    let work = axes.reduced.count * min(longest, axes.runLength)
    return { [pool] in
      pool.forEachRange(of: axes.kept.count * parts, workPerItem: work) { items in
        for item in items {
          let (run, part) = item.quotientAndRemainder(dividingBy: parts)
          let start = part * longest
          let count = min(longest, axes.runLength - start)
          let sums = result.pointer + (run * axes.runLength + start)
          let first = x.pointer + (axes.kept[run] + start)
          sums.fill(0, count: count)
          for offset in axes.reduced { sums.add(first + offset, count: count) }
          if let divisor {
            for i in 0..<count { sums[i] /= divisor }
          }
        }
      }
    }
  }
}

/// The axes of a reduction, neighbours of the same kind joined.
private struct ReducedAxes {
  /// The elements of the innermost joined axis.
  let runLength: Int
  /// Whether that axis is reduced.
  let reducesRuns: Bool
  /// Where the first run of each result starts, in the results' order.
  let kept: [Int]
  /// How far after it the other runs of the same result start.
  let reduced: [Int]

  init(_ shape: Shape, _ axes: [Int]) {
    var joined: [(length: Int, stride: Int, isReduced: Bool)] = []  // innermost first
    let strides = shape.strides
    for axis in shape.dimensions.indices.reversed() where shape[axis] != 1 {
      let isReduced = axes.contains(axis)
      if let last = joined.last, last.isReduced == isReduced {
        joined[joined.count - 1].length *= shape[axis]
      } else {
        joined.append((shape[axis], strides[axis], isReduced))
      }
    }
    let run = joined.first ?? (1, 1, true)
    runLength = run.length
    reducesRuns = run.isReduced
    var (kept, reduced) = ([0], [0])
    for axis in joined.dropFirst().reversed() {
      let steps = (0..<axis.length).map { $0 * axis.stride }
      if axis.isReduced {
        reduced = reduced.flatMap { offset in steps.map { offset + $0 } }
      } else {
        kept = kept.flatMap { offset in steps.map { offset + $0 } }
      }
    }
    self.kept = kept
    self.reduced = reduced
  }
}

/// The sum of neighbouring numbers, in 16 interleaved partial sums that are added at the end:
/// a fixed order that fills the vector registers.
func total(_ values: UnsafePointer<Float>, count: Int) -> Float {
  var lanes = SIMD16<Float>.zero
  var index = 0
  while index + 16 <= count {
    lanes += (values + index).load16()
    index += 16
  }
  var sum = lanes.sum()
  while index < count {
    sum += values[index]
    index += 1
  }
  return sum
}
