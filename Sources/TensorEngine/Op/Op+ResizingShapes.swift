import ConvolutionArithmetic

/// The shape rules of ops that make planes larger or smaller.
extension Op {
  /// [N, C, S] → [N, C, S + before + after].
  func paddedShape(_ input: Shape, _ pad: Pad) throws(ShapeError) -> Shape {
    try requireImage(input, axes: pad.before.count)
    var size: [Int] = []
    for axis in pad.before.indices {
      let (before, after, length) = (pad.before[axis], pad.after[axis], input[axis + 2])
      let most: Int
      switch pad.mode {
      case .constant, .replicate: most = GeometryLimits.maximumParameter
      case .reflect: most = length - 1
      case .circular: most = length
      }
      guard before >= 0, after >= 0, before <= most, after <= most else {
        throw .parameter(
          op: name, name: "padding", value: "\(before) and \(after)",
          rule: "With this mode each side of an axis of length \(length) takes 0 to \(most)")
      }
      size.append(length + before + after)
    }
    return Shape([input[0], input[1]] + size)
  }

  /// [N, C, any spatial size] → [N, C, size].
  func replacingSpatialSize(of input: Shape, with size: [Int]) throws(ShapeError) -> Shape {
    try requireImage(input, axes: size.count)
    guard size.allSatisfy({ $0 >= 1 }) else {
      throw .parameter(
        op: name, name: "output_size", value: "\(size)", rule: "Every length must be at least 1")
    }
    return Shape([input[0], input[1]] + size)
  }

  /// [N, C, S] → [N, C, S'], checking the factors that were stated.
  func upsampledShape(_ input: Shape, _ upsample: Upsample) throws(ShapeError) -> Shape {
    let factors = upsample.scaleFactor ?? []
    guard factors.isEmpty || factors.count == upsample.outputSize.count else {
      throw .parameter(
        op: name, name: "scale_factor", value: "\(factors)",
        rule: "Use one factor for each of \(upsample.outputSize.count) axes")
    }
    for factor in factors where !Upsample.factorRange.contains(factor) {
      throw .parameter(
        op: name, name: "scale_factor", value: "\(factor)",
        rule: "Use a factor above 0, such as 2 or 1.5")
    }
    return try replacingSpatialSize(of: input, with: upsample.outputSize)
  }
}
