import TensorEngine

extension KernelMaker {
  /// `weight · (x − mean) / √(variance + ε) + bias`, all four by channel.
  ///
  /// - Parameter operands: x [N, C, …], weight, bias, mean and variance [C].
  func batchNorm(_ norm: BatchNorm, _ operands: [Operand], _ result: Destination) -> Kernel {
    let x = operands[0]
    let (weight, bias) = (operands[1].pointer, operands[2].pointer)
    let (mean, variance) = (operands[3].pointer, operands[4].pointer)
    let epsilon = Float(norm.epsilon)
    let (batch, channels, inner) = x.shape.split(at: 1)
    return { [pool] in
      pool.forEachRange(of: batch * channels, workPerItem: inner) { planes in
        for plane in planes {
          let c = plane % channels
          let factor = weight[c] / (variance[c] + epsilon).squareRoot()
          let (mean, bias) = (mean[c], bias[c])
          let (from, to) = (x.pointer + plane * inner, result.pointer + plane * inner)
          for i in 0..<inner { to[i] = factor * (from[i] - mean) + bias }
        }
      }
    }
  }

  /// The input gradient of batch normalisation: for statistics of x itself
  /// `weight / σ · (dy − mean(dy) − x̂ · mean(dy · x̂))`, for constant ones `weight / σ · dy`.
  ///
  /// - Parameter operands: x [N, C, …], weight, mean and variance [C], upstream [N, C, …].
  func batchNormGradient(
    _ norm: BatchNorm, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (x, weight) = (operands[0], operands[1].pointer)
    let (mean, variance) = (operands[2].pointer, operands[3].pointer)
    let upstream = operands[4].pointer
    let epsilon = Float(norm.epsilon)
    let (batch, channels, inner) = x.shape.split(at: 1)
    let count = Float(batch * inner)
    return { [pool] in
      pool.forEachRange(of: channels, workPerItem: 2 * batch * inner) { range in
        for c in range {
          let deviation = (variance[c] + epsilon).squareRoot()
          let factor = weight[c] / deviation
          let planes = (0..<batch).lazy.map { ($0 * channels + c) * inner }
          guard norm.training else {
            for start in planes {
              for i in start..<(start + inner) { result.pointer[i] = factor * upstream[i] }
            }
            continue
          }
          var (constantPart, followingPart): (Float, Float) = (0, 0)
          for start in planes {
            constantPart += total(upstream + start, count: inner)
            followingPart += product(
              of: upstream + start, with: x.pointer + start, less: mean[c], count: inner)
          }
          constantPart /= count
          // x̂ is (x − mean) / σ: one σ from the sum, another from where x̂ stands again.
          followingPart /= count * deviation * deviation
          let (mean, constant, following) = (mean[c], constantPart, followingPart)
          for start in planes {
            for i in start..<(start + inner) {
              let centred = upstream[i] - constant - (x.pointer[i] - mean) * following
              result.pointer[i] = factor * centred
            }
          }
        }
      }
    }
  }

  /// `Σ a · (b − offset)` in 16 interleaved partial sums.
  private func product(
    of a: UnsafePointer<Float>, with b: UnsafePointer<Float>, less offset: Float, count: Int
  ) -> Float {
    var lanes = SIMD16<Float>.zero
    var index = 0
    while index + 16 <= count {
      lanes += (a + index).load16() * ((b + index).load16() - offset)
      index += 16
    }
    var sum = lanes.sum()
    while index < count {
      sum += a[index] * (b[index] - offset)
      index += 1
    }
    return sum
  }
}
