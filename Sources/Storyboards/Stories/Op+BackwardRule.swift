import TensorEngine

extension Op {
  /// What the op does where it stands in a backward pass, in words; `nil` where its name says it
  /// or it never stands there.
  public var backwardRule: String? {
    switch self {
    case .transposedConvolution:
      "Each cell adds up, over every window that covered it, the window's upstream gradient times"
        + " the weight that met the cell there: a transposed convolution. Slid over the padded"
        + " gradient, the kernel is turned by half a turn."
    case .convolution:
      "Each cell adds up, over every output it was spread to, the upstream gradient there times"
        + " the weight that carried it: a convolution."
    case .convolutionWeightGradient:
      "Each weight adds up, over every place of the window, the upstream gradient there times the"
        + " input cell that the weight met."
    case .maxPoolIndices:
      "Where each window had its maximum: row times width plus column, both counted from 0. A tie goes"
        + " to the first in reading order."
    case .maxUnpool:
      "Each upstream gradient goes to the cell that was the maximum of its window; the other cells"
        + " had no say in the result and get 0."
    case .takeAtIndices:
      "Each value passed through unchanged, so each takes the upstream gradient of the place it"
        + " went to."
    case .averagePoolGradient, .adaptiveAveragePoolGradient:
      "Each upstream gradient is shared out equally among the cells of its window."
    case .fold:
      "Each cell adds up the upstream gradients of all columns that it was copied to."
    case .unfold:
      "Each column takes the upstream gradients of the cells that it was added to."
    case .unaryGradient(.relu):
      "The upstream gradient passes where the input was positive (times 1) and stops elsewhere"
        + " (times 0)."
    case .unaryGradient(.affine):
      "The upstream gradient times the factor that the value was multiplied by."
    case .unaryGradient(let function):
      "The upstream gradient times the slope of \(function.name) at the input."
    case .preluGradient:
      "The upstream gradient where the input was positive, times the learned slope elsewhere."
    case .matmul:
      "The upstream gradient and the other matrix, one of them transposed, multiplied."
    case .binary(.add):
      "A value that was used more than once gets the sum of the gradients of its uses."
    case .binary(.multiply):
      "The upstream gradient times what the value was multiplied by."
    case .reduce:
      "A number that was used in many cells gets the sum of their gradients."
    case .broadcast:
      "Each cell of a sum gets the gradient of the sum."
    case .slice:
      "Each part takes its share of the upstream gradient."
    case .padGradient:
      "Each cell adds up the gradients of the padded cells that it was copied to; cells of constant"
        + " padding pass theirs to nobody."
    case .upsampleGradient:
      "Each cell adds up the gradients of the enlarged cells that it went into, by its share."
    case .flip:
      "What was flipped on the way there is flipped back."
    case .transpose:
      "The axes go back to where they were."
    case .placeClass:
      "Only the target's entry went into the loss; the other classes get 0."
    case .batchNormGradient(let norm):
      norm.training
        ? "weight / √(variance + eps) times what is left of the upstream gradient when two things"
          + " are taken off, because the channel's mean and variance move with every input: its mean"
          + " over the channel, and the normalised input times the mean of upstream gradient times"
          + " normalised input."
        : "The upstream gradient scaled by weight / √(variance + eps)."
    case .localResponseNormGradient:
      "A cell's own share, less what it adds to the divisors of its neighbouring channels."
    case .dropout:
      "The same mask, and the same scale, as on the way there."
    case .input, .fill, .maxPool, .averagePool, .adaptiveAveragePool, .binary, .unary, .prelu,
      .reshape, .concat, .pad, .upsample, .softmax, .logSoftmax, .pickClass, .batchNorm,
      .localResponseNorm:
      nil
    }
  }
}
