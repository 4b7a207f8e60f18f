import Glibc
import TensorEngine

extension KernelMaker {
  /// Upstream times the function's derivative at each element.
  func unaryGradient(
    _ function: UnaryFunction, _ x: Operand, upstream: Operand, _ result: Destination
  ) -> Kernel {
    { [pool] in
      pool.forEachRange(of: x.count) { range in
        evaluate(function, x.pointer, upstream.pointer, into: result.pointer, range)
      }
    }
  }
}

/// A part of an elementwise derivative; where it is 0 the result is 0, whatever the upstream.
private func evaluate(
  _ function: UnaryFunction, _ x: UnsafePointer<Float>, _ upstream: UnsafePointer<Float>,
  into y: UnsafeMutablePointer<Float>, _ range: Range<Int>
) {
  switch function {
  case .relu:
    map(x, upstream, y, range) { x, dy in x <= 0 ? 0 : dy }
  case .leakyRelu(let negativeSlope):
    let slope = Float(negativeSlope)
    map(x, upstream, y, range) { x, dy in x > 0 ? dy : slope * dy }
  case .elu(let alpha):
    let alpha = Float(alpha)
    map(x, upstream, y, range) { x, dy in x > 0 ? dy : alpha * expf(x) * dy }
  case .step:
    map(x, upstream, y, range) { _, _ in 0 }
  case .sigmoid:
    // σ(−x) for 1 − σ(x), which cancels where σ(x) is near 1.
    map(x, upstream, y, range) { x, dy in dy * (1 / (1 + expf(-x))) * (1 / (1 + expf(x))) }
  case .softplus(let beta, let threshold):
    let (beta, threshold) = (Float(beta), Float(threshold))
    map(x, upstream, y, range) { x, dy in
      let scaled = beta * x
      return scaled > threshold ? dy : dy / (1 + expf(-scaled))
    }
  case .tanh:
    // 1 / cosh² for 1 − tanh², which cancels away from 0.
    map(x, upstream, y, range) { x, dy in
      let inverse = 1 / coshf(x)
      return dy * (inverse * inverse)
    }
  case .exp:
    map(x, upstream, y, range) { x, dy in dy * expf(x) }
  case .log:
    map(x, upstream, y, range) { x, dy in dy / x }
  case .squareRoot:
    map(x, upstream, y, range) { x, dy in dy / (2 * x.squareRoot()) }
  case .affine(let factor, _):
    let factor = Float(factor)
    map(x, upstream, y, range) { _, dy in factor * dy }
  }
}

@inline(__always)
private func map(
  _ x: UnsafePointer<Float>, _ upstream: UnsafePointer<Float>,
  _ y: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ function: (Float, Float) -> Float
) {
  for i in range { y[i] = function(x[i], upstream[i]) }
}
