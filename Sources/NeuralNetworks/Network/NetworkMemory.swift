import TensorEngine

/// The tensors of a network that outlive a run: its parameters, their gradients, its running
/// statistics.
///
/// Graphs of the same network, one that learns and one that is tested, share them by binding them:
///
///     let memory = try NetworkMemory(step.network, on: backend)
///     memory.initialize(seed: 1)
///     let learning = try backend.compile(step.graph, outputs: [], bindings: memory.bindings(step))
///     let testing = try backend.compile(
///       tested.graph, outputs: [tested.output], bindings: memory.bindings(tested))
public final class NetworkMemory {
  /// The network, for the names and shapes of its tensors.
  public let network: BuiltNetwork

  /// The learned parameters as one vector, and each parameter, frozen ones included.
  public let parameters: (whole: TensorBuffer<Float>, parts: [TensorBuffer<Float>])
  /// The gradients of the learned parameters, laid out alike; empty for a network in evaluation mode.
  public let gradients: (whole: TensorBuffer<Float>, parts: [TensorBuffer<Float>])
  /// The running statistics.
  public let statistics: [TensorBuffer<Float>]

  /// Takes memory, all of it zero.
  ///
  /// - Throws: ``BackendError`` when the backend has not as much.
  public init(_ network: BuiltNetwork, on backend: some Backend<Float>) throws(BackendError) {
    self.network = network
    let shapes = network.learned.map(\.shape)
    let learned = try backend.makePacked(shapes)
    var rest = learned.parts[...]
    let parts = try network.parameters.map { parameter throws(BackendError) in
      parameter.isFrozen ? try backend.makeBuffer(parameter.shape) : rest.removeFirst()
    }
    parameters = (learned.whole, parts)
    gradients = try backend.makePacked(network.mode == .training ? shapes : [])
    statistics = try network.statistics.map { statistic throws(BackendError) in
      try backend.makeBuffer(statistic.shape)
    }
  }

  // MARK: - Binding

  /// The buffers of a graph's parameters and statistics.
  ///
  /// - Parameter other: This network, or one with the same parameters: for another batch size or mode.
  public func bindings(_ other: BuiltNetwork) -> [NodeID: TensorBuffer<Float>] {
    let nodes = other.parameters.map(\.node) + other.statistics.map(\.node)
    precondition(
      nodes.count == tensors.count, "\(nodes.count) tensors bound to \(tensors.count) buffers")
    return Dictionary(uniqueKeysWithValues: zip(nodes, tensors.map(\.buffer)))
  }

  /// The buffers of a training step: its network's, those of the gradients, and the statistics, which
  /// the step replaces.
  public func bindings(_ step: TrainingGraph) -> [NodeID: TensorBuffer<Float>] {
    var bindings = bindings(step.network)
    for (node, buffer) in zip(step.gradients, gradients.parts) { bindings[node] = buffer }
    for (statistic, buffer) in zip(step.network.statistics, statistics) {
      if let updated = statistic.updated { bindings[updated] = buffer }
    }
    return bindings
  }

  // MARK: - Values

  /// Parameters and statistics under the names of PyTorch's state dict, in its order.
  public var tensors: [(name: String, buffer: TensorBuffer<Float>)] {
    Array(zip(network.parameters.map(\.name), parameters.parts))
      + Array(zip(network.statistics.map(\.name), statistics))
  }

  /// Gives every tensor the value that it has before training.
  public func initialize(seed: UInt64) {
    for (parameter, buffer) in zip(network.parameters, parameters.parts) {
      buffer.assign(
        parameter.initializer.values(parameter.shape, seed: seed, name: parameter.name))
    }
    for (statistic, buffer) in zip(network.statistics, statistics) {
      buffer.assign(Tensor(statistic.shape, repeating: Float(statistic.initialValue)))
    }
  }

  /// Takes values by name.
  ///
  /// - Parameter value: The value of a name, in the shape asked for.
  /// - Throws: What `value` throws; then nothing has changed.
  public func load<Failure: Error>(
    _ value: (_ name: String, _ shape: Shape) throws(Failure) -> Tensor<Float>
  ) throws(Failure) {
    var values: [Tensor<Float>] = []
    for (name, buffer) in tensors { values.append(try value(name, buffer.shape)) }
    for (value, tensor) in zip(values, tensors) { tensor.buffer.assign(value) }
  }

  /// Takes the parameters and statistics of a network for another batch size.
  public func adopt(_ other: NetworkMemory) {
    for (mine, theirs) in zip(tensors, other.tensors) { mine.buffer.assign(theirs.buffer.tensor) }
  }

  /// Copies of the parameters, by name.
  public var parameterValues: [String: Tensor<Float>] {
    values(of: parameters.parts, network.parameters.map(\.name))
  }

  /// Copies of the gradients, by their parameters' names; frozen parameters have none.
  public var gradientValues: [String: Tensor<Float>] {
    values(of: gradients.parts, network.learned.map(\.name))
  }

  /// Copies of the running statistics, by name.
  public var statisticValues: [String: Tensor<Float>] {
    values(of: statistics, network.statistics.map(\.name))
  }

  private func values(
    of buffers: [TensorBuffer<Float>], _ names: [String]
  ) -> [String: Tensor<Float>] {
    Dictionary(zip(names, buffers.map(\.tensor)), uniquingKeysWith: { $1 })
  }
}
