import TensorEngine

@testable import Training

extension Trainer {
  /// Everything that a step changes: parameters, running statistics, and what the optimiser keeps.
  var tensors: [Tensor<Float>] {
    [model.memory.parameters.whole.tensor]
      + model.memory.statistics.map(\.tensor)
      + optimizer.state.map(\.buffer.tensor)
  }
}
