import TensorEngine

/// Elementwise ops that depend on the channel or on the position.
extension KernelMaker {
  /// `x` where positive, else its channel's slope times `x`.
  func prelu(_ x: Operand, weight: Operand, _ result: Destination) -> Kernel {
    let y = result.pointer
    return slopes(of: x.shape, weight) { range, slope in
      for i in range {
        let value = x.pointer[i]
        y[i] = value > 0 ? value : slope * value
      }
    }
  }

  /// Upstream where `x` is positive, else its channel's slope times upstream.
  func preluGradient(
    _ x: Operand, weight: Operand, upstream: Operand, _ result: Destination
  ) -> Kernel {
    let y = result.pointer
    return slopes(of: x.shape, weight) { range, slope in
      for i in range {
        y[i] = x.pointer[i] > 0 ? upstream.pointer[i] : slope * upstream.pointer[i]
      }
    }
  }

  /// Walks over runs of elements that have the same slope: all of them, or one channel (axis 1)
  /// of one example.
  private func slopes(
    of shape: Shape, _ weight: Operand, _ body: @escaping (Range<Int>, Float) -> Void
  ) -> Kernel {
    let slope = weight.pointer
    guard weight.count > 1 else {
      return { [pool] in
        pool.forEachRange(of: shape.count) { body($0, slope[0]) }
      }
    }
    let (batch, channels, inner) = shape.split(at: 1)
    return { [pool] in
      pool.forEachRange(of: batch * channels, workPerItem: inner) { planes in
        for plane in planes {
          body(plane * inner..<(plane + 1) * inner, slope[plane % channels])
        }
      }
    }
  }

  /// Zeroes what the mask drops and scales the rest.
  func dropout(_ mask: DropoutMask, _ operands: [Operand], _ result: Destination) -> Kernel {
    let scale = Float(mask.scale)
    let x = operands[0]
    let step = operands.count > 1 ? operands[1].pointer : nil
    return { [pool] in
      let mask = step.map { mask.atStep($0.pointee) } ?? mask
      pool.forEachRange(of: x.count) { range in
        for i in range { result.pointer[i] = mask.keeps(i) ? x.pointer[i] * scale : 0 }
      }
    }
  }
}
