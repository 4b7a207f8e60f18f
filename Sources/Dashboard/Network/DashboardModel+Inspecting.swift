import Training

extension DashboardModel {
  /// How many seconds pass before weights are asked for again while the page is open.
  private static let secondsBetweenSnapshots = 2.0

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
    return [.takeSnapshot]
  }

  /// Runs the chosen image through the network of the newest snapshot.
  mutating func inspectChosenImage() -> [DashboardEffect] {
    guard network.snapshot != nil, let image = predictions.chosenImage else { return [] }
    network.isInspecting = true
    return [.inspect(image: image.index)]
  }
}
