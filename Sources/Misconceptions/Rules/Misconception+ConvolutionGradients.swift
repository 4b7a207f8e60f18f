import Problems
import TensorEngine

extension Misconception {
  /// Gradients of a convolution's input, weights and bias.
  static let convolutionGradients: [Misconception] = turnedGradients + sharedGradients

  private static let turnedGradients: [Misconception] = [
    .init(
      "kernel-unturned-going-back", .often, "the kernel was not turned on the way back",
      say: "On the way back each weight meets its cells from the other side, so turn it."
    ) { inquiry in
      inquiry.handingBack(convolutions) { step in
        guard !step.isTrueConvolution, let weight = step.grid("weight") else { return nil }
        let turned = weight.flipped(Array(2..<weight.shape.rank)).asGrid("0.weight")
        return step.gradient(of: "input", changing: [turned], upstream: step.upstream)
      }
    },
    .init(
      "weight-gradient-turned", .common, "the gradient of the weights was turned",
      say: "For the weights nothing is turned: slide the upstream gradient as it is."
    ) { inquiry in
      guard inquiry.asksForWeights, !inquiry.isTrueConvolution else { return [] }
      return inquiry.answering(inquiry.wanted.flipped(Array(2..<inquiry.wanted.shape.rank)))
    },
    .init(
      "stride-lost-going-back", .common, "the gradients were laid down without gaps",
      say: "The windows stood apart, so the gradients stand apart as well."
    ) { inquiry in
      inquiry.handingBack(convolutions) { $0.closingUp("input") }
        + (inquiry.asksForWeights ? inquiry.answering(inquiry.step?.closingUp("weight")) : [])
    },
  ]

  private static let sharedGradients: [Misconception] = [
    .init(
      "weight-gradient-from-corner", .common, "only one window was counted",
      say: "The kernel stood on many places, and every one has its say."
    ) { inquiry in
      guard inquiry.asksForWeights else { return [] }
      let upstream = inquiry.upstream
      func keeping(_ isKept: ([Int]) -> Bool) -> [WrongAnswer] {
        let corner = Tensor(upstream.shape) { isKept($0) ? upstream[$0] : 0 }
        return inquiry.changing(
          inquiry.endingBefore(inquiry.operationIndex + 1) + [corner.asGrid("upstream")])
      }
      // In the first image alone, or in each.
      return keeping { $0[0] == 0 && $0[2...].allSatisfy { $0 == 0 } }
        + (upstream.shape[0] > 1 ? keeping { $0[2...].allSatisfy { $0 == 0 } } : [])
    },
    .init(
      "shared-gradient-averaged", .often, "the places were averaged",
      say: "A shared weight collects from all its places: add, do not average."
    ) { inquiry in
      guard inquiry.asksForWeights else { return [] }
      let shape = inquiry.upstream.shape
      let places = shape.spatialSize.reduce(1, *)
      return inquiry.mapping { $0 / Double(places * shape[0]) }
        + (shape[0] > 1 ? inquiry.mapping { $0 / Double(places) } : [])
    },
    .init(
      "bias-gradient-averaged", .often, "the gradient of the bias was averaged",
      say: "The same extra number went into every cell: add up what they send back."
    ) { inquiry in
      guard inquiry.asksForGradient(of: "bias"), inquiry.upstream.shape.rank >= 2 else { return [] }
      let upstream = inquiry.upstream.shape
      return inquiry.mapping { $0 * Double(inquiry.wanted.shape.count) / Double(upstream.count) }
    },
    .init(
      "bias-gradient-per-cell", .common, "the bias got a gradient for each cell",
      say: "There is only one bias, so there is only one number: the sum."
    ) { inquiry in
      guard inquiry.asksForGradient(of: "bias"), case .at(let index) = inquiry.part else {
        return []
      }
      let upstream = inquiry.upstream
      guard upstream.shape.rank > 2 else {
        return Part.at([]).of(upstream).map { [WrongAnswer($0)] } ?? []
      }
      let filter = index.first ?? 0
      guard index.count == 1 || upstream.shape[1] == 1 else { return [] }
      return (0..<upstream.shape[0]).compactMap { image in
        Part.at([image, filter]).of(upstream).map { WrongAnswer($0) }
      }
    },
  ]

  private static let convolutions = ["conv1d", "conv2d"]
}

extension ProblemInquiry {
  /// Whether the gradient of a convolution's weights is asked for.
  fileprivate var asksForWeights: Bool { isConvolution && asksForGradient(of: "weight") }
}

extension BackwardStep {
  /// Whether the convolution turns its kernel.
  fileprivate var isTrueConvolution: Bool {
    if case .boolean(true) = operation.arguments["flip"]?.value { true } else { false }
  }

  /// The gradient of an operand where the gradients of the results lie side by side, however far the
  /// windows stood apart: that of a convolution with stride 1, the rest of whose results get none.
  fileprivate func closingUp(_ operand: String) -> Tensor<Double>? {
    let stepping = ProblemEdit.parameter(operation: 0, name: "stride", text: "1")
    let results = inquiry.solved(with: inquiry.alone(index, on: input) + [stepping])?.output
    guard let shape = results?.shape else { return nil }
    let upstream = upstream
    let closed = Tensor(shape) { index in
      let isResult = zip(index, upstream.shape.dimensions).allSatisfy { $0 < $1 }
      return isResult ? upstream[index] : 0
    }
    return gradient(of: operand, changing: [stepping], upstream: closed)
  }
}
