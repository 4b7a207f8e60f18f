import CPUBackend
import NeuralNetworks
import TensorEngine
import Testing

@testable import Training

/// What joins ranks, between the gradients and the optimiser.
struct GradientExchangeTests {
  /// Keeps what it was asked, and answers with a factor of it.
  private final class Recorder: GradientExchange {
    let factor: Float
    var asked: [(gradients: [Float], loss: Float, correct: Int)] = []

    init(factor: Float) { self.factor = factor }

    func exchange(
      _ gradients: TensorBuffer<Float>, loss: Float, correct: Int
    ) -> (loss: Float, correct: Int) {
      asked.append((gradients.tensor.elements, loss, correct))
      let answer = gradients.tensor.elements.map { $0 * factor }
      gradients.assign(Tensor(gradients.shape, answer))
      return (loss * factor, Int(Float(correct) * factor))
    }
  }

  private func trainer(
    _ sandbox: RunSandbox, _ name: String, rate: Double = 0.5, _ exchange: any GradientExchange
  ) throws -> Trainer {
    var configuration = RunSandbox.configuration()
    configuration.network = "conv 4 5x5 stride 4, relu, fc 10"
    configuration.optimizer = .defaults(for: .sgd)
    configuration.optimizer.learningRate = rate
    configuration.schedule = .constant
    configuration.steps = 3
    return try Trainer(
      configuration, dataset: RunSandbox.dataset,
      architecture: try Architecture(text: configuration.network),
      backend: try CPUBackend(threads: 1),
      folder: try RunFolder.create(at: sandbox.path + "/" + name, configuration),
      exchange: exchange)
  }

  @Test
  func `it is asked once in each step, with the loss and right answers that the step reports`()
    throws
  {
    let sandbox = RunSandbox()
    let exchange = Recorder(factor: 1)
    let recorder = EventRecorder()
    let trainer = try trainer(sandbox, "run", exchange)
    recorder.run(trainer)
    #expect(recorder.steps.map { $0[2] } == exchange.asked.map { Double($0.loss) })
    #expect(recorder.steps.map { $0[3] } == exchange.asked.map { Double($0.correct) / 10 })
    #expect(exchange.asked.count == 3)
    #expect(trainer.model.memory.gradients.whole.tensor.elements == exchange.asked[2].gradients)
  }

  /// Twice the gradients at half the rate are the same steps to the bit.
  @Test
  func `the optimiser takes what comes back, and the step reports it`() throws {
    let sandbox = RunSandbox()
    let alone = try trainer(sandbox, "alone", rate: 0.5, SingleRank())
    let doubled = try trainer(sandbox, "doubled", rate: 0.25, Recorder(factor: 2))
    let recorders = [alone, doubled].map { trainer in
      let recorder = EventRecorder()
      recorder.run(trainer)
      return recorder
    }
    #expect(
      alone.model.memory.parameters.whole.tensor.elements
        == doubled.model.memory.parameters.whole.tensor.elements)
    #expect(recorders[0].steps.map { 2 * $0[2] } == recorders[1].steps.map { $0[2] })
    #expect(recorders[0].steps.map { 2 * $0[3] } == recorders[1].steps.map { $0[3] })
  }

  @Test
  func `a step whose loss is no number is exchanged as well, and ends the run`() throws {
    let sandbox = RunSandbox()
    final class Broken: GradientExchange {
      var count = 0
      func exchange(
        _ gradients: TensorBuffer<Float>, loss: Float, correct: Int
      ) -> (loss: Float, correct: Int) {
        count += 1
        return (count == 2 ? .nan : loss, correct)
      }
    }
    let broken = Broken()
    let end = EventRecorder().run(try trainer(sandbox, "run", broken))
    guard case .diverged = end.reason else {
      Issue.record("it ended with \(end.reason)")
      return
    }
    #expect(broken.count == 2 && end.step == 1)
  }

  @Test
  func `a rank that is gone ends the run with the reason`() throws {
    struct Gone: GradientExchange, Error, CustomStringConvertible {
      let description = "rank 1 is gone"
      func exchange(
        _ gradients: TensorBuffer<Float>, loss: Float, correct: Int
      ) throws -> (loss: Float, correct: Int) { throw self }
    }
    let sandbox = RunSandbox()
    let end = EventRecorder().run(try trainer(sandbox, "run", Gone()))
    #expect(end.reason == .failed(message: "rank 1 is gone"))
  }
}
