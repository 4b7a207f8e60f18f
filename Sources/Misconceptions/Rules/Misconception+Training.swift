extension Misconception {
  /// Steps of the perceptron rule, and how many steps and epochs there are.
  static let training: [Misconception] = unitSteps + counts

  private static let unitSteps: [Misconception] = [
    .init(
      training: "learns-backwards", .common, "the step went the wrong way",
      say:
        "Silent where it should fire: the sum has to go up. Fired where it should not: down."
    ) { $0.perceptron { $0.moved(by: -1) } },
    .init(
      training: "bias-moves-per-input", .common, "the bias moved once for each input",
      say: "One row is one step for the bias, however many inputs there are."
    ) { inquiry in
      guard case .perceptronBias(let step) = inquiry.question else { return [] }
      return [.number(step.moved(by: Double(step.input.count)).bias)]
    },
    .init(
      training: "step-doubled", .seldom, "the step went twice as far",
      say: "With classes −1 and 1 the difference is 2; this rule takes the class alone."
    ) { $0.perceptron { $0.hasSigns ? $0.moved(by: 2) : nil } },
    .init(
      training: "weights-moved-alike", .common, "every weight moved by the same",
      say: "Each weight moves by its own input: one that met a 0 had no part in the mistake."
    ) { inquiry in
      inquiry.perceptron { step in
        (step.weights.map { $0 + step.rate * step.direction }, step.moved().bias)
      }
    },
    .init(
      training: "unit-left-alone", .common, "nothing was changed",
      say: "Work out the sum first: the unit is wrong about this row, so it has to move."
    ) { $0.perceptron { $0.moved(by: 0) } },
    .init(
      training: "one-unit-xor", .common, "one unit was taken to do XOR",
      say: "One straight cut cannot part these corners; look for the row that fails."
    ) { inquiry in
      guard case .rowsOfXor = inquiry.question else { return [] }
      return [.number(4)]
    },
  ]

  private static let counts: [Misconception] = [
    .init(
      training: "last-batch-dropped", .often, "the last batch was left out",
      say: "The rest makes one more batch, only a smaller one."
    ) { inquiry in
      guard case .steps(let images, let batch, let epochs) = inquiry.question else { return [] }
      return [.number(Double(epochs * (images / batch)))]
    },
    .init(
      training: "rounded-once", .seldom, "it was rounded once for all epochs",
      say: "Each epoch ends with its own small batch, so round up every time."
    ) { inquiry in
      guard case .steps(let images, let batch, let epochs) = inquiry.question else { return [] }
      return [.number(Double((epochs * images + batch - 1) / batch))]
    },
    .init(
      training: "batch-forgotten", .common, "one image was counted for each step",
      say: "Every step looks at a whole batch; count with its size."
    ) { inquiry in
      switch inquiry.question {
      case .steps(let images, _, let epochs): [.number(Double(images * epochs))]
      case .epochs(let images, _, let steps):
        [.number(TrainingInquiry.rounded(Double(steps) / Double(images)))]
      default: []
      }
    },
    .init(
      training: "epochs-forgotten", .common, "one epoch was counted",
      say: "That is one time through the images; every epoch takes as many again."
    ) { inquiry in
      guard case .steps(let images, let batch, let epochs) = inquiry.question, epochs > 1 else {
        return []
      }
      return [.number(Double((images + batch - 1) / batch))]
    },
    .init(
      training: "last-epoch-kept", .often, "the last epoch was kept",
      say: "Stopping late is fine, but go back to the epoch that was best."
    ) { inquiry in
      guard case .bestEpoch(let losses) = inquiry.question else { return [] }
      return [.number(Double(losses.count))]
    },
    .init(
      training: "epoch-from-zero", .common, "it was counted from 0",
      say: "The first epoch in the list is epoch 1 here."
    ) { inquiry in
      guard case .bestEpoch = inquiry.question, case .number(let right) = inquiry.answer else {
        return []
      }
      return [.number(right - 1)]
    },
    .init(
      training: "largest-loss-kept", .seldom, "the epoch of the largest loss was taken",
      say: "A loss says how wrong the network is: the smallest one is the best."
    ) { inquiry in
      guard case .bestEpoch(let losses) = inquiry.question else { return [] }
      return [.number(Double((losses.indices.max { losses[$0] < losses[$1] } ?? 0) + 1))]
    },
  ]
}

extension TrainingInquiry {
  /// What is asked for of a unit that moves otherwise.
  fileprivate func perceptron(
    _ step: (PerceptronStep) -> (weights: [Double], bias: Double)?
  ) -> [Answer] {
    switch question {
    case .perceptronWeights(let right): step(right).map { [Self.row($0.weights)] } ?? []
    case .perceptronBias(let right): step(right).map { [.number($0.bias)] } ?? []
    default: []
    }
  }
}
