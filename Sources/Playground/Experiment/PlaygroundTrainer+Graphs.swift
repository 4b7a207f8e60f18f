import NeuralNetworks
import TensorEngine

extension PlaygroundTrainer {
  /// The graph of a step, for batches of one size.
  struct Learning {
    let batchSize: Int
    private let inputs: [[Float]]
    private let labels: [Float]
    private let batch: TensorBuffer<Float>
    private let targets: TensorBuffer<Float>
    private let executable: any Executable<Float>

    init(
      _ settings: PlaygroundSettings, _ data: SplitPoints, _ memory: NetworkMemory,
      _ backend: any TrainingBackend
    ) throws {
      batchSize = min(settings.batchSize, data.train.count)
      inputs = data.train.map { settings.inputs($0.x, $0.y) }
      labels = data.train.map { Float($0.label) }
      let graph = try TrainingGraph(
        settings.architecture(classes: data.classes), batchSize: batchSize,
        penalty: settings.weightPenalty)
      batch = try backend.makeBuffer(graph.graph[graph.network.input].shape)
      targets = try backend.makeBuffer([batchSize])
      var bindings = memory.bindings(graph)
      bindings[graph.network.input] = batch
      bindings[graph.target] = targets
      executable = try backend.compile(graph.graph, outputs: [], bindings: bindings)
    }

    /// Computes the gradients of some training points.
    func run(_ points: ArraySlice<Int>) throws {
      batch.assign(Tensor(batch.shape, points.flatMap { inputs[$0] }))
      targets.assign(Tensor(targets.shape, points.map { labels[$0] }))
      _ = try executable.run([:])
    }
  }

  /// The graph that tests all points.
  struct Testing {
    private let labels: [Int]
    private let losses: NodeID
    private let scores: NodeID
    private let executable: any Executable<Float>

    init(
      _ settings: PlaygroundSettings, _ data: SplitPoints, _ memory: NetworkMemory,
      _ backend: any TrainingBackend
    ) throws {
      let points = data.all
      labels = points.map(\.label)
      let network = try settings.architecture(classes: data.classes)
        .build(batchSize: points.count, mode: .evaluation)
      var graph = network.graph
      let target = try graph.input([points.count], name: "target")
      losses = try graph.crossEntropy(network.output, target: target, reduction: .none)
      scores = network.output
      var bindings = memory.bindings(network)
      bindings[network.input] = try backend.makeBuffer(
        settings.batch(points.map { ($0.x, $0.y) }))
      bindings[target] = try backend.makeBuffer(Tensor([points.count], labels.map { Float($0) }))
      executable = try backend.compile(graph, outputs: [losses, scores], bindings: bindings)
    }

    /// Scores the first points, which are those for training, and the others.
    func run(train: Int) throws -> (train: Shot.Score, test: Shot.Score) {
      let values = try executable.run([:])
      guard let losses = values[losses]?.elements, let scores = values[scores] else {
        preconditionFailure("a run without its outputs")
      }
      let guesses = scores.positionsOfLargest
      func score(_ range: Range<Int>) -> Shot.Score {
        let sum = range.reduce(0.0) { $0 + Double(losses[$1]) }
        let right = range.count { losses[$0].isFinite && guesses[$0] == labels[$0] }
        let count = Double(max(1, range.count))
        return Shot.Score(loss: sum / count, accuracy: Double(right) / count)
      }
      return (score(0..<train), score(train..<labels.count))
    }
  }

  /// The graphs that say what units make of every cell of the plane, and of one place.
  struct Looking {
    /// Each input's map.
    let features: [[Float]]
    private let settings: PlaygroundSettings
    private let whole: Window
    private let place: Window

    init(
      _ settings: PlaygroundSettings, _ classes: Int, _ memory: NetworkMemory,
      _ backend: any TrainingBackend
    ) throws {
      self.settings = settings
      whole = try Window(settings, classes, count: Plane.cells * Plane.cells, memory, backend)
      place = try Window(settings, classes, count: 1, memory, backend)
      let cells = (0..<Plane.cells * Plane.cells).map { index in
        (
          x: Plane.position(of: index % Plane.cells), y: -Plane.position(of: index / Plane.cells)
        )
      }
      features = settings.features.map { feature in
        cells.map { Float(feature.value($0.x, $0.y)) }
      }
      whole.input.assign(settings.batch(cells))
    }

    func run(_ place: (x: Double, y: Double)) throws -> (maps: [[[Float]]], probe: Shot.Probe) {
      let maps = try whole.run().results.map { values in
        let units = values.shape[1]
        return (0..<units).map { unit in
          stride(from: unit, to: values.elements.count, by: units).map { values.elements[$0] }
        }
      }
      self.place.input.assign(settings.batch([place]))
      let (sums, results) = try self.place.run()
      let probe = Shot.Probe(
        x: place.x, y: place.y, inputs: settings.inputs(place.x, place.y),
        sums: sums.map(\.elements), results: results.map(\.elements))
      return (maps, probe)
    }
  }

  /// A network for so many points, every layer of which is an output.
  private struct Window {
    let input: TensorBuffer<Float>
    private let sums: [NodeID]
    private let results: [NodeID]
    private let executable: any Executable<Float>

    init(
      _ settings: PlaygroundSettings, _ classes: Int, count: Int, _ memory: NetworkMemory,
      _ backend: any TrainingBackend
    ) throws {
      let network = try settings.architecture(classes: classes)
        .build(batchSize: count, mode: .evaluation)
      var graph = network.graph
      let shares = try graph.append(.softmax(axis: 1), [network.output])
      let sums = network.layers.filter { $0.kind == "Linear" }.map(\.output)
      // Activations read the sum of their layer; without one, the sum is what comes of it.
      let activations = sums.dropLast().map { sum in
        network.layers.first { $0.input == sum && $0.kind != "Linear" }?.output ?? sum
      }
      (self.sums, results) = (sums, activations + [shares])
      input = try backend.makeBuffer(graph[network.input].shape)
      var bindings = memory.bindings(network)
      bindings[network.input] = input
      executable = try backend.compile(
        graph, outputs: Array(Set(sums + results)), bindings: bindings)
    }

    func run() throws -> (sums: [Tensor<Float>], results: [Tensor<Float>]) {
      let values = try executable.run([:])
      return (sums.compactMap { values[$0] }, results.compactMap { values[$0] })
    }
  }
}

extension PlaygroundSettings {
  /// What the network is given of a place.
  fileprivate func inputs(_ x: Double, _ y: Double) -> [Float] {
    features.map { Float($0.value(x, y)) }
  }

  /// The same of several places, [N, inputs, 1, 1].
  fileprivate func batch(_ places: [(x: Double, y: Double)]) -> Tensor<Float> {
    Tensor([places.count, features.count, 1, 1], places.flatMap { inputs($0.x, $0.y) })
  }
}
