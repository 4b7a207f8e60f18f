import Training

extension DashboardModel {
  /// How many seconds pass before the test images are run again while they are looked at: often
  /// enough to see the network learn, and less than a fiftieth of the time.
  private static let secondsBetweenPredictions = 10.0

  /// How many seconds pass before weights are asked for again while the page is open.
  private static let secondsBetweenSnapshots = 2.0

  /// Asks for what the open page shows, when that is old.
  mutating func refresh() -> [DashboardEffect] {
    switch page {
    case .overview, .predictions:
      guard run.isMoving, run.isAlive,
        elapsedSeconds - predictions.askedAt >= Self.secondsBetweenPredictions
      else { return [] }
      return askForPredictions()
    case .network: return refreshNetwork()
    case .classes, .run: return []
    }
  }

  /// Asks what the network makes of the test images.
  mutating func askForPredictions() -> [DashboardEffect] {
    predictions.askedAt = elapsedSeconds
    return [.send(.predict)]
  }

  /// Asks for weights when those on the page are old.
  ///
  /// A storyboard keeps its numbers until it is closed: what is explained must hold still.
  mutating func refreshNetwork() -> [DashboardEffect] {
    guard page == .network, run.isAlive, network.focus != .story, !run.isSnapshotPending,
      !network.isInspecting, network.snapshot?.step != run.step,
      elapsedSeconds - network.askedAt >= Self.secondsBetweenSnapshots
    else { return [] }
    run.isSnapshotPending = true
    network.askedAt = elapsedSeconds
    return [.send(.takeSnapshot)]
  }
}
