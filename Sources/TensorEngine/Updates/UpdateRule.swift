/// How one parameter changes by its gradient and by what is kept of its past, with the numbers of
/// one step.
///
/// The rules are those of `torch.optim`; the order of their operations is PyTorch's, so that both
/// round alike.
public enum UpdateRule: Hashable, Sendable {
  /// With the momentum as ``KeptVector/momentum``.
  case sgd(SGDRule)
  /// With the sum of squares as ``KeptVector/sum``.
  case adagrad(AdagradRule)
  /// With ``KeptVector/squareAverage``, ``KeptVector/momentum`` and ``KeptVector/gradientAverage``.
  case rmsprop(RMSpropRule)
  /// With ``KeptVector/squareAverage`` and ``KeptVector/accumulatedDelta``.
  case adadelta(AdadeltaRule)
  /// With ``KeptVector/average``, ``KeptVector/averageSquare`` and ``KeptVector/largestAverageSquare``.
  case adam(AdamRule)
}

/// A vector that a rule keeps from step to step, under PyTorch's name for it.
public enum KeptVector: String, CaseIterable, Sendable {
  /// The momentum: what is left of the steps before.
  case momentum = "momentum_buffer"
  /// The sum of the squared gradients.
  case sum
  /// The moving average of the squared gradients.
  case squareAverage = "square_avg"
  /// The moving average of the gradients, for a variance about it.
  case gradientAverage = "grad_avg"
  /// The moving average of the squared steps.
  case accumulatedDelta = "acc_delta"
  /// Adam's first moment.
  case average = "exp_avg"
  /// Adam's second moment.
  case averageSquare = "exp_avg_sq"
  /// The largest second moment so far.
  case largestAverageSquare = "max_exp_avg_sq"
}
