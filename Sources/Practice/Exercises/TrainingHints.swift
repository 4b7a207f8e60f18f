import Misconceptions
import Typesetting

/// Hints to the arithmetic of training.
struct TrainingHints {
  private let inquiry: TrainingInquiry

  init(_ inquiry: TrainingInquiry) { self.inquiry = inquiry }

  /// The hints, and the whole way to the answer.
  var ladder: (hints: [String], solution: String) {
    switch inquiry.question {
    case .perceptronWeights(let step): weights(step)
    case .perceptronBias(let step): bias(step)
    case .rowsOfXor(let weights, let bias): rows(weights, bias)
    case .batchStep(let weight, let gradients, let rate): batch(weight, gradients, rate)
    case .chainStep(let chain): self.chain(chain)
    case .steps(let images, let batch, let epochs): steps(images, batch, epochs)
    case .epochs(let images, let batch, let steps):
      (
        [
          "Each step looks at one batch. How many images is that in all?",
          "\(steps)·\(batch) images.",
        ],
        "\(steps)·\(batch) / \(images) = \(result)."
      )
    case .bestEpoch(let losses):
      (
        ["A loss says how wrong it is, on images that were not learned from: the less the better."],
        "The least of them is \(text(losses.min() ?? 0)), after epoch \(result)."
      )
    }
  }

  private var result: String {
    switch inquiry.answer {
    case .number(let number): text(number)
    case .grid(_, _, let values): values.map(text).joined(separator: ", ")
    default: ""
    }
  }

  private func text(_ number: Double) -> String { NumberText.short(number) }

  private func factor(_ number: Double) -> String { NumberText.factor(number) }

  // MARK: - The perceptron rule

  private func sum(_ step: PerceptronStep) -> String {
    let products = zip(step.weights, step.input).map { "\(factor($0))·\(factor($1))" }
    return "\(text(step.bias)) + \(products.joined(separator: " + ")) = \(text(step.sum))"
  }

  private func rule(_ step: PerceptronStep, moves what: String, times input: String) -> String {
    step.hasSigns
      ? "After a mistake \(what) moves by rate · class\(input); else nothing moves."
      : "\(what.capitalizedFirst) moves by rate · (wanted − said)\(input)."
  }

  private func weights(_ step: PerceptronStep) -> (hints: [String], solution: String) {
    let change = step.rate * step.direction
    let lines = zip(step.weights, step.input).map {
      "\(text($0)) + \(factor(change))·\(factor($1)) = \(text($0 + change * $1))"
    }
    return (
      [
        rule(step, moves: "each weight", times: " · its input"), "The sum is \(sum(step)).",
        "The first weight: \(lines[0]).",
      ], "\(sum(step)); \(lines.joined(separator: "; "))."
    )
  }

  private func bias(_ step: PerceptronStep) -> (hints: [String], solution: String) {
    let change = step.rate * step.direction
    return (
      [rule(step, moves: "the bias", times: ""), "The sum is \(sum(step))."],
      "\(sum(step)); \(text(step.bias)) + \(factor(change)) = \(result)."
    )
  }

  private func rows(_ weights: [Double], _ bias: Double) -> (hints: [String], solution: String) {
    let says = XorTable.rows.map { row in
      "\(text(row[0])) \(text(row[1])): "
        + (XorTable.says(row, weights: weights, bias: bias) ? "1" : "0")
    }
    return (
      ["XOR says 1 where exactly one of the two is 1.", "The first row: \(says[0])."],
      "The unit says, row by row, \(says.joined(separator: "; ")). XOR says 0, 1, 1, 0."
    )
  }

  // MARK: - Weights

  private func batch(
    _ weight: Double, _ gradients: [Double], _ rate: Double
  ) -> (hints: [String], solution: String) {
    let mean = gradients.reduce(0, +) / Double(gradients.count)
    let sum = gradients.map { factor($0) }.joined(separator: " + ")
    return (
      [
        "The loss is the mean over the batch, and so is its gradient.",
        "The gradient: (\(sum)) / \(gradients.count).",
      ],
      "(\(sum)) / \(gradients.count) = \(text(mean)); \(text(weight)) − \(text(rate))·\(factor(mean))"
        + " = \(result)."
    )
  }

  private func chain(_ chain: ChainStep) -> (hints: [String], solution: String) {
    let slope = chain.slope(second: chain.second)
    let product = "2·\(factor(chain.error))·\(factor(chain.second))·\(factor(chain.input))"
    return (
      [
        "The slope for w₁ is 2·(a − y)·w₂·x, all with the old weights.",
        "a − y = \(text(chain.error)).", "The slope: \(product).",
      ],
      "\(product) = \(text(slope)); \(text(chain.first)) − \(text(chain.rate))·\(factor(slope))"
        + " = \(result)."
    )
  }

  // MARK: - Counts

  private func steps(
    _ images: Int, _ batch: Int, _ epochs: Int
  ) -> (hints: [String], solution: String) {
    let each = (images + batch - 1) / batch
    let quotient = text(Double(images) / Double(batch))
    return (
      [
        "A step takes a batch; what is left over makes a smaller one.",
        "One epoch: \(images) / \(batch), rounded up."
          + (epochs > 1 ? " Then times \(epochs)." : ""),
      ],
      "\(images) / \(batch) ≈ \(quotient), rounded up to \(each)"
        + (epochs > 1 ? "; \(epochs)·\(each) = \(result)." : ".")
    )
  }
}
