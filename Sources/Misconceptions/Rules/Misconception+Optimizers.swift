import Foundation
import Problems
import TensorEngine

extension Misconception {
  /// Steps down a slope, with the arithmetic of optimisers.
  static let optimizers: [Misconception] = [
    .init(
      "uphill", .often, "the gradient was added",
      say: "The gradient points uphill; to lose, walk the other way.",
      training: { $0.descent { $0.weight + $0.rate * $0.gradient } }
    ) { inquiry in
      guard inquiry.keptPush == 0 || inquiry.isAbout("adam") else { return [] }
      return inquiry.goingBack()
    },
    .init(
      "rate-left-out", .common, "the learning rate was left out",
      say: "Only a small part of the slope is walked: multiply it by the learning rate.",
      training: { $0.descent { $0.weight - $0.gradient } }
    ) { inquiry in
      guard inquiry.isAbout("sgd"), inquiry.asksForResult else { return [] }
      return inquiry.setting("lr", to: "1")
    },
    .init(
      "step-for-weight", .common, "the step was given, not the weight",
      say: "That is how far it walks; take it off the old weight.",
      training: { $0.descent { $0.rate * $0.gradient } }
    ) { inquiry in
      guard inquiry.isAbout("sgd", "adam"), inquiry.asksForResult else { return [] }
      let steps = zip(inquiry.input.elements, inquiry.wanted.elements).map { $0 - $1 }
      return inquiry.answering(.init(inquiry.wanted.shape, steps))
    },
    .init(
      training: "batch-summed", .often, "the gradients of the batch were added",
      say: "The step follows the mean of the batch, so divide by its size."
    ) { inquiry in
      guard case .batchStep(let weight, let gradients, let rate) = inquiry.question else {
        return []
      }
      return [.number(TrainingInquiry.rounded(weight - rate * gradients.reduce(0, +)))]
    },
    .init(
      training: "new-weights-going-back", .common, "the new weight was used on the way back",
      say: "Work out all slopes with the old weights, and only then move."
    ) { inquiry in
      guard case .chainStep(let chain) = inquiry.question else { return [] }
      return [.number(TrainingInquiry.rounded(chain.moved(second: chain.newSecond)))]
    },
    .init(
      "momentum-forgotten", .often, "the last push was forgotten",
      say: "A step still carries most of the push before it."
    ) { inquiry in
      guard inquiry.keptPush > 0 else { return [] }
      return inquiry.replacing("momentum_buffer") { $0.map { _ in 0 } }
    },
    .init(
      "momentum-signs-mixed", .common, "the push was added",
      say: "Either the push points downhill and is added, or uphill and is taken off."
    ) { inquiry in
      guard inquiry.keptPush > 0 else { return [] }
      return inquiry.goingBack()
    },
    .init(
      "momentum-as-average", .seldom, "the gradient was scaled by 1 − μ",
      say: "Here the whole gradient joins what is kept of the push: v = μ·v + g."
    ) { inquiry in
      let kept = inquiry.keptPush
      guard kept > 0 else { return [] }
      return inquiry.replacing("grad") { $0.map { (1 - kept) * $0 } }
    },
    .init(
      "correction-left-out", .common, "the means were not corrected",
      say: "They began at 0: divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ, t being the step's number."
    ) { inquiry in
      // After a million steps nothing is left to correct.
      guard inquiry.isAbout("adam"), inquiry.asksForResult else { return [] }
      return inquiry.setting("step", to: "1000000")
    },
    .init(
      "square-not-rooted", .common, "the root was left out",
      say: "Divide by the root of the mean square; so the step has the size of the rate."
    ) { inquiry in
      guard inquiry.isAbout("adam"), inquiry.asksForResult else { return [] }
      return inquiry.dividingBySquare()
    },
  ]
}

extension TrainingInquiry {
  /// What becomes of a weight that goes another way down its slope.
  fileprivate func descent(
    _ step: ((weight: Double, gradient: Double, rate: Double)) -> Double
  ) -> [Answer] {
    switch question {
    case .batchStep(let weight, let gradients, let rate):
      let mean = gradients.reduce(0, +) / Double(gradients.count)
      return [.number(Self.rounded(step((weight, mean, rate))))]
    case .chainStep(let chain):
      let slope = chain.slope(second: chain.second)
      return [.number(Self.rounded(step((chain.first, slope, chain.rate))))]
    default: return []
    }
  }
}

extension ProblemInquiry {
  /// What a step of gradient descent keeps of the last push; below 0 where the result of none is asked for.
  fileprivate var keptPush: Double {
    guard isAbout("sgd"), asksForResult else { return -1 }
    if case .number(let kept) = argument("momentum") { return kept }
    return 0
  }

  /// The weights after a step the other way.
  fileprivate func goingBack() -> [WrongAnswer] {
    guard asksForResult else { return [] }
    let weights = zip(input.elements, wanted.elements).map { 2 * $0 - $1 }
    return answering(Tensor(wanted.shape, weights))
  }

  /// The result of an Adam that divides by the mean square itself.
  fileprivate func dividingBySquare() -> [WrongAnswer] {
    guard let gradient = grid("grad")?.elements, input.shape.count == gradient.count else {
      return []
    }
    func number(_ name: String, _ usual: Double) -> Double {
      switch argument(name) {
      case .number(let value): value
      case .integer(let value): Double(value)
      default: usual
      }
    }
    func memory(_ name: String) -> [Double] {
      let numbers = grid(name)?.elements ?? [0]
      return numbers.count == gradient.count
        ? numbers : gradient.map { _ in numbers.first ?? 0 }
    }
    let (keep, keepSquare) = (number("beta1", 0.9), number("beta2", 0.999))
    let count = Int(number("step", 0)) + 1
    func correction(_ kept: Double) -> Double { 1 - pow(kept, Double(count)) }
    let (means, squares) = (memory("exp_avg"), memory("exp_avg_sq"))
    let weights = gradient.indices.map { place in
      let (slope, rate) = (gradient[place], number("lr", 0.001))
      let mean = (keep * means[place] + (1 - keep) * slope) / correction(keep)
      let square =
        (keepSquare * squares[place] + (1 - keepSquare) * slope * slope) / correction(keepSquare)
      return input.elements[place] - rate * mean / (square + number("eps", 1e-8))
    }
    return answering(Tensor(wanted.shape, weights))
  }
}
