import Interchange
import NeuralNetworks
import TensorEngine

extension TrainingModel {
  /// Parameters and running statistics under the names of PyTorch's state dict, with the facts about
  /// the images as metadata.
  ///
  /// - Parameter steps: How many batches the running statistics have seen.
  func weights(steps: Int) -> Safetensors {
    var file = Safetensors()
    file.metadata = imageFacts.metadata.merging(["format": "pt"]) { _, format in format }
    for (name, buffer) in memory.tensors {
      file.append(name, buffer.tensor)
      if let layer = name.layerOfRunningMean {
        file.append("\(layer).num_batches_tracked", steps)
      }
    }
    return file
  }
}

extension NetworkMemory {
  /// Takes the weights of a run's checkpoint.
  ///
  /// - Throws: ``TrainingError`` when they are of other layers, ``InterchangeError`` when they are of
  ///   other sizes.
  func load(_ file: Safetensors, path: String) throws {
    if let (name, _) = tensors.first(where: { file[$0.name] == nil }) {
      throw TrainingError(
        path: path, "the network needs a tensor '\(name)', and there is none",
        remedy: "It belongs to another network, or to a version that numbered layers otherwise:"
          + " begin a new run.")
    }
    try load(file.floats(named:shape:))
  }
}

extension Optimizer {
  /// What the optimiser remembers, as a file.
  var memory: Safetensors {
    var file = Safetensors()
    file.metadata = ["method": settings.method.rawValue]
    file.append("step", stepCount)
    for (name, buffer) in state { file.append(name, buffer.tensor) }
    return file
  }

  /// Takes what an optimiser remembered from a file.
  ///
  /// - Throws: ``TrainingError`` when the file belongs to another optimiser or network.
  func load(_ file: Safetensors, path: String) throws {
    let steps = try file.integer(named: "step")
    let names = file.tensors.map(\.name).filter { $0 != "step" }
    var state: [(name: String, tensor: Tensor<Float>)] = []
    for name in names { state.append((name, try file.floats(named: name))) }
    do throws(OptimizerError) {
      try restore(stepCount: steps, state: state)
    } catch {
      throw TrainingError(
        path: path, "the optimiser's memory does not fit: \(error)",
        remedy: "The checkpoint belongs to another optimiser or network.")
    }
  }
}

extension String {
  /// `bn1` of `bn1.running_mean`; `nil` for other names.
  fileprivate var layerOfRunningMean: String? {
    let suffix = ".running_mean"
    return hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
