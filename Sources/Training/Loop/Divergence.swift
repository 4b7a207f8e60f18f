import Foundation
import NeuralNetworks

/// A loss that became no number: which setting has most probably done it, and what to try.
///
/// A step of SGD makes a weight `1 − rate · decay` times what it was, which grows beyond
/// `rate · decay = 2`, with momentum beyond `2 · (1 + momentum)`; and the steps that momentum adds up
/// are `1 / (1 − momentum)` times as long as one.
struct Divergence {
  /// What happened, and where.
  let event: String
  /// How many steps were made before.
  let stepsMade: Int
  /// The learning rate of the last one.
  let rate: Double
  let settings: LiveSettings
  let method: OptimizerMethod
  /// Whether the weights are still numbers.
  let areWeightsFinite: Bool

  /// The momentum from which on it is suspected before the rate.
  private static let highMomentum = 0.99

  /// The weight decay up to which it is not suspected: a rate that makes it too high is.
  private static let usualDecay = 0.1

  /// How the run ended.
  var reason: EndReport.Reason {
    let (cause, remedy) = explanation
    let state =
      stepsMade == 0 || areWeightsFinite
      ? "the scores overflowed" : "the weights are no numbers any more"
    return .diverged(cause: "\(event): \(state). \(cause)", remedy: remedy)
  }

  private var explanation: (cause: String, remedy: String) {
    guard stepsMade > 0 else {
      return (
        "No step had been made: the weights that it began with did it",
        "Put bn between the layers, which keeps numbers small, or take fewer layers."
      )
    }
    let momentum = method.parameters.contains(.momentum) ? settings.momentum : 0
    let pull = rate * settings.weightDecay
    if method == .sgd || method == .adamw, settings.weightDecay > Self.usualDecay,
      pull > 2 * (1 + momentum)
    {
      return (
        "The weight decay, \(Self.short(settings.weightDecay)), is too high: with a learning rate of"
          + " \(Self.short(rate)) each step makes the weights larger instead of smaller",
        "Usual are --weight-decay 1e-4 to 1e-2."
      )
    }
    if momentum >= Self.highMomentum {
      return (
        "The momentum, \(Self.short(momentum)), adds up \(Self.short(1 / (1 - momentum))) steps,"
          + " and is probably too high for a learning rate of \(Self.short(rate))",
        "Try --momentum 0.9, or a lower --lr."
      )
    }
    let factor = settings.learningRateFactor
    let raised = factor > 1 ? " (raised ×\(Self.short(factor)) while the run went on)" : ""
    return (
      "The learning rate, \(Self.short(rate)) there\(raised), is probably too high",
      "Try a tenth of it: --lr \(Self.short(rate / 10))."
    )
  }

  /// A number with three digits.
  private static func short(_ number: Double) -> String {
    String(format: "%.3g", number)
  }
}
