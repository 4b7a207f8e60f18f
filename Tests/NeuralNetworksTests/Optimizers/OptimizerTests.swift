import Foundation
import TensorEngine
import Testing

@testable import NeuralNetworks

@Suite struct OptimizerTests {
  /// Settings that make a method keep all it can.
  static let settings: [OptimizerSettings] = OptimizerMethod.allCases.map { method in
    var settings = OptimizerSettings.defaults(for: method)
    settings.momentum = 0.5
    settings.nesterov = true
    settings.centered = true
    settings.amsgrad = true
    settings.weightDecay = 0.01
    return settings
  }

  private let backend = ReferenceBackend<Float>()

  private func gradients(_ step: Int, count: Int) throws -> TensorBuffer<Float> {
    try backend.makeBuffer(
      Tensor([count], (0..<count).map { Float(($0 * 7 + step * 5) % 11) / 4 - 1 }))
  }

  @Test func `a step of plain descent is the rate times the gradient`() throws {
    let parameters = try backend.makeBuffer(Tensor([3], [1, 2, 3]))
    let optimizer = try Optimizer(.defaults(for: .sgd), count: 3, on: backend)
    optimizer.step(
      parameters, gradients: try backend.makeBuffer(Tensor([3], [4, 0, -4])), learningRate: 0.25)
    #expect(parameters.tensor.elements == [0, 2, 4])
    #expect(optimizer.stepCount == 1)
    #expect(optimizer.state.isEmpty)
  }

  @Test(arguments: settings)
  func `a saved and restored run goes on with the same bits`(_ settings: OptimizerSettings) throws {
    let count = 37
    let parameters = try backend.makeBuffer(Tensor([count], repeating: 0.5))
    let optimizer = try Optimizer(settings, count: count, on: backend)
    for step in 0..<4 {
      optimizer.step(parameters, gradients: try gradients(step, count: count), learningRate: 0.01)
    }
    let saved = optimizer.state.map { ($0.name, $0.buffer.tensor) }
    let other = try backend.makeBuffer(parameters.tensor)
    let resumed = try Optimizer(settings, count: count, on: backend)
    try resumed.restore(stepCount: optimizer.stepCount, state: saved)
    for step in 4..<8 {
      optimizer.step(parameters, gradients: try gradients(step, count: count), learningRate: 0.01)
      resumed.step(other, gradients: try gradients(step, count: count), learningRate: 0.01)
    }
    #expect(parameters.tensor == other.tensor)
    #expect(resumed.stepCount == 8)
  }

  @Test(arguments: settings)
  func `where a number lies makes no difference`(_ settings: OptimizerSettings) throws {
    // Sixteen at a time or one by one: each number has the same bits.
    let whole = try backend.makeBuffer(Tensor([33], repeating: 0.25))
    let vector = try Optimizer(settings, count: 33, on: backend)
    let single = try backend.makeBuffer(Tensor([1], repeating: 0.25))
    let scalar = try Optimizer(settings, count: 1, on: backend)
    for step in 0..<6 {
      let slopes = try gradients(step, count: 33)
      vector.step(whole, gradients: slopes, learningRate: 0.05)
      scalar.step(
        single, gradients: try backend.makeBuffer(Tensor([1], [slopes.tensor.elements[5]])),
        learningRate: 0.05)
    }
    #expect(whole.tensor.elements[5] == single.scalar)
  }

  @Test(arguments: settings)
  func `numbers that are and stay zero are left alone`(_ settings: OptimizerSettings) throws {
    // The gaps between the tensors of a packed vector are such numbers.
    let parameters = try backend.makeBuffer([20])
    let optimizer = try Optimizer(settings, count: 20, on: backend)
    for _ in 0..<3 {
      optimizer.step(parameters, gradients: try backend.makeBuffer([20]), learningRate: 0.1)
    }
    #expect(parameters.tensor.elements.allSatisfy { $0 == 0 })
  }

  @Test func `momentum that is turned off and on starts afresh`() throws {
    var settings = OptimizerSettings.defaults(for: .sgd)
    settings.momentum = 0.5
    settings.dampening = 0.5
    let optimizer = try Optimizer(settings, count: 1, on: backend)
    let parameters = try backend.makeBuffer([1])
    let slope = try backend.makeBuffer(Tensor([1], [1]))
    #expect(optimizer.state.isEmpty)
    optimizer.step(parameters, gradients: slope, learningRate: 1)
    #expect(optimizer.state.map(\.name) == ["momentum_buffer"])
    optimizer.step(parameters, gradients: slope, learningRate: 1)
    #expect(parameters.scalar == -2)
    settings.momentum = 0
    try optimizer.change(to: settings)
    #expect(optimizer.state.isEmpty)
    settings.momentum = 0.5
    try optimizer.change(to: settings)
    // The first step is taken whole, without dampening.
    optimizer.step(parameters, gradients: try backend.makeBuffer(Tensor([1], [2])), learningRate: 1)
    #expect(parameters.scalar == -4)
  }

  @Test func `a state of another method or network is refused and changes nothing`() throws {
    let optimizer = try Optimizer(.defaults(for: .adam), count: 2, on: backend)
    let vector = Tensor<Float>([2], [1, 2])
    func message(_ state: [(String, Tensor<Float>)], steps: Int = 3) -> String {
      do throws(OptimizerError) {
        try optimizer.restore(stepCount: steps, state: state)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(
      message([("exp_avg", vector)]).hasPrefix(
        "the saved state has no 'exp_avg_sq', which Adam needs"))
    #expect(
      message([("momentum_buffer", vector)]).contains("it keeps exp_avg, exp_avg_sq"))
    #expect(
      message([("exp_avg", Tensor([3], [1, 2, 3])), ("exp_avg_sq", vector)]).hasPrefix(
        "'exp_avg' of the saved state has 3 numbers, and the network has 2 places"))
    #expect(message([], steps: -1).contains("-1 steps"))
    #expect(optimizer.stepCount == 0)
    #expect(optimizer.state.allSatisfy { $0.buffer.tensor.elements.allSatisfy { $0 == 0 } })
  }

  @Test func `settings survive being written and read`() throws {
    for settings in Self.settings {
      let data = try JSONEncoder().encode(settings)
      #expect(try JSONDecoder().decode(OptimizerSettings.self, from: data) == settings)
    }
  }

  @Test(arguments: [("SGD", OptimizerMethod.sgd), ("AdamW", .adamw), ("rms-prop", .rmsprop)])
  func `names are read as people write them`(name: String, method: OptimizerMethod) throws {
    #expect(try OptimizerMethod(parsing: name) == method)
  }

  @Test func `an unknown name is answered with the ones there are`() {
    let error = #expect(throws: OptimizerError.self) { try OptimizerMethod(parsing: "adm") }
    #expect(
      error?.description == "there is no optimizer 'adm'. Use one of: sgd, adagrad, rmsprop, "
        + "adadelta, adam, adamw.")
  }
}

@Suite struct OptimizerSettingsTests {
  private func message(
    _ method: OptimizerMethod, _ change: (inout OptimizerSettings) -> Void
  ) -> String? {
    var settings = OptimizerSettings.defaults(for: method)
    change(&settings)
    do throws(OptimizerError) {
      try settings.validate()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `numbers that are not possible are refused with what is`() {
    #expect(
      message(.sgd) { $0.learningRate = -1 }
        == "lr -1 is not possible: it must be at least 0. Usual are 0.1 to 0.001.")
    #expect(message(.sgd) { $0.learningRate = .nan } != nil)
    #expect(message(.sgd) { $0.learningRate = .infinity } != nil)
    #expect(message(.sgd) { $0.weightDecay = -0.1 } != nil)
    #expect(message(.adam) { $0.beta1 = 1 }?.contains("at least 0 and below 1") == true)
    #expect(message(.adam) { $0.epsilon = 0 }?.contains("above 0") == true)
    #expect(message(.rmsprop) { $0.alpha = 1.5 }?.contains("at most 1") == true)
    #expect(message(.adadelta) { $0.rho = -0.5 } != nil)
    #expect(message(.adagrad) { $0.learningRateDecay = -1 } != nil)
  }

  @Test func `what a method does not read is not checked`() {
    #expect(message(.sgd) { $0.epsilon = 0 } == nil)
    #expect(message(.adam) { $0.nesterov = true } == nil)
  }

  @Test func `nesterov asks for momentum without dampening`() {
    #expect(message(.sgd) { $0.nesterov = true }?.contains("momentum is 0") == true)
    let dampened = message(.sgd) {
      $0.nesterov = true
      $0.momentum = 0.9
      $0.dampening = 0.1
    }
    #expect(dampened?.contains("dampening is 0.1") == true)
  }
}
