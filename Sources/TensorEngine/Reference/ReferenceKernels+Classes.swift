/// Probabilities and the classes that targets name.
extension ReferenceKernels {
  /// `exp(x − max) / Σ exp(x − max)` along one axis; subtracting the maximum changes nothing but
  /// the risk of overflow.
  static func softmax(_ x: Tensor<Scalar>, axis: Int) -> Tensor<Scalar> {
    alongAxis(axis, of: x) { values in
      let largest = values.max() ?? 0
      let powers = values.map { Scalar.exp($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }

  /// `x − max − log Σ exp(x − max)` along one axis.
  ///
  /// The largest element's own power is 1: the logarithm of 1 and the others' sum keeps its digits
  /// however small that sum is, and with it the loss of a sure answer.
  static func logSoftmax(_ x: Tensor<Scalar>, axis: Int) -> Tensor<Scalar> {
    alongAxis(axis, of: x) { values in
      guard let best = values.indices.max(by: { values[$0] < values[$1] }) else { return [] }
      let largest = values[best]
      // 0 for the largest, and no number where it is infinite or there is none.
      let others = values.indices.map { index in
        index == best ? values[index] - largest : Scalar.exp(values[index] - largest)
      }.reduce(0, +)
      let logarithm = Scalar.log(onePlus: others)
      return values.map { $0 - largest - logarithm }
    }
  }

  /// Replaces every line of elements along an axis by a function of it.
  private static func alongAxis(
    _ axis: Int, of x: Tensor<Scalar>, _ function: ([Scalar]) -> [Scalar]
  ) -> Tensor<Scalar> {
    let (outer, length, inner) = x.shape.split(at: axis)
    var y = x.elements
    for o in 0..<outer {
      for i in 0..<inner {
        let line = (0..<length).map { (o * length + $0) * inner + i }
        for (position, value) in zip(line, function(line.map { x.elements[$0] })) {
          y[position] = value
        }
      }
    }
    return Tensor(x.shape, y)
  }

  /// [N, C, …], target [N, …] → [N, …].
  static func pickClass(
    _ x: Tensor<Scalar>, target: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (_, classes, inner) = x.shape.split(at: 1)
    let y = target.elements.enumerated().map { position, named in
      let (n, i) = position.quotientAndRemainder(dividingBy: inner)
      return x.elements[(n * classes + Int(named)) * inner + i]
    }
    return Tensor(resultShape, y)
  }

  /// [N, …], target [N, …] → [N, C, …].
  static func placeClass(
    _ x: Tensor<Scalar>, target: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (_, classes, inner) = resultShape.split(at: 1)
    var y = [Scalar](repeating: 0, count: resultShape.count)
    for (position, named) in target.elements.enumerated() {
      let (n, i) = position.quotientAndRemainder(dividingBy: inner)
      y[(n * classes + Int(named)) * inner + i] = x.elements[position]
    }
    return Tensor(resultShape, y)
  }
}
