import Foundation
import Problems
import TensorEngine

extension Misconception {
  /// Softmax, losses, and how these change with the scores.
  static let losses: [Misconception] = shares + logs + means + lossGradients

  private static let shares: [Misconception] = [
    .init(
      "shares-without-exp", .often, "the scores themselves were shared out",
      say: "Raise e to each score first; then share out."
    ) { inquiry in
      guard case .softmax(let axis) = inquiry.op, inquiry.asksForResult else { return [] }
      let scores = inquiry.input
      return inquiry.answering(
        Tensor(scores.shape) { index in
          var place = index
          let sum = (0..<scores.shape[axis]).reduce(0.0) { sum, position in
            place[axis] = position
            return sum + scores[place]
          }
          return scores[index] / sum
        })
    },
    .init(
      "softmax-other-axis", .common, "it was shared out along the images",
      say: "Each image shares out its own classes, so every row adds up to 1."
    ) { inquiry in
      guard inquiry.isAbout("softmax", "log_softmax"), inquiry.asksForResult else { return [] }
      return inquiry.setting("dim", to: "0")
    },
    .init(
      "softmax-twice", .often, "softmax was taken twice",
      say: "The loss already turns scores into shares; give it the raw scores."
    ) { $0.takingSoftmaxBefore() },
    .init(
      "wrong-class-read", .common, "another class was read",
      say: "Look up the share of the true class; classes count from 0."
    ) { $0.readingOtherClasses() },
  ]

  private static let logs: [Misconception] = [
    .init(
      "loss-without-minus", .often, "the minus was forgotten",
      say: "The log of a share is negative; the minus makes a loss of it."
    ) { inquiry in
      guard inquiry.isAbout("cross_entropy", "nll_loss"), inquiry.asksForResult else { return [] }
      return inquiry.mapping { -$0 }
    },
    .init(
      "log-of-ten", .common, "another log was taken",
      say: "It is the natural log that belongs to e."
    ) { inquiry in
      guard inquiry.isAbout("cross_entropy", "log_softmax"), inquiry.asksForResult else {
        return []
      }
      return inquiry.mapping { $0 / log(10) } + inquiry.mapping { $0 / log(2) }
    },
    .init(
      "share-without-log", .common, "no log was taken",
      say: "Take the log of the share; that punishes a sure mistake hard."
    ) { inquiry in
      inquiry.eachLoss { 1 - exp(-$0) } + inquiry.eachLoss { -exp(-$0) }
    },
  ]

  private static let means: [Misconception] = [
    .init(
      "mean-over-rows", .common, "the sum was divided by the rows",
      say: "The mean goes over every single number, not over the rows."
    ) { inquiry in
      guard inquiry.isAbout("mse_loss"), inquiry.asksForResult, inquiry.reduction == .mean,
        let rows = inquiry.input.shape.dimensions.first
      else { return [] }
      let numbers = inquiry.input.shape.count
      return inquiry.mapping { $0 * Double(numbers / rows) }
    },
    .init(
      "sum-for-mean", .often, "the sum was not divided",
      say: "Mean means: add up, and then divide by how many there are."
    ) { inquiry in
      guard inquiry.isLoss, inquiry.asksForResult, inquiry.reduction == .mean else { return [] }
      return inquiry.setting("reduction", to: "sum")
    },
    .init(
      "differences-not-squared", .common, "the differences were not squared",
      say: "Square each difference before you add; so a large one counts far more."
    ) { inquiry in
      guard inquiry.isAbout("mse_loss"), inquiry.asksForResult, inquiry.reduction == .mean,
        let target = inquiry.grid("target"), target.shape == inquiry.input.shape
      else { return [] }
      let differences = zip(inquiry.input.elements, target.elements).map { $0 - $1 }
      return [differences.map(abs), differences].flatMap {
        inquiry.answering(number: $0.reduce(0, +) / Double($0.count))
      }
    },
    .init(
      "squares-halved", .common, "the squares were halved",
      say: "Some books halve it for comfort; this one does not."
    ) { inquiry in
      guard inquiry.isAbout("mse_loss"), inquiry.asksForResult else { return [] }
      return inquiry.mapping { $0 / 2 }
    },
  ]

  private static let lossGradients: [Misconception] = [
    .init(
      "two-lost", .often, "the 2 of the square was lost",
      say: "A square brings its 2 down in front when you ask for the slope."
    ) { inquiry in
      inquiry.handingBack(["mse_loss"]) { $0.handedBack?.map { $0 / 2 } }
    },
    .init(
      "gradient-true-class-only", .often, "only the true class got a gradient",
      say: "Raising one share lowers the others, so every score feels it."
    ) { inquiry in
      inquiry.handingBack(["cross_entropy"]) { step in
        guard let right = step.handedBack, let classes = step.grid("target"),
          classes.shape.rank == right.shape.rank - 1
        else { return nil }
        return Tensor(right.shape) { index in
          let isTrue = classes[[index[0]] + index[2...]] == Double(index[1])
          return isTrue ? right[index] : 0
        }
      }
    },
    .init(
      "target-minus-share", .often, "target and share changed places",
      say: "It points to more loss: the true score's slope is below zero."
    ) { inquiry in
      inquiry.handingBack(["cross_entropy"]) { $0.handedBack?.map { -$0 } }
    },
  ]
}

extension Tensor<Double> {
  /// Each number changed.
  func map(_ change: (Double) -> Double) -> Tensor {
    Tensor(shape, elements.map(change))
  }
}

extension ProblemInquiry {
  /// Whether the op is a loss.
  fileprivate var isLoss: Bool { isAbout("cross_entropy", "nll_loss", "mse_loss") }

  /// How the loss makes one number of its positions.
  fileprivate var reduction: LossReduction {
    guard case .word(let name) = argument("reduction") else { return .mean }
    return LossReduction(rawValue: name) ?? .mean
  }

  /// The class of each position, [N, …]; `nil` where a loss over classes has shares of several of them,
  /// or counts some more than others.
  private var classes: Tensor<Double>? {
    guard isAbout("cross_entropy", "nll_loss"), let target = grid("target"),
      target.shape.rank == input.shape.rank - 1
    else { return nil }
    return target
  }

  /// What comes out where the loss of each position is another one.
  fileprivate func eachLoss(_ change: (Double) -> Double) -> [WrongAnswer] {
    let apart = ProblemEdit.parameter(operation: operationIndex, name: "reduction", text: "none")
    guard classes != nil, asksForResult,
      let single = solved(with: endingBefore(operationIndex + 1) + [apart])?.value(value)
    else { return [] }
    let losses = single.elements.map(change)
    let sum = losses.reduce(0, +)
    switch reduction {
    case .none: return answering(Tensor(single.shape, losses))
    case .sum: return answering(Tensor(output.shape, [sum]))
    case .mean: return answering(Tensor(output.shape, [sum / Double(losses.count)]))
    }
  }

  /// The loss of shares that were taken for scores.
  fileprivate func takingSoftmaxBefore() -> [WrongAnswer] {
    let softmax = [ProblemEdit.append("softmax dim=1"), .remove(operation: 0)]
    guard isAbout("cross_entropy"), asksForResult,
      let shares = solved(with: alone(operationIndex, on: input) + softmax)?.output
    else { return [] }
    let edits = alone(operationIndex, on: shares)
    guard let loss = solved(with: edits)?.output, let answer = part.of(loss) else { return [] }
    return [WrongAnswer(answer, instead: edits)]
  }

  /// The loss of the class before or behind each true one, and of the one with the largest score.
  fileprivate func readingOtherClasses() -> [WrongAnswer] {
    guard let classes, asksForResult else { return [] }
    let (scores, count) = (input, input.shape[1])
    let neighbours = [1.0, -1.0].map { step in classes.map { $0 + step } }
    let largest = Tensor(classes.shape) { index in
      let row = (0..<count).map { scores[[index[0], $0] + index.dropFirst()] }
      return Double(row.indices.max { row[$0] < row[$1] } ?? 0)
    }
    return (neighbours + [largest]).flatMap { other -> [WrongAnswer] in
      guard other.elements.allSatisfy({ (0..<Double(count)).contains($0) }) else { return [] }
      return replacing("target") { _ in other }
    }
  }
}
