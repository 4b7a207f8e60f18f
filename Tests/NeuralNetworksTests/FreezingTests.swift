import NeuralNetworks
import TensorEngine
import Testing

/// Networks some of whose layers training leaves as they are.
struct FreezingTests {
  private let backend = ReferenceBackend<Float>()

  private static let network = "conv 2 3x3, bn, relu, conv 3 3x3, bn, relu, fc 4"

  /// The gradients of one batch, by name, and the loss.
  private func gradients(
    _ text: String, frozen: [String]
  ) throws -> (values: [String: Tensor<Float>], loss: Tensor<Float>) {
    let step = try TrainingGraph(
      try Architecture(text: text).freezing(frozen), batchSize: 2, inputShape: [1, 6, 6])
    let memory = try NetworkMemory(step.network, on: backend)
    memory.initialize(seed: 5)
    let executable = backend.compile(
      step.graph, outputs: [step.loss], bindings: memory.bindings(step))
    let images = Tensor<Float>(
      [2, 1, 6, 6], (0..<72).map { Float(($0 * 37 + 11) % 29) / 29 - 0.4 })
    let result = try executable.run([
      step.network.input: images, step.target: Tensor([2], [1, 3]),
    ])
    return (memory.gradientValues, try #require(result[step.loss]))
  }

  @Test
  func `the gradients of what learns are those of a network without frozen layers`() throws {
    let text = "conv 2 3x3, relu, conv 3 3x3, relu, fc 4"
    let whole = try gradients(text, frozen: [])
    let part = try gradients(text, frozen: ["0"])
    #expect(part.loss == whole.loss)
    #expect(Set(whole.values.keys).subtracting(part.values.keys) == ["0.weight", "0.bias"])
    for (name, gradient) in part.values { #expect(gradient == whole.values[name], "\(name)") }
  }

  @Test
  func `frozen batch norm lets gradients through and keeps its statistics`() throws {
    let step = try TrainingGraph(
      try Architecture(text: Self.network).freezing(["4"]), batchSize: 2, inputShape: [1, 6, 6])
    #expect(
      step.network.statistics.map { $0.updated == nil } == [false, false, true, true])
    // Its statistics are 0 and 1 in the beginning, so it changes next to nothing: the layer before it
    // gets the gradient that it would get without it.
    let with = try gradients(Self.network, frozen: ["4"]).values["3.weight"]
    let without = try gradients(
      Self.network.replacing("3x3, bn, relu, fc", with: "3x3, upsample 1, relu, fc"), frozen: []
    ).values["3.weight"]
    let pairs = zip(try #require(with).elements, try #require(without).elements)
    #expect(
      pairs.allSatisfy { abs($0 - $1) < 1e-5 * max(1, abs($1)) } && pairs.contains { $0.0 != 0 })
  }

  @Test
  func `a module stands for all that is inside, and for nothing that begins alike`() throws {
    let network = try Zoo.architecture(named: "resnet20").freezing(["layer1", "conv1"])
      .build(batchSize: 2, mode: .training)
    let frozen = network.parameters.filter(\.isFrozen).map(\.name)
    #expect(frozen.count == 1 + 3 * 6 && frozen.allSatisfy { !$0.hasPrefix("layer2") })
    #expect(ModulePath.contains("layer1", "layer1.0.conv1.weight"))
    #expect(!ModulePath.contains("layer1", "layer10.weight"))
  }

  @Test(arguments: [
    ("layr1", "Did you mean 'layer1'?"), ("conv7.weight", "Did you mean 'conv1.weight'?"),
    ("backbone", "convscope inspect resnet20 lists all"),
  ])
  func `a name that nothing has is answered with the nearest`(
    _ name: String, _ remedy: String
  ) throws {
    let error = #expect(throws: NetworkError.self) {
      try Zoo.architecture(named: "resnet20").freezing([name])
        .build(batchSize: 1, mode: .evaluation)
    }
    #expect(try #require(error).message == "nothing with parameters is called '\(name)'")
    #expect(try #require(error).remedy.hasPrefix(remedy))
  }

  @Test
  func `a network that is frozen as a whole cannot learn`() throws {
    let error = #expect(throws: NetworkError.self) {
      try TrainingGraph(
        try Architecture(text: "fc 4").freezing(["1"]), batchSize: 2, inputShape: [1, 6, 6])
    }
    #expect(try #require(error).message.contains("none can learn"))
  }
}
