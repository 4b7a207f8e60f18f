import Foundation
import TensorEngine
import Typesetting

extension Explainer {
  /// Each cell as `γ·(x − μ) / √(σ² + ε) + β`.
  func batchNormStory(_ norm: BatchNorm) -> Storyboard {
    let channels = ChannelAxis(operands[0].shape)
    let kept = norm.training ? "" : "running "
    let titles = [1: "weight γ", 2: "bias β", 3: "\(kept)mean μ", 4: "\(kept)variance σ²"]
    let mode =
      norm.training
      ? "Training: μ and σ² are the batch's own."
      : "Evaluation: μ and σ² are those kept from training."
    var builder = PanelBuilder()
    let input = show(0, in: &builder)
    // No row of grids says in which order the formula takes them: they stand below it, as it needs them.
    let parameters = [3, 4, 1, 2].enumerated().map { column, operand in
      show(operand, in: &builder, title: titles[operand], at: PanelPlace(band: 1, column: column))
    }
    builder.list(parameters)
    let output = showResult(in: &builder, at: PanelPlace(column: 1))
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let c = channels.channel(position)
      let numbers = parameters.map { $0.number(c) }
      let (mean, variance, weight, bias) = (numbers[0], numbers[1], numbers[2], numbers[3])
      return CellStep(
        caption: "\(output.resultName(position)): less the mean of channel \(c), over its"
          + " standard deviation, then scaled by γ and moved by β. \(mode)",
        marks: [input.mark(position)] + parameters.map { $0.mark(c) },
        lines: [
          .formula(
            norm.formula(
              input.number(position), mean: mean, variance: variance, weight: weight, bias: bias),
            result: output.number(position))
        ])
    }
  }

  /// `γ / √(σ² + ε)·g`, and in training less what moves with the batch's own statistics.
  func batchNormGradientStory(_ norm: BatchNorm) -> Storyboard {
    let channels = ChannelAxis(operands[0].shape)
    let moving = norm.training ? channelMeans(norm) : ChannelMeans()
    let titles = [1: "weight γ", 2: "mean μ", 3: "variance σ²"]
    return cellByCell(titles: titles, opening: moving.text) { operands, output, position in
      let (input, weights, means) = (operands[0], operands[1], operands[2])
      let (variances, upstream, c) = (operands[3], operands[4], channels.channel(position))
      let deviation: [FormulaPart] = [
        "√(", .number(variances.number(c)), " + ", .factor(.constant(norm.epsilon)), ")",
      ]
      var parts: [FormulaPart] = [.number(weights.number(c)), " / "] + deviation
      var caption = output.name("Gradient", position) + ": "
      if norm.training {
        caption +=
          "the upstream gradient less its mean over the channel,"
          + " \(NumberText.short(moving.upstream[c])), less the normalised input times the mean of"
          + " their products, \(NumberText.short(moving.product[c])); all times γ / √(σ² + ε)"
        parts += [
          "·(", .number(upstream.number(position)), " − ",
          .factor(.constant(moving.upstream[c])), " − ", .breakOpportunity, "(",
          .number(input.number(position)), " − ", .factor(means.number(c)), ") / ",
        ]
        parts += deviation + ["·", .factor(.constant(moving.product[c])), ")"]
      } else {
        caption += "the upstream gradient, scaled as the input was"
        parts += ["·", .factor(upstream.number(position))]
      }
      return CellStep(
        caption: caption + ".",
        marks: [
          input.mark(position), weights.mark(c), means.mark(c), variances.mark(c),
          upstream.mark(position),
        ],
        lines: [.formula(parts, result: output.number(position))])
    }
  }

  /// For each channel the mean of the upstream, and of the upstream times the normalised input.
  private func channelMeans(_ norm: BatchNorm) -> ChannelMeans {
    let mean = Op.reduce(Reduction(.mean, axes: ChannelAxis(operands[0].shape).others))
    let values = [operands[0], operands[2], operands[3], operands[4]]
    let means = EngineAside.results(of: values) { graph, values in
      let normalised = try graph.appendNormalised(
        values[0], mean: values[1], variance: values[2], norm)
      let product = try graph.append(.binary(.multiply), [values[3], normalised])
      return [try graph.append(mean, [values[3]]), try graph.append(mean, [product])]
    }
    return ChannelMeans(upstream: means[0].elements, product: means[1].elements)
  }

  /// Each cell as `x / (k + α·(a² + b²) / n)^β`.
  func localResponseNormStory(_ norm: LocalResponseNorm) -> Storyboard {
    let around = neighbours(norm)
    return cellByCell { operands, output, position in
      let input = operands[0]
      let neighbours = around(position)
      return CellStep(
        caption: "\(output.resultName(position)): the number over a power that grows with the"
          + " sum of the squares of \(neighbours.count) channel\(neighbours.count == 1 ? "" : "s"), divided"
          + " by the size \(norm.size).",
        marks: neighbours.map { input.mark($0) } + [input.mark(position, .chosen)],
        lines: [
          .formula(
            [.number(input.number(position)), " / ("]
              + norm.powerBase(neighbours.map { input.number($0) })
              + [")^", .factor(.constant(norm.beta))],
            result: output.number(position))
        ])
    }
  }

  /// `g / D^β − 2·α·β / n·x·(Σ g·x / D^(β + 1))`, D being the base of each power.
  func localResponseNormGradientStory(_ norm: LocalResponseNorm) -> Storyboard {
    var builder = PanelBuilder()
    let input = show(0, in: &builder)
    let upstream = show(1, in: &builder)
    builder.list([input, upstream])
    let output = showResult(in: &builder)
    let around = neighbours(norm)
    let reaching = neighbours(norm, reversed: true)
    @Sendable func base(_ position: Int) -> ShownNumber {
      let squares = around(position).map { [input.number($0), input.number($0)] }
      let sum = EngineAside.sums(ofProducts: [squares])[0]
      return .constant(norm.k + norm.alpha * sum / Double(norm.size))
    }
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let cells = reaching(position)
      let factor = 2 * norm.alpha * norm.beta / Double(norm.size)
      let sum = FormulaPart.sum(count: cells.count) { index in
        [
          .factor(upstream.number(cells[index])), "·", .factor(input.number(cells[index])), " / ",
          .factor(base(cells[index])), "^", .factor(.constant(norm.beta + 1)),
        ]
      } value: { index in
        upstream.value(cells[index]) * input.value(cells[index])
          / pow(base(cells[index]).value, norm.beta + 1)
      }
      let own: [FormulaPart] = [
        .number(upstream.number(position)), " / ", .factor(base(position)), "^",
        .factor(.constant(norm.beta)), " − ", .breakOpportunity, .factor(.constant(factor)), "·",
        .factor(input.number(position)), "·(",
      ]
      return CellStep(
        caption: "\(output.name("Gradient", position)): its own share, less a sum; that is"
          + " what it took from the \(cells.count) channels that looked at it.",
        marks: cells.flatMap { [input.mark($0), upstream.mark($0)] },
        lines: [.formula(own + sum + [")"], result: output.number(position))])
    }
  }

  /// The cells at the same place in the channels that a cell looks at, or that look at it.
  private func neighbours(
    _ norm: LocalResponseNorm, reversed: Bool = false
  ) -> @Sendable (Int) -> [Int] {
    let shape = operands[0].shape
    let (inner, channels) = (shape.strides[1], shape[1])
    return { position in
      let c = position / inner % channels
      let found =
        reversed
        ? (0..<channels).filter {
          norm.neighbours(ofChannel: $0, channels: channels).contains(c)
        } : Array(norm.neighbours(ofChannel: c, channels: channels))
      return found.map { position + ($0 - c) * inner }
    }
  }
}

/// What the gradient of a batch norm in training takes off, channel by channel.
private struct ChannelMeans: Sendable {
  /// The mean of the upstream gradient.
  var upstream: [Double] = []
  /// The mean of the upstream gradient times the normalised input.
  var product: [Double] = []

  /// The most channels whose means are told.
  private static let mostChannels = 8

  /// What the means are, in words; empty where there are none.
  var text: String {
    guard !upstream.isEmpty else { return "" }
    let told = zip(upstream, product).prefix(Self.mostChannels).enumerated().map { channel, means in
      (upstream.count > 1 ? "channel \(channel): " : "")
        + "\(NumberText.short(means.0)) and \(NumberText.short(means.1))"
    }
    return "Mean of the upstream gradient, and of it times the normalised input: "
      + told.joined(separator: "; ") + (upstream.count > told.count ? "; …" : ".")
  }
}

extension LocalResponseNorm {
  /// What is raised to the power β: `k + α·(a² + b²) / n`.
  fileprivate func powerBase(_ operands: [ShownNumber]) -> [FormulaPart] {
    let squares = FormulaPart.sum(count: operands.count) {
      [.factor(operands[$0]), "²"]
    } value: {
      operands[$0].value * operands[$0].value
    }
    return [.constant(k), " + ", .factor(.constant(alpha)), "·("] + squares
      + [") / ", .factor(.constant(Double(size)))]
  }
}
