import CUDAKernels
import TensorEngine

/// A step of training that the device gets as one launch: the images of the pixels, the pass, what it came to, and the change
/// of the parameters.
///
/// What differs from step to step lies on the device and is written there ahead: pixels, labels, and the numbers of the
/// optimiser's rule. So a recording of the kernels serves every step, until a step is to do something else.
final class CUDAStep: TrainingStep {
  private let pass: CUDAExecutable
  private let settled: CUDAOutcomes
  private let pixels: CUDAImages?
  private let numbers: UpdateNumbers
  private let numbersOnDevice: cuda_update_numbers_place
  private let library: KernelLibrary
  private let device: CUDADevice
  private var recorded: Recorded?

  /// Launches, and what they were made for.
  private struct Recorded {
    let hasPixels: Bool
    let change: ParameterChange?
    let launches: RecordedLaunches
  }

  var outcomes: any StepOutcomes { settled }

  var images: (any ImageTaking)? { pixels }

  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory.
  init(
    _ pass: CUDAExecutable, _ outcomes: CUDAOutcomes, _ pixels: CUDAImages?,
    _ library: KernelLibrary, on device: CUDADevice
  ) throws(BackendError) {
    (self.pass, settled, self.pixels) = (pass, outcomes, pixels)
    (self.library, self.device) = (library, device)
    numbers = UpdateNumbers(on: device)
    numbersOnDevice = try numbers.onDevice()
  }

  func begin(_ change: ParameterChange?) throws {
    if let change { try numbers.write(change.rule) }
    try pass.run(by: try launches(hasPixels: pixels?.isUsed() ?? false, change))
    settled.send()
  }

  /// The launches of a step: those of the last one, where it was of the same form.
  private func launches(
    hasPixels: Bool, _ change: ParameterChange?
  ) throws(BackendError) -> RecordedLaunches {
    if let recorded, recorded.hasPixels == hasPixels, recorded.change.isLike(change) {
      return recorded.launches
    }
    var launches = hasPixels ? pixels.map { [$0.launch] } ?? [] : []
    launches += pass.launches + [settled.launch]
    if let change {
      launches.append(
        Launch(
          try library.kernel(change.rule.kernelName), .threads(change.parameters.count),
          change.arguments(numbersOnDevice, while: settled.gate)))
    }
    let made = RecordedLaunches(launches, on: device)
    recorded = Recorded(hasPixels: hasPixels, change: change, launches: made)
    return made
  }
}

extension ParameterChange? {
  /// Whether another does the same to the same vectors, whatever the numbers of its rule are.
  fileprivate func isLike(_ other: ParameterChange?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.rule.kernelName == other.rule.kernelName
      && self.parameters.isSame(as: other.parameters)
      && self.gradients.isSame(as: other.gradients) && self.kept.count == other.kept.count
      && self.kept.allSatisfy { name, buffer in other.kept[name]?.isSame(as: buffer) ?? false }
  }
}
