import ConvolutionArithmetic

/// Compositions that PyTorch offers as one function. Each appends the few ops it consists of and
/// returns the node of its result.
extension Graph {
  /// `x · weightᵀ + bias`.
  ///
  /// - Parameters:
  ///   - input: [.., inputFeatures].
  ///   - weight: [outputFeatures, inputFeatures].
  ///   - bias: [outputFeatures], or `nil` for none.
  /// - Returns: [.., outputFeatures].
  public mutating func linear(
    _ input: NodeID, weight: NodeID, bias: NodeID? = nil
  ) throws(ShapeError) -> NodeID {
    let (shape, weightShape) = (self[input].shape, self[weight].shape)
    guard weightShape.rank == 2 else {
      throw .rank(
        op: "linear", operand: "weight", expected: "[output features, input features]",
        shape: weightShape)
    }
    guard shape.rank >= 1, shape[shape.rank - 1] == weightShape[1] else {
      throw .mismatch(
        op: "linear", left: shape, right: weightShape,
        rule: "Each row of the weight needs as many numbers as the input has features"
          + (shape.rank > 2 ? "; put a flatten before linear to make one row of an image" : ""))
    }
    // A vector is one row; leading axes beyond the first fold into rows and unfold again.
    let rows: Shape = [shape.dimensions.dropLast().reduce(1, *), weightShape[1]]
    let matrix = shape == rows ? input : try append(.reshape(rows), [input])
    var result = try append(
      .matmul(transposeA: false, transposeB: true), [matrix, weight],
      meaning: "weighted sums: input times transposed weight")
    if let bias {
      guard self[bias].shape == [weightShape[0]] else {
        throw .perChannel(
          op: "linear", operand: "bias", shape: self[bias].shape, channels: weightShape[0])
      }
      result = try append(
        .binary(.add), [result, bias],
        meaning: "linear: input times transposed weight, plus the bias")
    }
    let wanted = Shape(shape.dimensions.dropLast() + [weightShape[0]])
    return self[result].shape == wanted ? result : try append(.reshape(wanted), [result])
  }

  /// Flattens the axes from `startAxis` to `endAxis` into one; negative axes count from the end.
  public mutating func flatten(
    _ input: NodeID, from startAxis: Int = 1, to endAxis: Int = -1
  ) throws(ShapeError) -> NodeID {
    let shape = self[input].shape
    let start = startAxis < 0 ? startAxis + shape.rank : startAxis
    let end = endAxis < 0 ? endAxis + shape.rank : endAxis
    guard start >= 0, start < shape.rank else {
      throw .axis(op: "flatten", axis: startAxis, shape: shape)
    }
    guard end >= 0, end < shape.rank else {
      throw .axis(op: "flatten", axis: endAxis, shape: shape)
    }
    guard start <= end else {
      throw .parameter(
        op: "flatten", name: "start_dim", value: "\(startAxis)",
        rule: "It comes after end_dim \(endAxis) in shape \(shape)")
    }
    let middle = shape.dimensions[start...end].reduce(1, *)
    let flat = shape.dimensions[..<start] + [middle] + shape.dimensions[(end + 1)...]
    return try append(.reshape(Shape(Array(flat))), [input])
  }

  /// Batch normalisation with the statistics of the batch itself.
  ///
  /// - Parameters:
  ///   - input: [N, C, …].
  ///   - weight: γ [C]; ones when absent.
  ///   - bias: β [C]; zeros when absent.
  ///   - epsilon: Keeps the square root away from zero.
  /// - Returns: The result [N, C, …], the batch mean [C] and the biased variance [C].
  public mutating func batchNormTraining(
    _ input: NodeID, weight: NodeID? = nil, bias: NodeID? = nil, epsilon: Double = 1e-5
  ) throws(ShapeError) -> (result: NodeID, mean: NodeID, variance: NodeID) {
    let shape = self[input].shape
    guard shape.rank >= 2 else {
      throw .rank(op: "batch_norm", operand: "input", expected: "[N, C, …]", shape: shape)
    }
    guard shape.count > shape[1] else {
      throw .parameter(
        op: "batch_norm", name: "training", value: "true",
        rule: "Each channel has only one value, so its variance is zero."
          + " Use a larger batch or image, or training: false with running statistics")
    }
    let channels: Shape = [shape[1]]
    let perChannel = Shape((0..<shape.rank).map { $0 == 1 ? shape[1] : 1 })
    let axes = (0..<shape.rank).filter { $0 != 1 }
    let mean = try append(
      .reduce(Reduction(.mean, axes: axes)), [input], name: "mean", meaning: "mean of each channel")
    let column = try append(.reshape(perChannel), [mean])
    let centred = try append(
      .binary(.subtract), [input, column], meaning: "difference from the mean")
    let squared = try append(
      .binary(.multiply), [centred, centred], meaning: "squared difference from the mean")
    let variance = try append(
      .reduce(Reduction(.mean, axes: axes)), [squared], name: "variance",
      meaning: "variance of each channel: the mean of these squares")
    let gamma = try weight ?? append(.fill(1, channels), [])
    let beta = try bias ?? append(.fill(0, channels), [])
    let result = try append(
      .batchNorm(BatchNorm(epsilon: epsilon, training: true)),
      [input, gamma, beta, mean, variance], meaning: "normalised, scaled and moved (batch_norm)")
    return (result, mean, variance)
  }

  /// The running statistic after a step: `(1 − momentum) · running + momentum · batch`, where the
  /// batch variance is the unbiased one.
  ///
  /// - Parameters:
  ///   - running: The statistic so far, [C].
  ///   - batch: The batch's mean or biased variance, [C].
  ///   - momentum: The share of the new batch; PyTorch's default is 0.1.
  ///   - unbiasedOver: For a variance the number of values per channel n, which turns the biased
  ///     variance into the unbiased one by n / (n − 1); `nil` for a mean.
  /// - Returns: The statistic after the step, [C].
  /// - Precondition: `count`, where given, is at least 2.
  public mutating func runningStatistic(
    _ running: NodeID, batch: NodeID, momentum: Double = 0.1, unbiasedOver count: Int? = nil
  ) throws(ShapeError) -> NodeID {
    precondition(count ?? 2 >= 2, "\(count ?? 0) values have no unbiased variance")
    let correction = count.map { Double($0) / Double($0 - 1) } ?? 1
    let old = try append(
      .unary(.affine(factor: 1 - momentum, offset: 0)), [running],
      meaning: "what stays of the running statistic: 1 − momentum")
    let new = try append(
      .unary(.affine(factor: momentum * correction, offset: 0)), [batch],
      meaning: "what the batch adds: momentum" + (count == nil ? "" : " · n / (n − 1)"))
    return try append(.binary(.add), [old, new], meaning: "running statistic after this batch")
  }
}
