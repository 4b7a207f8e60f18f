import TensorEngine

/// What rounding alone leaves over of sums that come to nothing, such as 2.8e−17 for 0.3 − 0.1 − 0.2.
///
/// Whoever follows a computation by hand finds 0 there, and a screen that shows 2.8e−17 sends him looking for
/// what is none of the op's. Only what is smaller than the last digits of what was added up is
/// such a rest: it is told from its summands' magnitudes, which the engine adds up by the same op. A
/// gradient of 1e−9 stays, and so does a whole number.
enum Cancelling {
  /// How large such a rest is at most, as a share of what the magnitudes of its summands come to.
  private static let largestShare = 0x1p-48

  /// The values of a graph without such rests, and with what follows from that.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - values: The values of all nodes that are asked for and of those that they are made of, in `Double`.
  /// - Complexity: O(elements), and where there are such rests the ops concerned once more.
  static func cleared(_ graph: Graph, _ values: [NodeID: Tensor<Double>]) -> [NodeID: Tensor<
    Double
  >] {
    var cleared = values
    var changed: Set<NodeID> = []
    for id in graph.ids {
      guard var value = cleared[id], !graph[id].inputs.isEmpty else { continue }
      let operands = graph[id].inputs.compactMap { cleared[$0] }
      guard operands.count == graph[id].inputs.count else { continue }
      let follows = graph[id].inputs.contains(where: changed.contains)
      if follows { value = run(graph[id].op, operands) ?? value }
      let isCleared = clear(&value, of: graph[id].op, operands)
      guard follows || isCleared else { continue }
      cleared[id] = value
      changed.insert(id)
    }
    return cleared
  }

  /// Whether some values may hold such a rest: a number that is tiny beside others of them.
  static func isSuspicious(
    _ values: some Sequence<Tensor<Double>>, beside others: some Sequence<Tensor<Double>>
  ) -> Bool {
    let largest = others.reduce(largestMagnitude(of: values)) { max($0, $1.largestMagnitude) }
    return values.contains { $0.hasTiny(beside: largest) }
  }

  private static func largestMagnitude(of values: some Sequence<Tensor<Double>>) -> Double {
    values.reduce(0) { max($0, $1.largestMagnitude) }
  }

  /// Puts 0 for the rests in a result.
  private static func clear(
    _ value: inout Tensor<Double>, of op: Op, _ operands: [Tensor<Double>]
  ) -> Bool {
    guard isSuspicious([value], beside: operands), let scale = magnitudes(op, operands),
      scale.shape.count == value.shape.count
    else { return false }
    var isCleared = false
    for (position, number) in value.elements.enumerated()
    where number != 0 && number != number.rounded()
      && abs(number) <= largestShare * scale.elements[position]
    {
      value.elements[position] = 0
      isCleared = true
    }
    return isCleared
  }

  /// What the magnitudes of an op's summands come to, element by element; `nil` where nothing is added up.
  private static func magnitudes(_ op: Op, _ operands: [Tensor<Double>]) -> Tensor<Double>? {
    let sizes = operands.map(\.magnitudes)
    switch op {
    case .convolution, .transposedConvolution, .convolutionWeightGradient, .matmul, .averagePool,
      .averagePoolGradient, .adaptiveAveragePool, .adaptiveAveragePoolGradient, .reduce, .fold,
      .padGradient, .upsample, .upsampleGradient:
      return run(op, sizes)
    case .binary(.add), .binary(.subtract): return run(.binary(.add), sizes)
    case .unary(.affine(let factor, let offset)):
      return run(.unary(.affine(factor: abs(factor), offset: abs(offset))), sizes)
    case .batchNorm(let norm):
      var sizes = sizes
      // Less what is taken off, so that it is added.
      sizes[3] = sizes[3].negated
      sizes[4] = operands[4]
      return run(.batchNorm(BatchNorm(epsilon: norm.epsilon, training: false)), sizes)
    case .batchNormGradient(let norm): return magnitudes(norm, operands)
    default: return nil
    }
  }

  /// Those of a batch norm's gradient: of what passes straight on, through the mean and through the
  /// variance.
  private static func magnitudes(
    _ norm: BatchNorm, _ operands: [Tensor<Double>]
  ) -> Tensor<Double>? {
    let fixed = BatchNorm(epsilon: norm.epsilon, training: false)
    let (x, mean, variance) = (operands[0], operands[2], operands[3])
    let sent = [x, operands[1].magnitudes, mean, variance, operands[4].magnitudes]
    guard let straight = run(.batchNormGradient(fixed), sent) else { return nil }
    guard norm.training else { return straight }
    let channels = ChannelAxis(x.shape)
    return try? raw(of: [x, mean, variance, straight]) { graph, values in
      let normalised = try graph.appendNormalised(
        values[0], mean: values[1], variance: values[2], fixed)
      let size = try graph.append(
        .binary(.add),
        [
          try graph.append(.unary(.relu), [normalised]),
          try graph.append(
            .unary(.relu),
            [try graph.append(.unary(.affine(factor: -1, offset: 0)), [normalised])]),
        ])
      let average = Op.reduce(Reduction(.mean, axes: channels.others, keepsAxes: true))
      let throughMean = try graph.append(average, [values[3]])
      let products = try graph.append(.binary(.multiply), [values[3], size])
      let throughVariance = try graph.append(
        .binary(.multiply), [size, try graph.append(average, [products])])
      let paths = try graph.append(.binary(.add), [values[3], throughMean])
      return try graph.append(.binary(.add), [paths, throughVariance])
    }
  }

  /// An op's result by its definition.
  private static func run(_ op: Op, _ operands: [Tensor<Double>]) -> Tensor<Double>? {
    try? raw(of: operands) { graph, values in try graph.append(op, values) }
  }

  private static func raw(
    of operands: [Tensor<Double>], _ build: (inout Graph, [NodeID]) throws -> NodeID
  ) throws -> Tensor<Double>? {
    var graph = Graph()
    let inputs = try operands.map { try graph.input($0.shape, name: "number") }
    let output = try build(&graph, inputs)
    return try ReferenceBackend<Double>().compile(graph, outputs: [output])
      .run(Dictionary(uniqueKeysWithValues: zip(inputs, operands)))[output]
  }
}

extension Tensor<Double> {
  fileprivate var magnitudes: Tensor<Double> { Tensor(shape, elements.map { abs($0) }) }

  fileprivate var negated: Tensor<Double> { Tensor(shape, elements.map { -$0 }) }

  fileprivate var largestMagnitude: Double {
    elements.reduce(0) { $1.isFinite ? Swift.max($0, abs($1)) : $0 }
  }

  /// Whether a number is so small beside another one that it may be what rounding leaves over.
  fileprivate func hasTiny(beside largest: Double) -> Bool {
    let limit = largest * 1e-9
    return elements.contains { $0 != 0 && abs($0) < limit }
  }
}
