import Foundation
import NeuralNetworks
import TensorEngine
import Testing

/// PyTorch's optimisers and schedules, as Fixtures/make_optimizer_fixture.py recorded them.
struct OptimizerFixture: Decodable, Sendable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let method: OptimizerMethod
    let settings: [String: Double]
    let values: [[Float]]

    var testDescription: String { "\(method.rawValue) \(settings.sorted { $0.key < $1.key })" }

    var optimizerSettings: OptimizerSettings {
      var result = OptimizerSettings(method, learningRate: settings["lr"])
      result.momentum = settings["momentum"] ?? 0
      result.isNesterov = settings["nesterov"] == 1
      result.weightDecay = settings["weight_decay"] ?? result.weightDecay
      return result
    }
  }

  struct Schedule: Decodable, Sendable, CustomTestStringConvertible {
    let text: String
    let peak: Double
    let rates: [Double]

    var testDescription: String { "\(text) over \(rates.count) steps" }
  }

  let start: [Float]
  let target: [Float]
  let curve: [Float]
  let cases: [Case]
  let schedules: [Schedule]

  static let shared: OptimizerFixture = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/optimizers.json")
    // swift-format-ignore: NeverUseForceTry
    return try! JSONDecoder().decode(OptimizerFixture.self, from: Data(contentsOf: file))
  }()
}

struct OptimizerTests {
  private let fixture = OptimizerFixture.shared

  /// Makes steps down the fixture's bowl and returns the parameters after each.
  private func descend(
    _ optimizer: Optimizer, from start: [Float], steps: Int, rate: Double
  ) -> [[Float]] {
    let (p, g) = (TensorBuffer(Tensor([8], start)), TensorBuffer<Float>([8]))
    return (0..<steps).map { _ in
      for i in 0..<8 { g.pointer[i] = fixture.curve[i] * (p.pointer[i] - fixture.target[i]) }
      optimizer.step(p, gradients: g, learningRate: rate)
      return p.tensor.elements
    }
  }

  @Test(arguments: OptimizerFixture.shared.cases)
  func `twenty steps are PyTorch's`(_ expected: OptimizerFixture.Case) throws {
    let settings = expected.optimizerSettings
    let optimizer = try Optimizer(settings, count: 8)
    let values = descend(
      optimizer, from: fixture.start, steps: 20, rate: settings.learningRate)
    for (step, (ours, theirs)) in zip(values, expected.values).enumerated() {
      for (a, b) in zip(ours, theirs) {
        #expect(abs(a - b) <= 2e-6 * max(1, abs(b)), "step \(step)")
      }
    }
  }

  @Test(arguments: OptimizerMethod.allCases)
  func `an optimiser that was stopped goes on with the same bits`(
    _ method: OptimizerMethod
  ) throws {
    var settings = OptimizerSettings(method, learningRate: 0.05)
    if method == .sgd || method == .rmsprop { settings.momentum = 0.9 }
    let whole = descend(
      try Optimizer(settings, count: 8), from: fixture.start, steps: 12, rate: 0.05)
    let first = try Optimizer(settings, count: 8)
    let half = descend(first, from: fixture.start, steps: 5, rate: 0.05)
    let second = try Optimizer(settings, count: 8)
    second.resume(afterSteps: first.stepCount)
    for (mine, saved) in zip(second.state, first.state) { mine.buffer.assign(saved.buffer.tensor) }
    #expect(half + descend(second, from: half[4], steps: 7, rate: 0.05) == whole)
  }

  @Test
  func `numbers that do not go together are refused with what would`() throws {
    func message(_ change: (inout OptimizerSettings) -> Void, _ method: OptimizerMethod = .sgd)
      throws
      -> String
    {
      var settings = OptimizerSettings(method)
      change(&settings)
      let error = #expect(throws: OptimizerError.self) { try Optimizer(settings, count: 1) }
      return try #require(error).description
    }
    #expect(try message { $0.learningRate = -1 }.contains("learning rate -1.0"))
    #expect(try message { $0.learningRate = .nan }.contains("learning rate nan"))
    #expect(try message { $0.momentum = 1 }.contains("below 1"))
    #expect(try message { $0.weightDecay = -0.1 }.contains("weight decay"))
    #expect(try message { $0.isNesterov = true }.contains("momentum"))
    #expect(try message({ $0.momentum = 0.9 }, .adam).contains("sgd and rmsprop"))
    #expect(try message({ $0.beta1 = 1 }, .adam).contains("decays"))
  }

  @Test(arguments: OptimizerFixture.shared.schedules)
  func `the rates of a schedule are PyTorch's`(_ expected: OptimizerFixture.Schedule) throws {
    let schedule = try LearningRateSchedule(text: expected.text)
    #expect(schedule.text == expected.text)
    for (step, rate) in expected.rates.enumerated() {
      let ours = schedule.rate(atStep: step, of: expected.rates.count, peak: expected.peak)
      #expect(abs(ours - rate) <= 1e-9, "step \(step)")
    }
  }

  @Test
  func `a warm-up rises to the rate and hands over`() throws {
    let schedule = try LearningRateSchedule(text: "warm-up:4+constant")
    let rates = (0..<6).map { schedule.rate(atStep: $0, of: 10, peak: 1) }
    #expect(rates == [0.2, 0.4, 0.6, 0.8, 1, 1])
    #expect(schedule.text == "warm-up:4+constant")
  }

  @Test(arguments: [
    "", "cosin", "warm-up:x+cosine", "warm-up:0", "cosine+cosine", "step:", "step:50:2", "step:200",
    "step:a", "step:50:0.1:3",
  ])
  func `a schedule that is none is answered with those there are`(_ text: String) throws {
    let error = #expect(throws: ScheduleError.self) { try LearningRateSchedule(text: text) }
    #expect(try #require(error).description.contains(":"))
  }
}
