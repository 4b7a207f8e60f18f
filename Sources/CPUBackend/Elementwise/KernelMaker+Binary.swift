import TensorEngine

extension KernelMaker {
  /// Elementwise arithmetic with broadcasting.
  func binary(
    _ function: BinaryFunction, _ left: Operand, _ right: Operand, _ result: Destination
  ) -> Kernel {
    let loop = StridedLoop(
      result.shape, left.shape.strides(broadcastTo: result.shape),
      right.shape.strides(broadcastTo: result.shape))
    return { [pool] in
      loop.forEachPart(on: pool) { element, first, second, count in
        combine(
          function, left.pointer + first, loop.runSteps.first, right.pointer + second,
          loop.runSteps.second, into: result.pointer + element, count: count)
      }
    }
  }
}

/// One run of elementwise arithmetic.
///
/// The switches stand outside the loops, and steps of 1 and 0 are spelt out, so that each loop
/// becomes vector instructions.
private func combine(
  _ function: BinaryFunction, _ a: UnsafePointer<Float>, _ aStep: Int,
  _ b: UnsafePointer<Float>, _ bStep: Int, into y: UnsafeMutablePointer<Float>, count: Int
) {
  switch function {
  case .add: combine(a, aStep, b, bStep, y, count) { $0 + $1 }
  case .subtract: combine(a, aStep, b, bStep, y, count) { $0 - $1 }
  case .multiply: combine(a, aStep, b, bStep, y, count) { $0 * $1 }
  case .divide: combine(a, aStep, b, bStep, y, count) { $0 / $1 }
  }
}

@inline(__always)
private func combine(
  _ a: UnsafePointer<Float>, _ aStep: Int, _ b: UnsafePointer<Float>, _ bStep: Int,
  _ y: UnsafeMutablePointer<Float>, _ count: Int, _ function: (Float, Float) -> Float
) {
  switch (aStep, bStep) {
  case (1, 1):
    for i in 0..<count { y[i] = function(a[i], b[i]) }
  case (1, 0):
    let b = b[0]
    for i in 0..<count { y[i] = function(a[i], b) }
  case (0, 1):
    let a = a[0]
    for i in 0..<count { y[i] = function(a, b[i]) }
  default:
    for i in 0..<count { y[i] = function(a[i * aStep], b[i * bStep]) }
  }
}
