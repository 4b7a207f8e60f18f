import TensorEngine

/// Ops that move elements without computing.
extension KernelMaker {
  /// Repeats axes of length 1 and missing leading axes.
  func broadcast(_ x: Operand, _ result: Destination) -> Kernel {
    copy(result.shape, from: x, x.shape.strides(broadcastTo: result.shape), to: result)
  }

  /// Axis `i` of the result walks along axis `permutation[i]` of the operand.
  func transpose(_ x: Operand, _ permutation: [Int], _ result: Destination) -> Kernel {
    let strides = x.shape.strides
    return copy(result.shape, from: x, permutation.map { strides[$0] }, to: result)
  }

  /// Walks the stated axes from their end.
  func flip(_ x: Operand, axes: [Int], _ result: Destination) -> Kernel {
    var strides = x.shape.strides
    var last = 0
    for axis in Set(axes) {
      last += (x.shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    return copy(x.shape, from: x, strides, start: last, to: result)
  }

  /// The part of one axis that starts at an index.
  func slice(_ x: Operand, axis: Int, from start: Int, _ result: Destination) -> Kernel {
    let strides = x.shape.strides
    return copy(result.shape, from: x, strides, start: start * strides[axis], to: result)
  }

  /// The operands one after the other along one axis.
  func concat(_ operands: [Operand], axis: Int, _ result: Destination) -> Kernel {
    let strides = result.shape.strides
    var start = 0
    var kernels: [Kernel] = []
    for operand in operands {
      let loop = StridedLoop(
        operand.shape, operand.shape.strides, strides, bases: (0, start * strides[axis]))
      kernels.append(copy(loop, from: operand, to: result))
      start += operand.shape[axis]
    }
    return { for kernel in kernels { kernel() } }
  }

  private func copy(
    _ shape: Shape, from x: Operand, _ strides: [Int], start: Int = 0, to result: Destination
  ) -> Kernel {
    let loop = StridedLoop(shape, strides, result.shape.strides, bases: (start, 0))
    return copy(loop, from: x, to: result)
  }

  /// Copies along a loop whose first array is the operand and whose second is the result.
  private func copy(_ loop: StridedLoop, from x: Operand, to result: Destination) -> Kernel {
    let steps = loop.runSteps
    return { [pool] in
      loop.forEachPart(on: pool) { _, first, second, count in
        let (from, to) = (x.pointer + first, result.pointer + second)
        switch (steps.first, steps.second) {
        case (1, 1): to.copy(from: from, count: count)
        case (0, 1): to.fill(from[0], count: count)
        default: for i in 0..<count { to[i * steps.second] = from[i * steps.first] }
        }
      }
    }
  }
}
