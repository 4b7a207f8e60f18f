import NeuralNetworks
import TensorEngine
import Testing

struct WeightPenaltyTests {
  /// Loss and gradients of one batch, with the weights they are taken at.
  private func step(
    _ penalty: WeightPenalty?
  ) throws -> (loss: Float, gradients: [String: Tensor<Float>], weights: [String: Tensor<Float>]) {
    let graph = try TrainingGraph(
      Architecture(text: "fc 4, tanh, fc 3"), batchSize: 2, inputShape: [5, 1, 1], classes: 3,
      penalty: penalty)
    let backend = ReferenceBackend<Float>()
    let memory = try NetworkMemory(graph.network, on: backend)
    memory.initialize(seed: 3)
    let run = backend.compile(
      graph.graph, outputs: [graph.loss], bindings: memory.bindings(graph))
    let values = try run.run([
      graph.network.input: Tensor([2, 5, 1, 1], (0..<10).map { Float($0) / 10 }),
      graph.target: Tensor([2], [0, 2]),
    ])
    return (
      try #require(values[graph.loss]).elements[0], memory.gradientValues, memory.parameterValues
    )
  }

  @Test(arguments: [WeightPenalty.l1(0.25), .l2(0.25)])
  func `a penalty pulls weights towards 0 and leaves biases and the loss alone`(
    _ penalty: WeightPenalty
  ) throws {
    let (plain, pulled) = (try step(nil), try step(penalty))
    #expect(pulled.loss == plain.loss)
    for (name, gradient) in plain.gradients {
      let (mine, weights) = (
        try #require(pulled.gradients[name]).elements, try #require(plain.weights[name]).elements
      )
      for index in mine.indices {
        let pull: Float =
          switch penalty {
          case _ where name.hasSuffix("bias"): 0
          case .l1(let strength): weights[index] > 0 ? Float(strength) : -Float(strength)
          case .l2(let strength): Float(strength) * weights[index]
          }
        #expect(abs(mine[index] - gradient.elements[index] - pull) < 1e-6, "\(name) \(index)")
      }
    }
    #expect(plain.gradients.count == 4)
  }
}
