import TensorEngine
import Typesetting

extension Explainer {
  /// Batch norm in stages: x, x − μ, its square, what is normalised, and what γ and β make of it.
  ///
  /// The squares lead to the variance; in evaluation that is given, and nothing is squared.
  func batchNormStagesView(_ norm: BatchNorm) -> Storyboard {
    let channels = ChannelAxis(operands[0].shape)
    let parts = EngineAside.results(of: [operands[0], operands[3], operands[4]]) { graph, values in
      let means = try graph.append(.reshape(channels.broadcast), [values[1]])
      let centred = try graph.append(.binary(.subtract), [values[0], means])
      return [
        centred, try graph.append(.binary(.multiply), [centred, centred]),
        try graph.appendNormalised(values[0], mean: values[1], variance: values[2], norm),
      ]
    }
    var builder = PanelBuilder()
    let input = show(0, in: &builder, title: "x")
    let centred = builder.add(parts[0], of: nil, "x − μ", .plain)
    let squared = norm.training ? builder.add(parts[1], of: nil, "(x − μ)²", .plain) : nil
    func place(_ column: Int) -> PanelPlace { PanelPlace(band: 1, column: column) }
    let normalised = builder.add(parts[2], of: nil, "xn", .plain, at: place(0))
    let output = showResult(in: &builder, title: "y", at: place(1))
    let unbiased = norm.training ? unbiasedVariance(operands[4], channels.count) : nil
    let kept = norm.training ? "" : "running "
    let statistics = [(3, "\(kept)mean μ"), (4, "\(kept)variance σ²"), (1, "γ"), (2, "β")]
      .enumerated().map { column, operand in
        show(
          operand.0, in: &builder, title: operand.1, at: PanelPlace(band: 2, column: column))
      }
    let steps = [centred, squared].compactMap(\.self)
    for panel in steps { builder.panels[panel.panel].sign = .makes }
    for panel in steps + [normalised] {
      // Each goes where its x does: into the variance of the channel.
      builder.panels[panel.panel].related = [
        RelatedElements(PanelSource(executed.graph[id].inputs[0], shape: operands[0].shape))
      ]
    }
    builder.list(statistics)
    let view = BatchNormStages(
      norm: norm, channels: channels, input: input, centred: centred, squared: squared,
      normalised: normalised, mean: statistics[0], variance: statistics[1],
      weight: statistics[2], bias: statistics[3], unbiased: unbiased, output: output)
    return .cellByCell(
      title, panels: builder.panels, result: output, closing: view.closing, isPlaneByPlane: true,
      step: view.step)
  }

  /// What the running variance takes in: that of the batch, times n / (n − 1).
  ///
  /// - Precondition: There are several; a batch norm in training has them.
  private func unbiasedVariance(_ variance: Tensor<Double>, _ count: Int) -> Tensor<Double> {
    let factor = Double(count) / Double(count - 1)
    return EngineAside.results(of: [variance]) { graph, values in
      [try graph.append(.unary(.affine(factor: factor, offset: 0)), values)]
    }[0]
  }

  /// The gradient of a batch norm by its paths: in training straight on, through the mean, and through
  /// the variance.
  func batchNormGradientView(_ norm: BatchNorm) -> Storyboard {
    let channels = ChannelAxis(operands[0].shape)
    let upstream = upstream
    let totals = gradients(at: operands, by: [0, 1, 2], upstream)
    var builder = PanelBuilder()
    let input = show(0, in: &builder, title: "x", at: PanelPlace(band: 0, column: 0))
    let output = showResult(in: &builder, title: "y", at: PanelPlace(band: 0, column: 1))
    let paths =
      norm.training
      ? zip(["straight on", "through μ", "through σ²"], batchNormPaths(norm, upstream))
        .enumerated().map { column, path in
          builder.add(
            path.1, of: nil, path.0, .gradient, at: PanelPlace(band: 1, column: column))
        } : []
    let last = norm.training ? 2 : 1
    func add(_ operand: Int, _ title: String, band: Int, column: Int) -> ShownTensor {
      builder.add(
        totals[operand], of: nil, title, .gradient, at: PanelPlace(band: band, column: column))
    }
    let byInput = add(0, "dLoss/dx", band: last, column: 0)
    let flowing = showUpstream(upstream, in: &builder, at: PanelPlace(band: last, column: 1))
    let byWeight = add(1, "dLoss/dγ", band: 0, column: 2)
    let byBias = add(2, "dLoss/dβ", band: last, column: 2)
    for path in paths.dropFirst() { builder.panels[path.panel].sign = .plus }
    builder.panels[flowing.panel].sign = .comesFrom
    builder.panels[byWeight.panel].sign = .apart
    builder.panels[byBias.panel].sign = .makes
    let (weight, mean, variance) = (operands[1], operands[3], operands[4])
    let bias = operands[2]
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output,
      closing: norm.training ? channels.cancelling(upstream) : "", isPlaneByPlane: true
    ) { position in
      let c = channels.channel(position)
      var step = CellStep(
        caption: "\(output.resultName(position)): "
          + (norm.training
            ? "in training x reaches the loss straight on, and by moving the mean and the variance of all of"
              + " channel \(c). The three add up."
            : "in evaluation mean and variance are kept ones and do not move with x, so its gradient is only scaled.")
      )
      step.marks = [input, byInput, flowing].map { $0.mark(position) }
      step.marks += paths.map { $0.mark(position) }
      step.marks += [byWeight.mark(c), byBias.mark(c)]
      let shares = paths.map { $0.number(position) }
      if !shares.isEmpty {
        step.lines.append(
          .formula(
            ["gradient: "]
              + FormulaPart.sum(
                count: shares.count, term: { [.factor(shares[$0])] }, value: { shares[$0].value }),
            adding: shares.map(\.value), result: byInput.number(position)))
      } else {
        step.lines.append(
          .formula(
            [
              "gradient: ", .number(flowing.number(position)), "·",
              .factor(.constant(weight.elements[c])), " / √(",
              .number(.constant(variance.elements[c])), " + ",
              .factor(.constant(norm.epsilon)), ")",
            ], result: byInput.number(position)))
      }
      step.lines.append(
        .formula(
          norm.formula(
            input.number(position), mean: .constant(mean.elements[c]),
            variance: .constant(variance.elements[c]), weight: .constant(weight.elements[c]),
            bias: .constant(bias.elements[c])),
          result: output.number(position)))
      return step
    }
    link([(byInput, 0), (byWeight, 1), (byBias, 2)], of: &story, at: operands, upstream)
    for path in paths { relate(path, to: 0, in: &story) }
    return story
  }

  /// What flows back straight on, through the mean and through the variance.
  private func batchNormPaths(_ norm: BatchNorm, _ upstream: Tensor<Double>) -> [Tensor<Double>] {
    let channels = ChannelAxis(operands[0].shape)
    let fixed = Op.batchNormGradient(BatchNorm(epsilon: norm.epsilon, training: false))
    let values = [operands[0], operands[1], operands[3], operands[4], upstream]
    return EngineAside.results(of: values) { graph, values in
      let straight = try graph.append(fixed, values)
      let normalised = try graph.appendNormalised(
        values[0], mean: values[2], variance: values[3], norm)
      let minus = Op.unary(.affine(factor: -1, offset: 0))
      let mean = Op.reduce(Reduction(.mean, axes: channels.others, keepsAxes: true))
      let throughMean = try graph.append(
        .broadcast(upstream.shape),
        [try graph.append(minus, [try graph.append(mean, [straight])])])
      let products = try graph.append(.binary(.multiply), [straight, normalised])
      let throughVariance = try graph.append(
        .binary(.multiply),
        [normalised, try graph.append(minus, [try graph.append(mean, [products])])])
      return [straight, throughMean, throughVariance]
    }
  }
}

extension Graph {
  /// Appends (x − μ) / √(σ² + ε).
  mutating func appendNormalised(
    _ input: NodeID, mean: NodeID, variance: NodeID, _ norm: BatchNorm
  ) throws -> NodeID {
    let channels: Shape = [self[input].shape[1]]
    let one = try append(.fill(1, channels), [])
    let zero = try append(.fill(0, channels), [])
    let fixed = BatchNorm(epsilon: norm.epsilon, training: false)
    return try append(.batchNorm(fixed), [input, one, zero, mean, variance])
  }
}

/// The tensors of a batch norm in their panels, and what happens at each cell of its result.
private struct BatchNormStages: Sendable {
  let norm: BatchNorm
  let channels: ChannelAxis
  let input: ShownTensor
  let centred: ShownTensor
  /// `nil` in evaluation.
  let squared: ShownTensor?
  let normalised: ShownTensor
  let mean: ShownTensor
  let variance: ShownTensor
  let weight: ShownTensor
  let bias: ShownTensor
  /// What the running variance takes in, channel by channel; `nil` in evaluation, where it stays.
  let unbiased: Tensor<Double>?
  let output: ShownTensor

  /// The most numbers of a channel whose mean is written out.
  private static let mostTerms = 12

  /// What happens to the statistics after training.
  var closing: String {
    let n = channels.count
    return unbiased == nil
      ? ""
      : "The running variance takes in σ² · n / (n − 1), here σ² · \(n) / \(n - 1): a sample spreads less"
        + " than all."
  }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let c = channels.channel(position)
    let stages = [input, centred, squared, normalised].compactMap(\.self)
    let statistics = [mean, variance, weight, bias]
    var step = CellStep(
      caption: norm.training
        ? "Training: μ and σ² are those of the \(channels.count) numbers of channel \(c)."
        : "Evaluation: μ and σ² are the running ones of channel \(c), whatever x is.",
      marks: stages.map { $0.mark(position) } + statistics.map { $0.mark(c) })
    if let squared, channels.count <= Self.mostTerms {
      step.lines = [
        average("μ: ", of: input, at: c, result: mean.number(c)),
        average("σ²: ", of: squared, at: c, result: variance.number(c)),
      ]
    }
    if let unbiased, channels.isLast(position) {
      let n = Double(channels.count)
      step.lines.append(
        .formula(
          [
            "into the running σ²: ", .number(variance.number(c)), "·", .constant(n), " / (",
            .constant(n), " − 1)",
          ], result: .constant(unbiased.elements[c])))
    }
    step.lines += [
      .formula(
        [
          "xn: ", .number(centred.number(position)), " / √(", .number(variance.number(c)), " + ",
          .factor(.constant(norm.epsilon)), ")",
        ], result: normalised.number(position)),
      .formula(
        [
          .number(weight.number(c)), "·", .factor(normalised.number(position)), " + ",
          .factor(bias.number(c)),
        ],
        adding: [weight.value(c) * normalised.value(position), bias.value(c)],
        result: output.number(position)),
    ]
    return step
  }

  /// The mean of a channel: `μ: (2 + 4 + 4) / 3 ≈ 3.333`.
  private func average(
    _ label: String, of stage: ShownTensor, at channel: Int, result: ShownNumber
  ) -> ArithmeticLine {
    let numbers = channels.positions(of: channel).map { stage.number($0) }
    let sum = FormulaPart.sum(
      count: numbers.count, term: { [.factor(numbers[$0])] }, value: { numbers[$0].value })
    return .formula(
      [.sign(label), "("] + sum + [") / ", .factor(.constant(Double(numbers.count)))],
      adding: numbers.map(\.value), result: result)
  }
}

extension BatchNorm {
  /// The same as a reader knows it: on the way back a batch is normalised once more by its own statistics,
  /// and that is no evaluation by running ones.
  func known(in explainer: Explainer) -> BatchNorm {
    let mean = explainer.executed.graph[explainer.id].inputs[3]
    return BatchNorm(
      epsilon: epsilon, training: training || !explainer.executed.graph.isGiven(mean))
  }

  /// What it makes of a number: `γ·(x − μ) / √(σ² + ε) + β`.
  func formula(
    _ x: ShownNumber, mean: ShownNumber, variance: ShownNumber, weight: ShownNumber,
    bias: ShownNumber
  ) -> [FormulaPart] {
    [
      .number(weight), "·(", .number(x), " − ", .factor(mean), ") / √(", .number(variance), " + ",
      .factor(.constant(epsilon)), ") + ", .breakOpportunity, .factor(bias),
    ]
  }
}
