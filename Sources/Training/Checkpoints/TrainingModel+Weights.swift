import Interchange
import NeuralNetworks
import TensorEngine

extension TrainingModel {
  /// Parameters and running statistics under the names of PyTorch's state dict.
  ///
  /// - Parameter steps: How many batches the running statistics have seen.
  func weights(steps: Int) -> Safetensors {
    var file = Safetensors()
    file.metadata = ["format": "pt"]
    for (parameter, buffer) in zip(network.parameters, parameters.parts) {
      file.append(parameter.name, buffer.tensor)
    }
    for (statistic, buffer) in zip(network.statistics, statistics) {
      file.append(statistic.name, buffer.tensor)
      if let layer = statistic.name.layerOfRunningMean {
        file.append("\(layer).num_batches_tracked", Int64(steps))
      }
    }
    return file
  }

  /// Takes parameters and running statistics from a file.
  ///
  /// - Throws: ``TrainingError`` when the file belongs to another network; then nothing has changed.
  func load(_ file: Safetensors, path: String) throws(TrainingError) {
    let names =
      network.parameters.map { ($0.name, $0.shape) }
      + network.statistics.map { ($0.name, $0.shape) }
    var tensors: [Tensor<Float>] = []
    for (name, shape) in names {
      guard let tensor = file.numbers(name) else {
        throw TrainingError(
          path: path, "there is no '\(name)'",
          remedy: "The file belongs to another network than the one that is trained.")
      }
      guard tensor.shape == shape else {
        throw TrainingError(
          path: path, "'\(name)' has shape \(tensor.shape), not \(shape)",
          remedy: "The file belongs to another network, or to other images or classes.")
      }
      tensors.append(tensor)
    }
    for (tensor, buffer) in zip(tensors, parameters.parts + statistics) { buffer.assign(tensor) }
  }
}

extension Optimizer {
  /// What the optimiser remembers, as a file.
  var memory: Safetensors {
    var file = Safetensors()
    file.metadata = ["method": settings.method.rawValue]
    file.append("step", Int64(stepCount))
    for (name, buffer) in state { file.append(name, buffer.tensor) }
    return file
  }

  /// Takes what an optimiser remembered from a file.
  ///
  /// - Throws: ``TrainingError`` when the file belongs to another optimiser or network.
  func load(_ file: Safetensors, path: String) throws(TrainingError) {
    guard case .integers(_, let steps) = file["step"], let count = steps.first, count >= 0 else {
      throw TrainingError(
        path: path, "there is no number of steps", remedy: "Use another checkpoint.")
    }
    var tensors: [Tensor<Float>] = []
    for (name, buffer) in state {
      guard let tensor = file.numbers(name), tensor.shape == buffer.shape else {
        throw TrainingError(
          path: path,
          "there is no '\(name)' for \(settings.method.rawValue) of \(buffer.count) numbers",
          remedy: "The checkpoint belongs to another optimiser or network.")
      }
      tensors.append(tensor)
    }
    for (tensor, memory) in zip(tensors, state) { memory.buffer.assign(tensor) }
    resume(afterSteps: Int(count))
  }
}

extension String {
  /// `bn1` of `bn1.running_mean`; `nil` for other names.
  fileprivate var layerOfRunningMean: String? {
    let suffix = ".running_mean"
    return hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
