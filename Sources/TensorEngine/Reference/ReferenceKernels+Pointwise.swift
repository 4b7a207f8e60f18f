/// Elementwise functions and their derivatives, with PyTorch's choices where a derivative jumps
/// and NaN passing through.
extension ReferenceKernels {
  /// The function of each element.
  static func unary(_ function: UnaryFunction, _ x: Tensor<Scalar>) -> Tensor<Scalar> {
    Tensor(x.shape, x.elements.map { value(of: function, at: $0) })
  }

  /// Upstream times the derivative at each element.
  static func unaryGradient(
    _ function: UnaryFunction, _ x: Tensor<Scalar>, upstream: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    Tensor(
      x.shape,
      zip(x.elements, upstream.elements).map { x, dy in
        gradient(of: function, at: x, upstream: dy)
      })
  }

  private static func value(of function: UnaryFunction, at x: Scalar) -> Scalar {
    switch function {
    case .relu:
      return x <= 0 ? 0 : x
    case .leakyRelu(let negativeSlope):
      return x > 0 ? x : Scalar(negativeSlope) * x
    case .elu(let alpha):
      return x > 0 ? x : Scalar(alpha) * Scalar.expMinusOne(x)
    case .step:
      return x.isNaN ? x : x >= 0 ? 1 : 0
    case .sigmoid:
      return 1 / (1 + Scalar.exp(-x))
    case .softplus(let beta, let threshold):
      let scaled = Scalar(beta) * x
      return scaled > Scalar(threshold) ? x : Scalar.log(onePlus: Scalar.exp(scaled)) / Scalar(beta)
    case .tanh:
      return Scalar.tanh(x)
    case .exp:
      return Scalar.exp(x)
    case .log:
      return Scalar.log(x)
    case .squareRoot:
      return Scalar.sqrt(x)
    case .affine(let factor, let offset):
      return Scalar(factor) * x + Scalar(offset)
    }
  }

  /// Where the derivative is 0 the result is 0, whatever the upstream, as in PyTorch.
  private static func gradient(
    of function: UnaryFunction, at x: Scalar, upstream dy: Scalar
  ) -> Scalar {
    switch function {
    case .relu:
      return x <= 0 ? 0 : dy
    case .leakyRelu(let negativeSlope):
      return x > 0 ? dy : Scalar(negativeSlope) * dy
    case .elu(let alpha):
      return x > 0 ? dy : Scalar(alpha) * Scalar.exp(x) * dy
    case .step:
      return 0
    case .sigmoid:
      // 1 − σ(x) would cancel where σ(x) is near 1; σ(−x) is the same number and does not.
      return dy * value(of: function, at: x) * value(of: function, at: -x)
    case .softplus(let beta, let threshold):
      let scaled = Scalar(beta) * x
      return scaled > Scalar(threshold) ? dy : dy / (1 + Scalar.exp(-scaled))
    case .tanh:
      // 1 − tanh² cancels away from 0; 1 / cosh² is the same number and does not.
      let inverse = 1 / Scalar.cosh(x)
      return dy * (inverse * inverse)
    case .exp:
      return dy * Scalar.exp(x)
    case .log:
      return dy / x
    case .squareRoot:
      return dy / (2 * Scalar.sqrt(x))
    case .affine(let factor, _):
      return Scalar(factor) * dy
    }
  }

  /// `x` where positive, else its channel's slope times `x`.
  static func prelu(_ x: Tensor<Scalar>, weight: Tensor<Scalar>) -> Tensor<Scalar> {
    let slopes = slopes(weight, for: x.shape)
    return Tensor(x.shape, zip(x.elements, slopes).map { x, slope in x > 0 ? x : slope * x })
  }

  /// Upstream where `x` is positive, else its channel's slope times upstream.
  static func preluGradient(
    _ x: Tensor<Scalar>, weight: Tensor<Scalar>, upstream: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let slopes = slopes(weight, for: x.shape)
    return Tensor(
      x.shape,
      zip(zip(x.elements, slopes), upstream.elements).map { xAndSlope, dy in
        xAndSlope.0 > 0 ? dy : xAndSlope.1 * dy
      })
  }

  /// The slope that applies to each element: the only one, or that of its channel (axis 1).
  private static func slopes(_ weight: Tensor<Scalar>, for shape: Shape) -> [Scalar] {
    guard weight.elements.count > 1 else {
      return [Scalar](repeating: weight.elements[0], count: shape.count)
    }
    let inner = shape.split(at: 1).inner
    return (0..<shape.count).map { weight.elements[$0 / inner % shape[1]] }
  }

  /// Zeroes what the mask drops and scales the rest.
  static func dropout(_ x: Tensor<Scalar>, _ mask: DropoutMask) -> Tensor<Scalar> {
    let scale = Scalar(mask.scale)
    return Tensor(
      x.shape,
      x.elements.enumerated().map { position, value in
        mask.keeps(position) ? value * scale : 0
      })
  }
}
