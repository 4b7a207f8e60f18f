import CPUBackend
import Foundation
import NeuralNetworks
import TensorEngine
import Typesetting

/// Measures the parts of a training step one by one.
///
/// Each part runs over the whole batch before the next begins, so that it can be timed; in a real step
/// several parts follow each other on a few images, which are still in the cache. The sum is
/// therefore more than a step takes.
struct StepBenchmark {
  /// Alike parts of a step.
  struct Row {
    /// The op and what it computes: `conv2d 16×32×32 → 16×32×32`.
    let name: String
    /// How many there are.
    let count: Int
    /// The time of all of them, in milliseconds.
    let milliseconds: Double
    /// 10⁹ floating-point operations a second by the definition, two to a multiply-add; 0 where there
    /// are none.
    let gigaflops: Double
  }

  let architecture: Architecture
  let batchSize: Int
  let backend: CPUBackend
  private static let rounds = 9

  init(_ architecture: Architecture, batchSize: Int, backend: CPUBackend) {
    self.architecture = architecture
    self.batchSize = batchSize
    self.backend = backend
  }

  /// Measures a step on images of CIFAR's shape, and sorts its parts by their time.
  ///
  /// - Throws: ``NetworkError`` when the network does not take such images.
  func run() throws -> [Row] {
    let step = try TrainingGraph(
      architecture, batchSize: batchSize, inputShape: [3, 32, 32], classes: 10)
    let memory = try NetworkMemory(step.network, on: backend)
    memory.initialize(seed: 0)
    let profile = try backend.profile(
      step.graph, outputs: [step.loss] + step.gradients,
      bindings: memory.bindings(step.network), feeds: feeds(step))
    _ = profile.measure()
    var times: [NodeID: [Duration]] = [:]
    for _ in 0..<Self.rounds {
      for (node, time) in profile.measure() { times[node, default: []].append(time) }
    }
    var groups: [String: (count: Int, time: Double, multiplyAdds: Int)] = [:]
    for (node, samples) in times {
      let median = samples.sorted()[samples.count / 2] / .milliseconds(1)
      let (name, cost) = describe(step.graph[node], in: step.graph)
      let group = groups[name] ?? (0, 0, 0)
      groups[name] = (group.count + 1, group.time + median, group.multiplyAdds + cost)
    }
    return groups.map { name, group in
      Row(
        name: name, count: group.count, milliseconds: group.time,
        gigaflops: 2 * Double(group.multiplyAdds) / group.time / 1e6)
    }
    .sorted { ($1.milliseconds, $0.name) < ($0.milliseconds, $1.name) }
  }

  /// Images that make no difference to the time, class numbers that exist.
  private func feeds(_ step: TrainingGraph) -> [NodeID: Tensor<Float>] {
    let network = step.network
    var feeds: [NodeID: Tensor<Float>] = [:]
    let images = step.graph[network.input].shape
    feeds[network.input] = Tensor(
      images, (0..<images.count).map { Float(($0 * 37) % 127) / 63.5 - 1 })
    feeds[step.target] = Tensor([batchSize], (0..<batchSize).map { Float($0 % 10) })
    if let number = network.step { feeds[number] = Tensor(.scalar, [0]) }
    return feeds
  }

  /// What a node computes, without the batch, and its multiply-adds.
  private func describe(_ node: Node, in graph: Graph) -> (name: String, multiplyAdds: Int) {
    func text(_ shape: Shape) -> String {
      let sizes =
        shape.rank > 1 && shape[0] == batchSize
        ? shape.dimensions.dropFirst() : shape.dimensions[...]
      return NumberText.size(sizes)
    }
    let operands = node.inputs.map { graph[$0].shape }
    let from = operands.first.map { text($0) + " → " } ?? ""
    return (
      "\(node.op.name) \(from)\(text(node.shape))",
      node.op.cost(operands, result: node.shape).multiplyAdds
    )
  }
}
