import Training

/// How fast the run goes, and when it will be over.
///
/// Only what this program has measured itself counts: a resumed run does not take the steps made
/// before it for its own, and a pause does not make it look slow.
struct Pace: Hashable, Sendable {
  /// Images a second, smoothed.
  private(set) var imagesPerSecond: Double?
  /// The seconds an epoch takes, evaluation included, as the last whole one did.
  private(set) var secondsPerEpoch: Double?

  /// How much of the old figure a report of one step leaves.
  private static let memory = 0.95

  /// Adds the report of a step.
  mutating func addStep(imagesPerSecond now: Double) {
    guard now.isFinite, now > 0 else { return }
    imagesPerSecond = imagesPerSecond.map { $0 * Self.memory + now * (1 - Self.memory) } ?? now
  }

  /// Adds the report of a whole epoch.
  mutating func addEpoch(seconds: Double) {
    guard seconds.isFinite, seconds > 0 else { return }
    secondsPerEpoch = seconds
  }

  /// The seconds that the remaining steps will take; `nil` until something is known.
  ///
  /// - Parameters:
  ///   - steps: How many steps are left.
  ///   - length: How large steps and epochs are.
  func secondsLeft(steps: Int, in length: RunLength) -> Double? {
    guard steps > 0 else { return 0 }
    guard let imagesPerSecond, length.stepsPerEpoch > 0 else { return nil }
    let stepping = Double(steps) * Double(length.batchSize) / imagesPerSecond
    guard let secondsPerEpoch else { return stepping }
    // Evaluations are part of what is left: what an epoch took beyond its steps.
    let own = Double(length.stepsPerEpoch) * Double(length.batchSize) / imagesPerSecond
    let evaluating = max(0, secondsPerEpoch - own)
    return stepping + evaluating * Double(steps) / Double(length.stepsPerEpoch)
  }
}
