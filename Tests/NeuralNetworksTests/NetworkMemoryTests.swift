import NeuralNetworks
import TensorEngine
import Testing

struct NetworkMemoryTests {
  private struct Missing: Error {}

  /// A network with parameters and statistics, in a mode and for so many images.
  private func network(_ mode: NetworkMode, batchSize: Int = 2) throws -> BuiltNetwork {
    try Zoo.architecture(named: "resnet20").build(batchSize: batchSize, mode: mode)
  }

  @Test
  func `a step binds every parameter with its gradient, and statistics to what replaces them`()
    throws
  {
    let step = try TrainingGraph(try Zoo.architecture(named: "resnet20"), batchSize: 2)
    let memory = NetworkMemory(step.network)
    let bindings = memory.bindings(step)
    let (parameters, statistics) = (step.network.parameters, step.network.statistics)
    #expect(bindings.count == 2 * parameters.count + 2 * statistics.count)
    for (index, parameter) in parameters.enumerated() {
      #expect(bindings[parameter.node] === memory.parameters.parts[index])
      #expect(bindings[step.gradients[index]] === memory.gradients.parts[index])
    }
    for (index, statistic) in statistics.enumerated() {
      let updated = try #require(statistic.updated)
      #expect(bindings[statistic.node] === memory.statistics[index])
      #expect(bindings[updated] === memory.statistics[index])
    }
  }

  @Test
  func `another mode and batch size reads the same buffers`() throws {
    let memory = NetworkMemory(try network(.training))
    let tested = try network(.evaluation, batchSize: 5)
    let bindings = memory.bindings(tested)
    #expect(bindings.count == memory.tensors.count)
    for (index, parameter) in tested.parameters.enumerated() {
      #expect(bindings[parameter.node] === memory.parameters.parts[index])
    }
    #expect(NetworkMemory(tested).gradients.whole.count == 0)
  }

  @Test
  func `tensors begin as PyTorch's do and are taken over by name`() throws {
    let memory = NetworkMemory(try network(.training))
    #expect(memory.parameterValues["conv1.weight"]?.elements.allSatisfy { $0 == 0 } == true)
    memory.initialize(seed: 3)
    #expect(memory.parameterValues["conv1.weight"]?.elements.contains { $0 != 0 } == true)
    #expect(memory.parameterValues["bn1.weight"] == Tensor([16], repeating: 1))
    #expect(memory.statisticValues["bn1.running_mean"] == Tensor([16], repeating: 0))
    #expect(memory.statisticValues["bn1.running_var"] == Tensor([16], repeating: 1))

    let values = memory.parameterValues.merging(memory.statisticValues) { $1 }
    let (loaded, adopted) = (
      NetworkMemory(try network(.evaluation)), NetworkMemory(try network(.training, batchSize: 4))
    )
    try loaded.load { name, _ in try #require(values[name]) }
    adopted.adopt(memory)
    for other in [loaded, adopted] {
      #expect(other.parameterValues == memory.parameterValues)
      #expect(other.statisticValues == memory.statisticValues)
    }
  }

  @Test
  func `a value that is missing changes nothing`() throws {
    let memory = NetworkMemory(try network(.evaluation))
    let last = try #require(memory.tensors.last).name
    #expect(throws: Missing.self) {
      try memory.load { (name, shape) throws(Missing) in
        if name == last { throw Missing() }
        return Tensor(shape, repeating: 5)
      }
    }
    #expect(memory.tensors.allSatisfy { $0.buffer.elements.allSatisfy { $0 == 0 } })
  }
}
