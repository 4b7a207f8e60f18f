import Training

/// The history of one number over a run, from the first step to the last, in bounded memory.
///
/// Nothing is ever dropped: when the curve is full, neighbours are joined into one point that keeps
/// their mean, their least and their greatest value. The most recent samples stay as they are.
struct Curve: Sendable {
  /// Neighbouring samples as one point.
  struct Point: Hashable, Sendable {
    /// The middle of the steps that it stands for.
    var step: Double
    /// The mean of its samples.
    var mean: Double
    /// The least of its samples.
    var least: Double
    /// The greatest of its samples.
    var greatest: Double
    /// How many samples it stands for.
    var count: Int

    init(step: Int, value: Double) {
      self.init(step: Double(step), mean: value, least: value, greatest: value, count: 1)
    }

    private init(step: Double, mean: Double, least: Double, greatest: Double, count: Int) {
      (self.step, self.mean) = (step, mean)
      (self.least, self.greatest, self.count) = (least, greatest, count)
    }

    /// The same samples as if they were all alike.
    fileprivate func flattened(to mean: Double) -> Point {
      Point(step: step, mean: mean, least: mean, greatest: mean, count: count)
    }

    func joined(with other: Point) -> Point {
      let all = Double(count + other.count)
      let (mine, its) = (Double(count) / all, Double(other.count) / all)
      return Point(
        step: step * mine + other.step * its, mean: mean * mine + other.mean * its,
        least: min(least, other.least), greatest: max(greatest, other.greatest),
        count: count + other.count)
    }
  }

  /// The most points of the whole history.
  static let capacity = 4_096
  /// The most recent samples that are kept one by one.
  static let recentCapacity = 2_048

  /// The whole history, oldest first.
  private(set) var points: [Point] = []
  /// The last samples, oldest first, none joined with another.
  private(set) var recent: [Point] = []
  /// How many samples a point of the whole history stands for.
  private var stride = 1

  /// Whether there is nothing to draw.
  var isEmpty: Bool { points.isEmpty }

  /// The newest sample.
  var last: Double? { recent.last?.mean }

  /// Adds a sample; one that is not a number has no place in a picture and is left out.
  mutating func append(step: Int, value: Double) {
    guard value.isFinite else { return }
    let point = Point(step: step, value: value)
    recent.append(point)
    // Cut in large pieces, so that a sample costs nothing on average.
    if recent.count > 2 * Self.recentCapacity {
      recent.removeFirst(recent.count - Self.recentCapacity)
    }
    if let last = points.last, last.count < stride {
      points[points.count - 1] = last.joined(with: point)
      return
    }
    if points.count >= Self.capacity { halve() }
    points.append(point)
  }

  /// Forgets everything after a step, for a run that goes back to a checkpoint.
  mutating func rewind(to step: Int) {
    points.removeAll { $0.step > Double(step) }
    recent.removeAll { $0.step > Double(step) }
  }

  /// The mean of the last samples.
  func recentMean(of count: Int) -> Double? {
    let last = recent.suffix(count)
    return last.isEmpty ? nil : last.reduce(0) { $0 + $1.mean } / Double(last.count)
  }

  private mutating func halve() {
    stride *= 2
    points = Swift.stride(from: 0, to: points.count, by: 2).map { index in
      index + 1 < points.count ? points[index].joined(with: points[index + 1]) : points[index]
    }
  }
}

extension Curve {
  /// The same curve without the jumps from sample to sample: each point with the mean of the last
  /// samples up to it.
  ///
  /// - Parameter count: Over how many samples the mean goes; fewer in the beginning.
  func smoothed(over count: Int) -> Curve {
    var result = self
    result.points = Self.smoothed(points, over: count)
    result.recent = Self.smoothed(recent, over: count)
    return result
  }

  private static func smoothed(_ points: [Point], over count: Int) -> [Point] {
    var (sum, samples, first) = (0.0, 0, 0)
    return points.map { point in
      sum += point.mean * Double(point.count)
      samples += point.count
      while samples - points[first].count >= count {
        sum -= points[first].mean * Double(points[first].count)
        samples -= points[first].count
        first += 1
      }
      return point.flattened(to: sum / Double(samples))
    }
  }

  /// A picture's worth of points: at most `count` of them, neighbours joined.
  ///
  /// - Parameters:
  ///   - steps: The steps to show.
  ///   - count: The most points that the picture can tell apart.
  func sampled(_ steps: ClosedRange<Double>, count: Int) -> [Point] {
    // The samples that are kept one by one are finer, where they reach back far enough.
    let isRecent = (recent.first?.step ?? .infinity) <= steps.lowerBound
    let source = (isRecent ? recent : points).filter { steps.contains($0.step) }
    guard source.count > count, count > 0, steps.upperBound > steps.lowerBound else {
      return source
    }
    let width = (steps.upperBound - steps.lowerBound) / Double(count)
    var result: [Point] = []
    var bin = -1
    for point in source {
      let its = min(count - 1, Int((point.step - steps.lowerBound) / width))
      if its == bin, let last = result.indices.last {
        result[last] = result[last].joined(with: point)
      } else {
        result.append(point)
        bin = its
      }
    }
    return result
  }
}

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
