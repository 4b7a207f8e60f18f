import ConvolutionArithmetic

/// The shape rules of convolutions, and the checks that all ops on spatial axes share.
extension Op {
  /// [N, C, S] with [O, C/G, K] → [N, O, S'].
  func convolutionShape(
    _ convolution: Convolution, _ operands: [Shape]
  ) throws(ShapeError) -> Shape {
    let (input, weight) = (operands[0], operands[1])
    try requireImage(input, axes: convolution.windows.count)
    try requireWeight(weight, convolution)
    let groups = convolution.groups
    guard input[1] % groups == 0 else {
      throw .groups(op: name, channels: input[1], groups: groups, what: "input")
    }
    guard weight[0] % groups == 0 else {
      throw .groups(op: name, channels: weight[0], groups: groups, what: "output")
    }
    guard weight[1] * groups == input[1] else {
      throw .channels(op: name, input: input[1], weight: weight, groups: groups)
    }
    try requireBias(operands, channels: weight[0])
    return Shape([input[0], weight[0]] + (try slidSize(input, convolution.windows)))
  }

  /// [N, O, S'] with [O, C/G, K] → [N, C, S].
  func transposedConvolutionShape(
    _ convolution: Convolution, _ operands: [Shape]
  ) throws(ShapeError) -> Shape {
    let (input, weight) = (operands[0], operands[1])
    try requireImage(input, axes: convolution.windows.count)
    try requireWeight(weight, convolution)
    guard input[1] % convolution.groups == 0 else {
      throw .groups(
        op: name, channels: input[1], groups: convolution.groups, what: "input")
    }
    guard weight[0] == input[1] else {
      throw .mismatch(
        op: name, left: input, right: weight,
        rule: "A transposed convolution's weight starts with the input's \(input[1]) channels")
    }
    let channels = weight[1] * convolution.groups
    try requireBias(operands, channels: channels)
    var size: [Int] = []
    for (axis, window) in convolution.windows.enumerated() {
      do throws(GeometryError) {
        size.append(try window.transposedOutputSize(forInputSize: input[axis + 2]))
      } catch {
        throw .window(op: name, axis: axisName(axis, of: convolution.windows.count), error)
      }
    }
    return Shape([input[0], channels] + size)
  }

  /// [N, C, S] with [N, O, S'] → [O, C/G, K].
  func weightGradientShape(
    _ convolution: Convolution, _ operands: [Shape]
  ) throws(ShapeError) -> Shape {
    let (input, upstream) = (operands[0], operands[1])
    try requireImage(input, axes: convolution.windows.count)
    try requireImage(upstream, axes: convolution.windows.count)
    try requireGroups(convolution)
    let expected = Shape([input[0], upstream[1]] + (try slidSize(input, convolution.windows)))
    try requireEqual(expected, upstream, "The upstream gradient has the output's shape")
    guard input[1] % convolution.groups == 0, upstream[1] % convolution.groups == 0 else {
      throw .groups(op: name, channels: input[1], groups: convolution.groups, what: "input")
    }
    return Shape([upstream[1], input[1] / convolution.groups] + convolution.kernelSize)
  }

  /// The lengths that windows make of an image's spatial axes.
  func slidSize(_ input: Shape, _ windows: [SlidingWindow]) throws(ShapeError) -> [Int] {
    var size: [Int] = []
    for (axis, window) in windows.enumerated() {
      do throws(GeometryError) {
        size.append(try window.outputSize(forInputSize: input[axis + 2]))
      } catch {
        throw .window(op: name, axis: axisName(axis, of: windows.count), error)
      }
    }
    return size
  }

  /// What people call a spatial axis.
  func axisName(_ axis: Int, of count: Int) -> String {
    count == 1 ? "" : axis == 0 ? "vertically" : "horizontally"
  }

  private func requireWeight(_ weight: Shape, _ convolution: Convolution) throws(ShapeError) {
    guard weight.rank == convolution.windows.count + 2 else {
      throw .rank(
        op: name, operand: "weight",
        expected: "[output channels, input channels / groups, kernel size…]", shape: weight)
    }
    guard Array(weight.dimensions.dropFirst(2)) == convolution.kernelSize else {
      throw .kernelSize(op: name, weight: weight, expected: convolution.kernelSize)
    }
    try requireGroups(convolution)
  }

  private func requireGroups(_ convolution: Convolution) throws(ShapeError) {
    guard convolution.groups >= 1 else {
      throw .parameter(
        op: name, name: "groups", value: "\(convolution.groups)", rule: "Use at least 1")
    }
  }

  private func requireBias(_ operands: [Shape], channels: Int) throws(ShapeError) {
    guard operands.count == 3, operands[2] != [channels] else { return }
    throw .perChannel(op: name, operand: "bias", shape: operands[2], channels: channels)
  }

  /// Checks that a tensor is made of planes: [N, C, S], with cells along every axis.
  func requireImage(_ shape: Shape, axes: Int) throws(ShapeError) {
    guard shape.rank == axes + 2 else {
      throw .rank(
        op: name, operand: "input", expected: axes == 1 ? "[N, C, L]" : "[N, C, H, W]",
        shape: shape)
    }
    guard shape.dimensions.allSatisfy({ $0 >= 1 }) else {
      throw .rank(op: name, operand: "input", expected: "non-empty along every axis", shape: shape)
    }
  }
}
