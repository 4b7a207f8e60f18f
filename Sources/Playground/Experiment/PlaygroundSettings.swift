import NeuralNetworks
import TensorEngine

/// Everything that decides what a network of the playground becomes.
///
/// Two runs with the same settings, and the same points where those are somebody's own, are the same to
/// the last bit.
public struct PlaygroundSettings: Codable, Hashable, Sendable {
  /// Where the points come from.
  public var data = PointSource.circles
  /// The file of somebody's own points.
  var pointsFile: String?
  /// Which points are made; others for another number.
  var pointSeed = 1
  /// How far points stray, 0 to 0.5.
  var noise = 0.1
  /// The share of points that is learned; the rest is for the test.
  var trainShare = 0.5
  /// What the network is given of a point.
  var features: [PointFeature] = [.x, .y]
  /// The units of each hidden layer.
  var hiddenLayers = [4, 2]
  /// What hidden units do with their sums.
  var activation = Activation.tanh
  /// The rule of the steps.
  var optimizer = OptimizerMethod.sgd
  /// How far a step goes.
  var learningRate = 0.03
  /// SGD and RMSprop: how much of the step before is kept.
  var momentum = 0.0
  /// What large weights cost.
  var penalty = Penalty.none
  /// How much they cost.
  var strength = 0.001
  /// The points of a step.
  var batchSize = 10
  /// Which weights the network begins with, and in which order it meets the points.
  var seed = 1

  /// A network for the circles.
  public init() {}

  /// What hidden units do with their sums.
  enum Activation: String, Codable, CaseIterable, Sendable {
    case tanh, relu, sigmoid, linear

    /// The function, and PyTorch's name of its module; `nil` where the sum is passed on.
    var function: (UnaryFunction, kind: String)? {
      switch self {
      case .tanh: (.tanh, "Tanh")
      case .relu: (.relu, "ReLU")
      case .sigmoid: (.sigmoid, "Sigmoid")
      case .linear: nil
      }
    }
  }

  /// What large weights cost.
  enum Penalty: String, Codable, CaseIterable, Sendable {
    case none
    case l1 = "L1"
    case l2 = "L2"
  }

  static let mostLayers = 6
  static let mostUnits = 8
  static let optimizers: [OptimizerMethod] = [.sgd, .rmsprop, .adam]

  /// The penalty with its strength.
  var weightPenalty: WeightPenalty? {
    switch penalty {
    case .none: nil
    case .l1: strength > 0 ? .l1(strength) : nil
    case .l2: strength > 0 ? .l2(strength) : nil
    }
  }

  /// The optimiser with its numbers.
  var rule: OptimizerSettings {
    var rule = OptimizerSettings.defaults(for: optimizer)
    rule.learningRate = learningRate
    if rule.method.parameters.contains(.momentum) { rule.momentum = momentum }
    return rule
  }

  /// The network, for points of so many classes: `fc1`, `fc2` … with the activation between them.
  func architecture(classes: Int) -> Architecture {
    let (widths, function) = (hiddenLayers, activation.function)
    return Architecture(
      name: "playground", title: "Playground", origin: "", inputShape: [features.count, 1, 1],
      classes: classes, isTrainable: true
    ) { b, image, classes in
      var x = image
      for (index, width) in widths.enumerated() {
        x = try b.linear("fc\(index + 1)", x, outputs: width)
        if let function { x = try b.activation(function.0, function.kind, x) }
      }
      return try b.linear("fc\(widths.count + 1)", x, outputs: classes)
    }
  }

  /// The same, with what a network that is being trained can take over from others.
  func adopting(_ other: PlaygroundSettings) -> PlaygroundSettings {
    var settings = self
    settings.optimizer = other.optimizer
    settings.learningRate = other.learningRate
    settings.momentum = other.momentum
    settings.penalty = other.penalty
    settings.strength = other.strength
    settings.batchSize = other.batchSize
    return settings
  }
}
