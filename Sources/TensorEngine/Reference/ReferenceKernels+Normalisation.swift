/// Batch normalisation and local response normalisation.
extension ReferenceKernels {
  /// `weight · (x − mean) / √(variance + ε) + bias`, all four by channel.
  static func batchNorm(_ norm: BatchNorm, _ operands: [Tensor<Scalar>]) -> Tensor<Scalar> {
    let x = operands[0]
    let (weight, bias) = (operands[1].elements, operands[2].elements)
    let (mean, variance) = (operands[3].elements, operands[4].elements)
    let (_, channels, inner) = x.shape.split(at: 1)
    let y = x.elements.enumerated().map { position, value in
      let c = position / inner % channels
      let deviation = Scalar.sqrt(variance[c] + Scalar(norm.epsilon))
      return weight[c] * ((value - mean[c]) / deviation) + bias[c]
    }
    return Tensor(x.shape, y)
  }

  /// The input gradient of a batch norm.
  ///
  /// With x̂ the normalised input and σ = √(variance + ε), for constant statistics
  /// `dx = weight / σ · dy`. Statistics of x itself move with it, which takes away the part of dy
  /// that is constant over the channel and the part that follows x̂:
  /// `dx = weight / σ · (dy − mean(dy) − x̂ · mean(dy · x̂))`.
  static func batchNormGradient(
    _ norm: BatchNorm, _ operands: [Tensor<Scalar>]
  ) -> Tensor<Scalar> {
    let (x, dy) = (operands[0], operands[4].elements)
    let (weight, mean, variance) = (
      operands[1].elements, operands[2].elements, operands[3].elements
    )
    let (batch, channels, inner) = x.shape.split(at: 1)
    var dx = [Scalar](repeating: 0, count: x.shape.count)
    for c in 0..<channels {
      let deviation = Scalar.sqrt(variance[c] + Scalar(norm.epsilon))
      let positions = (0..<batch).flatMap { n in
        (0..<inner).map { (n * channels + c) * inner + $0 }
      }
      guard norm.training else {
        for position in positions { dx[position] = weight[c] / deviation * dy[position] }
        continue
      }
      let normalised = positions.map { (x.elements[$0] - mean[c]) / deviation }
      var (constantPart, followingPart): (Scalar, Scalar) = (0, 0)
      for (position, value) in zip(positions, normalised) {
        constantPart += dy[position]
        followingPart += dy[position] * value
      }
      constantPart /= Scalar(positions.count)
      followingPart /= Scalar(positions.count)
      for (position, value) in zip(positions, normalised) {
        let centred = dy[position] - constantPart - value * followingPart
        dx[position] = weight[c] / deviation * centred
      }
    }
    return Tensor(x.shape, dx)
  }

  /// `y = x / d^β` with `d = k + α · (Σ x² over the neighbouring channels) / size`.
  static func localResponseNorm(
    _ norm: LocalResponseNorm, _ x: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let bases = powerBases(norm, x)
    let exponent = Scalar(norm.beta)
    return Tensor(x.shape, zip(x.elements, bases).map { $0 / Scalar.pow($1, exponent) })
  }

  /// `dx[c] = dy[c] / d[c]^β − 2αβ/size · x[c] · Σ dy[m] · x[m] / d[m]^(β + 1)`, the sum running
  /// over the channels m whose neighbourhood holds c.
  static func localResponseNormGradient(
    _ norm: LocalResponseNorm, _ x: Tensor<Scalar>, upstream: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let bases = powerBases(norm, x)
    let (batch, channels, inner) = x.shape.split(at: 1)
    let factor = 2 * Scalar(norm.alpha) * Scalar(norm.beta) / Scalar(norm.size)
    var dx = zip(upstream.elements, bases).map { $0 / Scalar.pow($1, Scalar(norm.beta)) }
    for n in 0..<batch {
      for m in 0..<channels {
        for i in 0..<inner {
          let centre = (n * channels + m) * inner + i
          let spread =
            factor * upstream.elements[centre] * x.elements[centre]
            / Scalar.pow(bases[centre], Scalar(norm.beta) + 1)
          for c in norm.neighbours(ofChannel: m, channels: channels) {
            let position = (n * channels + c) * inner + i
            dx[position] -= spread * x.elements[position]
          }
        }
      }
    }
    return Tensor(x.shape, dx)
  }

  /// The number that is raised to the power β, for each element.
  private static func powerBases(_ norm: LocalResponseNorm, _ x: Tensor<Scalar>) -> [Scalar] {
    let (_, channels, inner) = x.shape.split(at: 1)
    return x.elements.indices.map { position in
      let c = position / inner % channels
      var sum: Scalar = 0
      for neighbour in norm.neighbours(ofChannel: c, channels: channels) {
        let value = x.elements[position + (neighbour - c) * inner]
        sum += value * value
      }
      return Scalar(norm.k) + Scalar(norm.alpha) * sum / Scalar(norm.size)
    }
  }
}
