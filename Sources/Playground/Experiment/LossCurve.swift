/// The losses of a run, epoch by epoch, in bounded memory: when it is full, every second epoch goes.
struct LossCurve: Hashable, Sendable {
  /// The mean losses after an epoch.
  struct Point: Hashable, Sendable {
    let epoch: Int
    let train: Double
    let test: Double
  }

  /// What is kept, oldest first.
  private(set) var points: [Point] = []
  /// Only epochs that are multiples of it are kept.
  private var stride = 1

  private static let most = 2_048

  /// Adds the losses after an epoch.
  mutating func append(_ point: Point) {
    guard point.epoch.isMultiple(of: stride) else { return }
    points.append(point)
    guard points.count > Self.most else { return }
    stride *= 2
    points.removeAll { !$0.epoch.isMultiple(of: stride) }
  }
}
