import NeuralNetworks
import TensorEngine
import Testing

struct NetworkMemoryTests {
  private struct Missing: Error {}

  private let backend = ReferenceBackend<Float>()

  /// A network with parameters and statistics, in a mode and for so many images.
  private func network(_ mode: NetworkMode, batchSize: Int = 2) throws -> BuiltNetwork {
    try Zoo.architecture(named: "resnet20").build(batchSize: batchSize, mode: mode)
  }

  @Test
  func `a step binds every parameter with its gradient, and statistics to what replaces them`()
    throws
  {
    let step = try TrainingGraph(try Zoo.architecture(named: "resnet20"), batchSize: 2)
    let memory = try NetworkMemory(step.network, on: backend)
    let bindings = memory.bindings(step)
    let (parameters, statistics) = (step.network.parameters, step.network.statistics)
    #expect(bindings.count == 2 * parameters.count + 2 * statistics.count)
    for (index, parameter) in parameters.enumerated() {
      #expect(bindings[parameter.node]?.isSame(as: memory.parameters.parts[index]) == true)
      #expect(bindings[step.gradients[index]]?.isSame(as: memory.gradients.parts[index]) == true)
    }
    for (index, statistic) in statistics.enumerated() {
      let updated = try #require(statistic.updated)
      #expect(bindings[statistic.node]?.isSame(as: memory.statistics[index]) == true)
      #expect(bindings[updated]?.isSame(as: memory.statistics[index]) == true)
    }
  }

  @Test
  func `another mode and batch size reads the same buffers`() throws {
    let memory = try NetworkMemory(network(.training), on: backend)
    let tested = try network(.evaluation, batchSize: 5)
    let bindings = memory.bindings(tested)
    #expect(bindings.count == memory.tensors.count)
    for (index, parameter) in tested.parameters.enumerated() {
      #expect(bindings[parameter.node]?.isSame(as: memory.parameters.parts[index]) == true)
    }
    #expect(try NetworkMemory(tested, on: backend).gradients.whole.count == 0)
  }

  @Test
  func `tensors begin as PyTorch's do and are taken over by name`() throws {
    let memory = try NetworkMemory(network(.training), on: backend)
    #expect(memory.parameterValues["conv1.weight"]?.elements.allSatisfy { $0 == 0 } == true)
    memory.initialize(seed: 3)
    #expect(memory.parameterValues["conv1.weight"]?.elements.contains { $0 != 0 } == true)
    #expect(memory.parameterValues["bn1.weight"] == Tensor([16], repeating: 1))
    #expect(memory.statisticValues["bn1.running_mean"] == Tensor([16], repeating: 0))
    #expect(memory.statisticValues["bn1.running_var"] == Tensor([16], repeating: 1))

    let values = memory.parameterValues.merging(memory.statisticValues) { $1 }
    let (loaded, adopted) = (
      try NetworkMemory(network(.evaluation), on: backend),
      try NetworkMemory(network(.training, batchSize: 4), on: backend)
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
    let memory = try NetworkMemory(network(.evaluation), on: backend)
    let last = try #require(memory.tensors.last).name
    #expect(throws: Missing.self) {
      try memory.load { (name, shape) throws(Missing) in
        if name == last { throw Missing() }
        return Tensor(shape, repeating: 5)
      }
    }
    #expect(memory.tensors.allSatisfy { $0.buffer.tensor.elements.allSatisfy { $0 == 0 } })
  }
}
