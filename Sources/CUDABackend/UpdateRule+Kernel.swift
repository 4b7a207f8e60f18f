import CUDAKernels
import TensorEngine

/// A rule as its kernel gets it.
extension UpdateRule {
  /// The kernel that makes the step.
  var kernelName: String {
    switch self {
    case .sgd: "sgd"
    case .adagrad: "adagrad"
    case .rmsprop: "rmsprop"
    case .adadelta: "adadelta"
    case .adam: "adam"
    }
  }

  /// The vectors and the numbers of the step.
  func arguments(
    _ parameters: TensorBuffer<Float>, _ gradients: TensorBuffer<Float>,
    _ kept: [KeptVector: TensorBuffer<Float>], _ gate: TensorBuffer<Float>?
  ) -> cuda_update_arguments {
    var arguments = cuda_update_arguments()
    arguments.parameters = parameters.onDevice
    arguments.gradients = gradients.onDevice
    arguments.gate = gate?.onDevice ?? .none
    func vector(_ name: KeptVector) -> cuda_tensor { kept[name]?.onDevice ?? .none }
    switch self {
    case .sgd(let rule):
      (arguments.rate, arguments.weight_decay) = (rule.rate, rule.weightDecay)
      (arguments.keep, arguments.take) = (rule.keep, rule.take)
      arguments.has_momentum = rule.hasMomentum ? 1 : 0
      arguments.is_nesterov = rule.isNesterov ? 1 : 0
      arguments.is_first = rule.isFirst ? 1 : 0
      arguments.first = vector(.momentum)
    case .adagrad(let rule):
      (arguments.rate, arguments.weight_decay) = (rule.rate, rule.weightDecay)
      arguments.epsilon = rule.epsilon
      arguments.first = vector(.sum)
    case .rmsprop(let rule):
      (arguments.rate, arguments.weight_decay) = (rule.rate, rule.weightDecay)
      (arguments.keep, arguments.take) = (rule.keep, rule.take)
      (arguments.epsilon, arguments.momentum) = (rule.epsilon, rule.momentumKept)
      arguments.weight = rule.gradientWeight
      arguments.has_momentum = rule.hasMomentum ? 1 : 0
      arguments.is_centered = rule.isCentered ? 1 : 0
      arguments.first = vector(.squareAverage)
      arguments.second = vector(.momentum)
      arguments.third = vector(.gradientAverage)
    case .adadelta(let rule):
      (arguments.rate, arguments.weight_decay) = (rule.rate, rule.weightDecay)
      (arguments.keep, arguments.take) = (rule.keep, rule.take)
      arguments.epsilon = rule.epsilon
      arguments.first = vector(.squareAverage)
      arguments.second = vector(.accumulatedDelta)
    case .adam(let rule):
      (arguments.rate, arguments.weight_decay) = (rule.rate, rule.weightDecay)
      (arguments.keep, arguments.take) = (rule.keepSquare, rule.takeSquare)
      (arguments.epsilon, arguments.shrinkage) = (rule.epsilon, rule.shrinkage)
      (arguments.root_correction, arguments.weight) = (rule.rootCorrection, rule.weight)
      arguments.is_amsgrad = rule.isAMSGrad ? 1 : 0
      arguments.first = vector(.average)
      arguments.second = vector(.averageSquare)
      arguments.third = vector(.largestAverageSquare)
    }
    return arguments
  }
}
