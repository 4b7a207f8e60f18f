import TensorEngine
import TestSupport
import Testing

@testable import NeuralNetworks

/// What PyTorch's optimisers do, as `Fixtures/make_optimizer_fixture.py` wrote it.
struct OptimizerFixture: Decodable {
  let start: [Float]
  let gradients: [[Float]]
  let defaults: [String: [String: SettingValue]]
  let cases: [Case]

  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let method: OptimizerMethod
    let settings: [String: SettingValue]
    let rates: [Double]
    /// The parameters after as many steps as the key says.
    let parameters: [String: [Float]]
    let state: [String: [Float]]

    var description: String { name }
  }

  static func load() throws -> OptimizerFixture {
    try Repository.decodeFixture("optimizers.json")
  }
}

/// A number, or on and off.
enum SettingValue: Decodable {
  case number(Double)
  case flag(Bool)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }
}

extension OptimizerFixture.Case {
  /// The settings that PyTorch was given.
  func optimizerSettings() throws -> OptimizerSettings {
    var result = OptimizerSettings.defaults(for: method)
    for (key, value) in settings {
      let parameter = try #require(OptimizerParameter(rawValue: key), "\(key)")
      result.set(parameter, value)
    }
    return result
  }
}

extension OptimizerSettings {
  mutating func set(_ parameter: OptimizerParameter, _ value: SettingValue) {
    switch (parameter, value) {
    case (.learningRate, .number(let number)): learningRate = number
    case (.momentum, .number(let number)): momentum = number
    case (.dampening, .number(let number)): dampening = number
    case (.weightDecay, .number(let number)): weightDecay = number
    case (.beta1, .number(let number)): beta1 = number
    case (.beta2, .number(let number)): beta2 = number
    case (.epsilon, .number(let number)): epsilon = number
    case (.alpha, .number(let number)): alpha = number
    case (.rho, .number(let number)): rho = number
    case (.learningRateDecay, .number(let number)): learningRateDecay = number
    case (.nesterov, .flag(let flag)): nesterov = flag
    case (.centered, .flag(let flag)): centered = flag
    case (.amsgrad, .flag(let flag)): amsgrad = flag
    default: Issue.record("\(parameter) is not \(value)")
    }
  }
}
