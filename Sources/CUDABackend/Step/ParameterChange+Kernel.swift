import CUDAKernels
import Synchronization
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

  /// The numbers of the step, as its kernel reads them.
  var numbers: cuda_update_numbers {
    var numbers = cuda_update_numbers()
    switch self {
    case .sgd(let rule):
      (numbers.rate, numbers.weight_decay) = (rule.rate, rule.weightDecay)
      (numbers.keep, numbers.take) = (rule.keep, rule.take)
      numbers.has_momentum = rule.hasMomentum ? 1 : 0
      numbers.is_nesterov = rule.isNesterov ? 1 : 0
      numbers.is_first = rule.isFirst ? 1 : 0
    case .adagrad(let rule):
      (numbers.rate, numbers.weight_decay) = (rule.rate, rule.weightDecay)
      numbers.epsilon = rule.epsilon
    case .rmsprop(let rule):
      (numbers.rate, numbers.weight_decay) = (rule.rate, rule.weightDecay)
      (numbers.keep, numbers.take) = (rule.keep, rule.take)
      (numbers.epsilon, numbers.momentum) = (rule.epsilon, rule.momentumKept)
      numbers.weight = rule.gradientWeight
      numbers.has_momentum = rule.hasMomentum ? 1 : 0
      numbers.is_centered = rule.isCentered ? 1 : 0
    case .adadelta(let rule):
      (numbers.rate, numbers.weight_decay) = (rule.rate, rule.weightDecay)
      (numbers.keep, numbers.take) = (rule.keep, rule.take)
      numbers.epsilon = rule.epsilon
    case .adam(let rule):
      (numbers.rate, numbers.weight_decay) = (rule.rate, rule.weightDecay)
      (numbers.keep, numbers.take) = (rule.keepSquare, rule.takeSquare)
      (numbers.epsilon, numbers.shrinkage) = (rule.epsilon, rule.shrinkage)
      (numbers.root_correction, numbers.weight) = (rule.rootCorrection, rule.weight)
      numbers.is_amsgrad = rule.isAMSGrad ? 1 : 0
    }
    return numbers
  }

  /// The vectors that the rule keeps, in the order in which its kernel has them.
  fileprivate var vectors: [KeptVector] {
    switch self {
    case .sgd: [.momentum]
    case .adagrad: [.sum]
    case .rmsprop: [.squareAverage, .momentum, .gradientAverage]
    case .adadelta: [.squareAverage, .accumulatedDelta]
    case .adam: [.average, .averageSquare, .largestAverageSquare]
    }
  }
}

extension ParameterChange {
  /// What the kernel of the rule is given.
  ///
  /// - Parameter numbers: Where the numbers of the step lie.
  func arguments(
    _ numbers: cuda_update_numbers_place, while gate: TensorBuffer<Float>?
  ) -> cuda_update_arguments {
    let vectors = rule.vectors.map { kept[$0]?.onDevice ?? .none }
    func vector(_ index: Int) -> cuda_tensor {
      index < vectors.count ? vectors[index] : .none
    }
    return cuda_update_arguments(
      parameters: parameters.onDevice, gradients: gradients.onDevice, first: vector(0),
      second: vector(1), third: vector(2), gate: gate?.onDevice ?? .none, rule: numbers)
  }
}

/// Where the numbers of a rule's step lie on the device, written ahead of each step.
final class UpdateNumbers: Sendable {
  /// Taken when it is first asked for: who only solves problems makes no step.
  private let memory = Mutex<CUDAMemory?>(nil)
  private let device: CUDADevice

  init(on device: CUDADevice) {
    self.device = device
  }

  /// Writes those of the next step, in the order of the stream.
  func write(_ rule: UpdateRule) throws(BackendError) {
    try device.write([rule.numbers], to: try taken().address)
  }

  /// The same, as a kernel gets them.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory for them.
  func onDevice() throws(BackendError) -> cuda_update_numbers_place {
    cuda_update_numbers_place(
      numbers: UnsafeMutablePointer(bitPattern: UInt(try taken().address)), count: 1)
  }

  private func taken() throws(BackendError) -> CUDAMemory {
    try memory.withLock { (memory) throws(BackendError) in
      if let memory { return memory }
      let words = MemoryLayout<cuda_update_numbers>.stride / MemoryLayout<Float>.stride
      let made = try CUDAMemory(count: words, on: device)
      memory = made
      return made
    }
  }
}
