import CPUBackend
import NeuralNetworks
import TensorEngine
import Testing

struct TrainingGraphTests {
  @Test(arguments: ["mlp", "lenet5", "convnetjs", "tinyvgg", "resnet20", "plain20"])
  func `a step's gradients have the parameters' shapes`(_ name: String) throws {
    let step = try TrainingGraph(
      try Zoo.architecture(named: name), batchSize: 2, inputShape: [3, 32, 32], classes: 10)
    #expect(step.gradients.count == step.network.parameters.count)
    for (parameter, gradient) in zip(step.network.parameters, step.gradients) {
      #expect(step.graph[gradient].shape == parameter.shape)
    }
    #expect(step.graph[step.loss].shape == .scalar)
  }

  @Test
  func `gradient descent on one batch lowers the loss`() throws {
    let backend = try CPUBackend(threads: 1)
    let step = try TrainingGraph(
      try Zoo.architecture(named: "lenet5"), batchSize: 4, inputShape: [1, 28, 28], classes: 10)
    let network = step.network
    let memory = try NetworkMemory(network, on: backend)
    memory.initialize(seed: 1)
    let optimizer = try Optimizer(
      .defaults(for: .sgd), count: memory.parameters.whole.count, on: backend)
    let executable = try backend.compile(
      step.graph, outputs: [step.loss], bindings: memory.bindings(step))
    let image = Tensor<Float>([4, 1, 28, 28], (0..<4 * 784).map { Float($0 * 37 % 101) / 101 })
    let target = Tensor<Float>([4], [0, 1, 2, 3])
    var losses: [Float] = []
    for _ in 0..<20 {
      let results = try executable.run([network.input: image, step.target: target])
      losses.append(try #require(results[step.loss]?.elements.first))
      optimizer.step(
        memory.parameters.whole, gradients: memory.gradients.whole, learningRate: 0.1)
    }
    #expect(abs(losses[0] - 2.3) < 0.3)
    #expect(losses[19] < 0.8 * losses[0])
  }

  @Test
  func `parameters depend on the seed and their name alone`() {
    let initializer = Initializer.standard(fanIn: 25)
    let one = initializer.values([100], seed: 3, name: "conv1.weight")
    #expect(one == initializer.values([100], seed: 3, name: "conv1.weight"))
    #expect(one != initializer.values([100], seed: 4, name: "conv1.weight"))
    #expect(one != initializer.values([100], seed: 3, name: "conv2.weight"))
    #expect(one.elements.allSatisfy { abs($0) <= 0.2 })
    #expect(one.elements.contains { abs($0) > 0.15 })
  }
}
