extension DashboardModel {
  /// Runs the chosen image through the network of the newest snapshot.
  mutating func inspectChosenImage() -> [DashboardEffect] {
    guard network.snapshot != nil, let image = predictions.chosenImage else { return [] }
    network.isInspecting = true
    return [.inspect(image: image.index)]
  }
}
