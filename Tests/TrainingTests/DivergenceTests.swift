import NeuralNetworks
import Testing

@testable import Training

/// What is blamed for a loss that is no number.
struct DivergenceTests {
  private func explanation(
    steps: Int = 5, rate: Double = 0.01, method: OptimizerMethod = .sgd,
    _ change: (inout LiveSettings) -> Void = { _ in }
  ) throws -> (cause: String, remedy: String) {
    var settings = LiveSettings(RunSandbox.configuration())
    change(&settings)
    let divergence = Divergence(
      event: "the loss became infinite at step 6", stepsMade: steps, rate: rate,
      settings: settings, method: method, areWeightsFinite: false)
    guard case .diverged(let cause, let remedy) = divergence.reason else {
      throw Unexpected()
    }
    return (cause, remedy)
  }

  private struct Unexpected: Error {}

  @Test
  func `a rate that is too high is blamed, with the factor that raised it`() throws {
    let plain = try explanation(rate: 30)
    #expect(plain.cause.contains("The learning rate, 30 there, is probably too high"))
    #expect(plain.remedy == "Try a tenth of it: --lr 3.")
    let raised = try explanation(rate: 30) { $0.learningRateFactor = 100 }
    #expect(raised.cause.contains("30 there (raised ×100 while the run went on)"))
  }

  @Test
  func `a loss that is none before the first step is no matter of the rate`() throws {
    let first = try explanation(steps: 0, rate: 30)
    #expect(first.cause.contains("No step had been made") && !first.cause.contains("rate"))
    #expect(first.remedy.contains("bn"))
  }

  @Test(arguments: [OptimizerMethod.sgd, .adamw])
  func `a weight decay that makes weights grow is blamed`(_ method: OptimizerMethod) throws {
    let decay = try explanation(method: method) { $0.weightDecay = 1_000 }
    #expect(decay.cause.contains("The weight decay, 1e+03, is too high"))
    #expect(decay.remedy.contains("--weight-decay"))
    // A usual one is not, whatever a rate makes of it.
    let rate = try explanation(rate: 1e300, method: method) { $0.weightDecay = 5e-4 }
    #expect(rate.cause.contains("The learning rate, 1e+300 there, is probably too high"))
    // Adam divides the pull by its own size.
    let adam = try explanation(method: .adam) { $0.weightDecay = 1_000 }
    #expect(adam.cause.contains("The learning rate"))
  }

  @Test
  func `a momentum that adds up a thousand steps is blamed where the method has one`() throws {
    let high = try explanation { $0.momentum = 0.999 }
    #expect(high.cause.contains("The momentum, 0.999, adds up 1e+03 steps"))
    let none = try explanation(method: .adam) { $0.momentum = 0.999 }
    #expect(none.cause.contains("The learning rate"))
  }

  @Test
  func `a run whose weight decay is absurd says so`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 40)
    configuration.optimizer.weightDecay = 1e6
    let end = EventRecorder().run(try sandbox.trainer(configuration))
    guard case .diverged(let cause, let remedy) = end.reason else {
      Issue.record("\(end.reason)")
      return
    }
    #expect(cause.contains("The weight decay, 1e+06") && remedy.contains("--weight-decay"))
  }
}
