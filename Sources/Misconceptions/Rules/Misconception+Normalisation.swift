import Problems
import TensorEngine

extension Misconception {
  /// Batch norm and dropout.
  static let normalisation: [Misconception] = spreads + memories + dropouts

  private static let spreads: [Misconception] = [
    .init(
      "divides-by-variance", .common, "it was divided by the variance",
      say: "Take the root first; spread is measured in the same unit as the numbers."
    ) { $0.normalising { $0.variance + $0.epsilon } },
    .init(
      "eps-outside-the-root", .seldom, "ε was added after taking the root",
      say: "The small helper goes in before the root is taken."
    ) { $0.normalising { $0.variance.squareRoot() + $0.epsilon } },
    .init(
      "divides-by-n-minus-one", .often, "it was normalised with n − 1",
      say: "For this batch itself the plain mean counts: divide by how many there are."
    ) { inquiry in
      inquiry.normalising { spread in
        guard spread.isOfBatch else { return nil }
        return (spread.unbiased + spread.epsilon).squareRoot()
      }
    },
    .init(
      "scale-shift-left-out", .common, "scale and shift were left out",
      say: "After tidying up, the layer stretches and shifts with numbers of its own."
    ) { inquiry in
      guard inquiry.isBatchNorm, inquiry.asksForResult else { return [] }
      let grids = [("weight", 1.0), ("bias", 0.0)].compactMap { name, number in
        inquiry.grid(name).map {
          Tensor($0.shape, repeating: number).asGrid("\(inquiry.operationIndex).\(name)")
        }
      }
      return grids.isEmpty ? [] : inquiry.changing(grids) + grids.flatMap { inquiry.changing($0) }
    },
    .init(
      "statistics-per-pixel", .often, "each pixel got a mean of its own",
      say: "A map shares its filter everywhere, so all its pixels share one mean."
    ) { $0.normalisingPixels() },
    .init(
      "statistics-held-still", .common, "mean and spread were taken as fixed",
      say: "Moving one number moves the mean and the spread too, so all of them feel it."
    ) { inquiry in
      inquiry.handingBack(["batch_norm", "batch_norm1d"]) { step in
        guard let norm = step.solved.norm(of: step.index), norm.spread(of: 0).isOfBatch else {
          return nil
        }
        let upstream = step.upstream
        return Tensor(upstream.shape) { index in
          let spread = norm.spread(of: index[1])
          return upstream[index] * norm.scale[[index[1]]]
            / (spread.variance + spread.epsilon).squareRoot()
        }
      }
    },
  ]

  private static let memories: [Misconception] = [
    .init(
      "running-variance-by-n", .common, "the running variance was made with n",
      say: "For the memory the guess with n−1 is used, unlike inside the batch."
    ) { inquiry in
      guard case .extra("running_var", _) = inquiry.value, let old = inquiry.grid("running_var"),
        let norm = inquiry.solved.norm(of: inquiry.operationIndex)
      else { return [] }
      let share = inquiry.momentum
      return inquiry.answering(
        Tensor(old.shape) { (1 - share) * old[$0] + share * norm.variance[$0] })
    },
    .init(
      "momentum-swapped", .often, "old and new changed places",
      say: "Here the small number says how much of the new batch goes in."
    ) { inquiry in
      guard case .extra = inquiry.value, inquiry.isBatchNorm else { return [] }
      return inquiry.setting("momentum", to: "\(1 - inquiry.momentum)")
    },
    .init(
      "running-value-held", .common, "the old value was kept",
      say: "A little of each batch goes in: momentum times what the batch itself has."
    ) { inquiry in
      guard case .extra = inquiry.value, inquiry.isBatchNorm else { return [] }
      return inquiry.setting("momentum", to: "0")
    },
    .init(
      "running-value-replaced", .common, "the batch's own value was given",
      say: "The batch gives only a nudge; most of the old value stays."
    ) { inquiry in
      guard case .extra = inquiry.value, inquiry.isBatchNorm else { return [] }
      return inquiry.setting("momentum", to: "1")
    },
    .init(
      "batch-statistics-at-test", .often, "the batch was normalised by itself",
      say: "At test time the layer uses what it remembers, so one image is enough."
    ) { inquiry in
      guard inquiry.asksForResult, let norm = inquiry.solved.norm(of: inquiry.operationIndex),
        !norm.spread(of: 0).isOfBatch
      else { return [] }
      return inquiry.setting("training", to: "true")
    },
  ]

  private static let dropouts: [Misconception] = [
    .init(
      "keep-for-drop", .often, "p was taken for the share that stays",
      say: "Here p says how many are dropped, not how many stay."
    ) { inquiry in
      guard let share = inquiry.droppedShare, share > 0, inquiry.asksForResult else { return [] }
      return inquiry.mapping { $0 * (1 - share) / share }
    },
    .init(
      "kept-not-enlarged", .common, "the kept ones were not enlarged",
      say: "Some are gone, so those that stay speak louder to make up for it."
    ) { inquiry in
      guard let share = inquiry.droppedShare, inquiry.asksForResult else { return [] }
      return inquiry.mapping { $0 * (1 - share) }
    },
    .init(
      "scaled-at-test", .often, "it was scaled at test time",
      say: "The numbers were made larger in training, so at test time nothing is left to do."
    ) { inquiry in
      guard inquiry.isAbout("dropout"), case .boolean(false) = inquiry.argument("training"),
        inquiry.asksForResult
      else { return [] }
      var share = 0.5
      if case .number(let given) = inquiry.argument("p") { share = given }
      return inquiry.mapping { $0 * (1 - share) }
    },
    .init(
      "gradient-unmasked", .common, "dropped cells got a gradient",
      say: "Whoever was silent on the way in hears nothing on the way back."
    ) { inquiry in
      inquiry.handingBack(["dropout"]) { step in
        guard case .dropout(let share, _) = step.op, share < 1 else { return nil }
        return step.cellwise { _, _, upstream in upstream / (1 - share) }
      }
    },
  ]
}

/// What a batch norm works with: all but its input, one number for each channel.
private struct Norm {
  /// How far the numbers of a channel lie apart.
  struct Spread {
    /// The mean square, of this batch or remembered.
    let variance: Double
    /// What is added to it under the root.
    let epsilon: Double
    /// How many numbers the channel has.
    let count: Int
    /// Whether it is the spread of the batch itself.
    let isOfBatch: Bool
    /// The sum of squares divided by one number less.
    var unbiased: Double { variance * Double(count) / Double(count - 1) }
  }

  let scale: Tensor<Double>
  let shift: Tensor<Double>
  let mean: Tensor<Double>
  let variance: Tensor<Double>
  fileprivate let parameters: BatchNorm
  fileprivate let count: Int

  func spread(of channel: Int) -> Spread {
    Spread(
      variance: variance[[channel]], epsilon: parameters.epsilon, count: count,
      isOfBatch: parameters.training)
  }
}

extension SolvedProblem {
  /// What an op works with that is a batch norm.
  fileprivate func norm(of index: Int) -> Norm? {
    let node = problem.graph[problem.steps[index].main]
    guard case .batchNorm(let parameters) = node.op else { return nil }
    let operands = node.inputs.compactMap { executed.values[$0] }
    guard operands.count == 5 else { return nil }
    return Norm(
      scale: operands[1], shift: operands[2], mean: operands[3], variance: operands[4],
      parameters: parameters, count: operands[0].shape.count / operands[0].shape[1])
  }
}

extension ProblemInquiry {
  /// Whether the op is a batch norm.
  var isBatchNorm: Bool { isAbout("batch_norm", "batch_norm1d") }

  /// The new batch's share of the running statistics.
  fileprivate var momentum: Double {
    if case .number(let share) = argument("momentum") { share } else { 0.1 }
  }

  /// The result where the differences from the mean are divided by something else.
  fileprivate func normalising(_ divisor: (Norm.Spread) -> Double?) -> [WrongAnswer] {
    guard asksForResult, let norm = solved.norm(of: operationIndex) else { return [] }
    let divisors = norm.scale.elements.indices.compactMap { divisor(norm.spread(of: $0)) }
    guard divisors.count == norm.scale.shape.count else { return [] }
    let input = input
    return answering(
      Tensor(input.shape) { index in
        let channel = index[1]
        return norm.scale[[channel]] * (input[index] - norm.mean[[channel]]) / divisors[channel]
          + norm.shift[[channel]]
      })
  }

  /// The result where each pixel of a map has a mean and a spread over the batch alone.
  fileprivate func normalisingPixels() -> [WrongAnswer] {
    let input = input
    guard asksForResult, let norm = solved.norm(of: operationIndex), input.shape.rank > 2,
      input.shape[0] > 1, norm.spread(of: 0).isOfBatch
    else { return [] }
    let images = input.shape[0]
    return answering(
      Tensor(input.shape) { index in
        let values = (0..<images).map { input[[$0] + index.dropFirst()] }
        let mean = values.reduce(0, +) / Double(images)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(images)
        let channel = index[1]
        return norm.scale[[channel]] * (input[index] - mean)
          / (variance + norm.spread(of: channel).epsilon).squareRoot() + norm.shift[[channel]]
      })
  }
}

extension ProblemInquiry {
  /// The share that a dropout drops, by lot or by its mask; `nil` for other ops.
  fileprivate var droppedShare: Double? {
    if case .dropout(let share, _) = op { return share }
    guard isAbout("dropout"), argument("mask") != nil else { return nil }
    if case .boolean(false) = argument("training") { return nil }
    if case .number(let given) = argument("p") { return given }
    return 0.5
  }
}
