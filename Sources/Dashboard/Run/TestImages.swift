import Training

/// The test images that are kept for looking at, and which one is chosen.
struct TestImages: Sendable {
  /// When they were asked for, in seconds since the program began.
  var askedAt = 0.0
  /// What the network last made of the images.
  private(set) var all: [ImagePrediction] = []
  /// The chosen image's number in the test set.
  private(set) var chosenNumber: Int?

  /// The chosen image; the first one where none is.
  var chosen: ImagePrediction? {
    all.first { $0.index == chosenNumber } ?? all.first
  }

  /// Takes new answers; the chosen image stays chosen.
  mutating func show(_ predictions: [ImagePrediction]) {
    all = predictions
    if !all.contains(where: { $0.index == chosenNumber }) { chosenNumber = all.first?.index }
  }

  /// Chooses one of the images.
  mutating func choose(_ image: ImagePrediction) {
    chosenNumber = image.index
  }

  /// Chooses the next image of all, or the one before, round the end.
  ///
  /// - Returns: Whether another one is chosen now.
  mutating func chooseNeighbour(_ distance: Int) -> Bool {
    guard all.count > 1, let place = all.firstIndex(where: { $0.index == chosen?.index })
    else { return false }
    choose(all[(place + distance + all.count) % all.count])
    return true
  }
}

extension ImagePrediction {
  /// The class with the greatest probability; the first of several.
  var best: Int {
    probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
  }

  /// The cell of the confusion matrix that it belongs to.
  var confusion: Confusion { Confusion(label: label, prediction: best) }

  /// Whether the network's answer is one: after a divergence its probabilities are no numbers.
  var isAnswered: Bool { probabilities.allSatisfy(\.isFinite) }

  /// Whether that is the class it shows.
  var isRight: Bool { isAnswered && best == label }

  /// The classes with the greatest probabilities, greatest first.
  func top(_ count: Int) -> [Int] {
    Array(
      probabilities.indices.sorted {
        (probabilities[$0], -$0) > (probabilities[$1], -$1)
      }
      .prefix(count))
  }
}
