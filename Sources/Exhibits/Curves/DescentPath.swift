import NeuralNetworks
import TensorEngine
import Typesetting

/// The way of an optimiser down a bowl, L = Σ c·w²/2, with the steps that training makes.
struct DescentPath: Sendable {
  /// What it is called.
  let name: String
  /// Where it was: at first, and after each step.
  let places: [[Double]]

  /// Makes the steps.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - settings: The optimiser.
  ///   - rate: The learning rate.
  ///   - curvatures: c along each axis.
  ///   - start: Where it begins.
  ///   - steps: How many steps it makes.
  init(
    _ name: String, _ settings: OptimizerSettings, rate: Double, curvatures: [Double],
    from start: [Double], steps: Int
  ) throws {
    let backend = ReferenceBackend<Float>()
    let optimizer = try Optimizer(settings, count: start.count, on: backend)
    let shape = Shape([start.count])
    let (weights, gradients) = (try backend.makeBuffer(shape), try backend.makeBuffer(shape))
    weights.assign(Tensor(shape, start.map { Float($0) }))
    var places = [start]
    for _ in 0..<steps {
      let here = weights.tensor.elements
      gradients.assign(Tensor(shape, zip(here, curvatures).map { $0 * Float($1) }))
      optimizer.step(weights, gradients: gradients, learningRate: rate)
      places.append(weights.tensor.elements.map { Double($0) })
    }
    (self.name, self.places) = (name, places)
  }

  /// The height of a bowl.
  static func loss(_ place: [Double], _ curvatures: [Double]) -> Double {
    zip(place, curvatures).reduce(0) { $0 + $1.1 * $1.0 * $1.0 / 2 }
  }
}

/// An optimiser as lessons write it: a method, and its momentum.
struct DescentMethod: Sendable {
  /// As it is written.
  let name: String
  let settings: OptimizerSettings

  /// The words of methods.
  static let words = ["sgd", "momentum", "nesterov", "adam", "rmsprop", "adagrad", "adadelta"]

  /// Reads `momentum 0.5`, or `adam`.
  ///
  /// - Throws: A message without a place.
  init(_ text: String, momentum: Double?) throws {
    name = text
    let word = text.split(separator: " ").first.map(String.init) ?? text
    let isSGD = ["sgd", "momentum", "nesterov"].contains(word)
    let method = if isSGD { OptimizerMethod.sgd } else { try OptimizerMethod(parsing: word) }
    var settings = OptimizerSettings.defaults(for: method)
    if word == "momentum" || word == "nesterov" { settings.momentum = momentum ?? 0.9 }
    settings.nesterov = word == "nesterov"
    try settings.validate()
    self.settings = settings
  }
}
