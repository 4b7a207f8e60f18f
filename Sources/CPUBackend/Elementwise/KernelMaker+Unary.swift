import Glibc
import TensorEngine

extension KernelMaker {
  /// The function of each element.
  func unary(_ function: UnaryFunction, _ x: Operand, _ result: Destination) -> Kernel {
    { [pool] in
      pool.forEachRange(of: x.count) { range in
        evaluate(function, x.pointer, into: result.pointer, range)
      }
    }
  }
}

/// A part of an elementwise function; the switch stands outside the loops, and NaN passes through.
private func evaluate(
  _ function: UnaryFunction, _ x: UnsafePointer<Float>,
  into y: UnsafeMutablePointer<Float>, _ range: Range<Int>
) {
  switch function {
  case .relu:
    map(x, y, range) { $0 <= 0 ? 0 : $0 }
  case .leakyRelu(let negativeSlope):
    let slope = Float(negativeSlope)
    map(x, y, range) { $0 > 0 ? $0 : slope * $0 }
  case .elu(let alpha):
    let alpha = Float(alpha)
    map(x, y, range) { $0 > 0 ? $0 : alpha * expm1f($0) }
  case .step:
    map(x, y, range) { $0.isNaN ? $0 : $0 >= 0 ? 1 : 0 }
  case .sigmoid:
    map(x, y, range) { 1 / (1 + expf(-$0)) }
  case .softplus(let beta, let threshold):
    let (beta, threshold) = (Float(beta), Float(threshold))
    map(x, y, range) {
      let scaled = beta * $0
      return scaled > threshold ? $0 : log1pf(expf(scaled)) / beta
    }
  case .tanh:
    map(x, y, range) { tanhf($0) }
  case .exp:
    map(x, y, range) { expf($0) }
  case .log:
    map(x, y, range) { logf($0) }
  case .squareRoot:
    map(x, y, range) { $0.squareRoot() }
  case .affine(let factor, let offset):
    let (factor, offset) = (Float(factor), Float(offset))
    map(x, y, range) { factor * $0 + offset }
  }
}

@inline(__always)
private func map(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ range: Range<Int>,
  _ function: (Float) -> Float
) {
  for i in range { y[i] = function(x[i]) }
}
