import Foundation
import Interchange
import NeuralNetworks
import TensorEngine
import Testing

@testable import Training

/// Runs that begin with given weights, and layers that stay as they are.
struct InitialWeightsTests {
  private static let network = "conv 4 5x5 stride 4, bn, relu, fc 10"

  private func configuration(
    _ weights: InitialWeights? = nil, frozen: [String]? = nil, network: String = network
  ) -> TrainingConfiguration {
    var result = RunSandbox.configuration()
    result.network = network
    result.initialWeights = weights
    result.frozen = frozen
    return result
  }

  /// The tensors of a trainer's network, by name.
  private func tensors(_ trainer: Trainer) -> [String: Tensor<Float>] {
    Dictionary(
      uniqueKeysWithValues: trainer.model.memory.tensors.map { ($0.name, $0.buffer.tensor) })
  }

  /// A trained run, to begin others with.
  private func trained(_ sandbox: RunSandbox) throws -> Trainer {
    let trainer = try sandbox.trainer(configuration(), run: "source")
    EventRecorder().run(trainer)
    return trainer
  }

  /// The weights that a trained run ended with.
  private func last(_ sandbox: RunSandbox) -> String {
    sandbox.path + "/source/checkpoints/step-00000012/model.safetensors"
  }

  @Test
  func `a run begins with the tensors of a file, statistics included`() throws {
    let sandbox = RunSandbox()
    let source = try trained(sandbox)
    let trainer = try sandbox.trainer(configuration(try InitialWeights(last(sandbox))))
    #expect(tensors(trainer) == tensors(source) && trainer.stepsBefore == 0)
    let recorder = EventRecorder()
    recorder.run(trainer)
    guard case .started(let start) = recorder.events[0] else { throw CancellationError() }
    #expect(start.notes.count == 1 && start.notes[0].hasPrefix("Began with 8 of 8 tensors from /"))
  }

  @Test
  func `the folder of a run stands for its best checkpoint`() throws {
    let sandbox = RunSandbox()
    let source = try trained(sandbox)
    let best = try #require(source.state.best).step
    let weights = try InitialWeights(sandbox.path + "/source")
    #expect(weights.path.hasSuffix(Checkpoint.name(step: best) + "/model.safetensors"))
  }

  @Test
  func `layers that begin anew are those of a run without given weights`() throws {
    let sandbox = RunSandbox()
    let source = tensors(try trained(sandbox))
    let anew = tensors(try sandbox.trainer(configuration(), run: "anew"))
    let weights = try InitialWeights(last(sandbox), fresh: ["4"])
    let mixed = tensors(try sandbox.trainer(configuration(weights)))
    for (name, tensor) in mixed {
      #expect(tensor == (name.hasPrefix("4.") ? anew : source)[name], "\(name)")
    }
  }

  @Test
  func `a run that was killed before its first checkpoint begins with the weights again`() throws {
    let sandbox = RunSandbox()
    _ = try trained(sandbox)
    let settings = configuration(try InitialWeights(last(sandbox)), frozen: ["0"])
    let whole = EventRecorder()
    whole.run(try sandbox.trainer(settings, run: "whole"))
    EventRecorder().run(try sandbox.trainer(settings), killedAfter: 3)
    let read = try RunFolder.open(sandbox.path + "/run").configuration
    #expect(read == settings)
    let again = EventRecorder()
    again.run(try sandbox.trainer(read))
    #expect(again.steps == whole.steps && again.curve == whole.curve)

    try Data("other".utf8).write(to: URL(fileURLWithPath: last(sandbox)))
    let error = #expect(throws: TrainingError.self) { try sandbox.trainer(settings, run: "other") }
    #expect(try #require(error).message.contains("not the weights any more"))
  }

  @Test(arguments: [
    ("conv 4 5x5 stride 4, bn, relu, fc 5, fc 10", [], "'4.weight' has shape", "--fresh 4,"),
    (
      "conv 4 5x5 stride 4, bn, relu, fc 5, fc 10", ["4"], "'5.weight', and there is", "--fresh 4,5"
    ),
    ("conv 8 5x5 stride 4, bn, relu, fc 10", [], "'0.weight' has shape", "weights of this network"),
  ])
  func `what does not fit is named, with what to do`(
    _ network: String, _ fresh: [String], _ message: String, _ remedy: String
  ) throws {
    let sandbox = RunSandbox()
    _ = try trained(sandbox)
    let weights = try InitialWeights(last(sandbox), fresh: fresh)
    let error = #expect(throws: TrainingError.self) {
      try sandbox.trainer(configuration(weights, network: network))
    }
    #expect(try #require(error).message.contains(message))
    #expect(try #require(error).remedy.contains(remedy))
  }

  @Test
  func `weights for other classes say so`() throws {
    let sandbox = RunSandbox()
    var file = try Safetensors(
      contentsOf: {
        _ = try trained(sandbox); return last(sandbox)
      }())
    file.tensors.removeAll { $0.name.hasPrefix("4.") }
    file.append("4.weight", Tensor([100, 196], repeating: 0))
    file.append("4.bias", Tensor([100], repeating: 0))
    file.append("aux.weight", Tensor([1], repeating: 0))
    let path = sandbox.path + "/other.safetensors"
    try file.write(to: path)
    let error = #expect(throws: TrainingError.self) {
      try sandbox.trainer(configuration(try InitialWeights(path)))
    }
    #expect(try #require(error).message.contains("scores of 100 classes, not of 10"))
    let trainer = try sandbox.trainer(
      configuration(try InitialWeights(path, fresh: ["4"])), run: "fresh")
    let recorder = EventRecorder()
    recorder.run(trainer)
    guard case .started(let start) = recorder.events[0] else { throw CancellationError() }
    #expect(start.notes[0].contains("4 anew; the file's aux.weight is not used."))
  }

  @Test(arguments: OptimizerMethod.allCases)
  func `frozen layers keep their bits, statistics and all`(_ method: OptimizerMethod) throws {
    let sandbox = RunSandbox()
    var settings = configuration(frozen: ["0", "1"])
    settings.optimizer = .defaults(for: method)
    settings.optimizer.weightDecay = method.parameters.contains(.weightDecay) ? 0.1 : 0
    let trainer = try sandbox.trainer(settings)
    let before = tensors(trainer)
    EventRecorder().run(trainer)
    for (name, tensor) in tensors(trainer) {
      #expect((tensor == before[name]) == !name.hasPrefix("4."), "\(name)")
    }
    // What is remembered from step to step is as long as what learns.
    #expect(trainer.optimizer.count == trainer.model.memory.gradients.whole.count)
    #expect(trainer.model.memory.gradientValues.keys.sorted() == ["4.bias", "4.weight"])
  }

  @Test
  func `only a batch norm that is frozen as a whole uses its running statistics`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(configuration(frozen: ["1.weight"]))
    let before = tensors(trainer)
    EventRecorder().run(trainer)
    let after = tensors(trainer)
    #expect(after["1.weight"] == before["1.weight"] && after["1.bias"] != before["1.bias"])
    #expect(after["1.running_mean"] != before["1.running_mean"])
  }

  @Test
  func `a change of batch size keeps frozen layers`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(configuration(frozen: ["0"]))
    let before = tensors(trainer)
    try trainer.rebuild(batchSize: 5)
    #expect(tensors(trainer) == before)
  }
}
