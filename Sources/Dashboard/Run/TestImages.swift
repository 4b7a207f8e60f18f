import Training

/// The test images that can be looked at, and which one is chosen.
struct TestImages: Sendable {
  /// Images that were asked for, of a cell of the confusion matrix.
  struct Search: Hashable, Sendable {
    /// Their numbers in the test set.
    let numbers: [Int]
    /// The step of the test that put them into the cell.
    let step: Int
    /// What the network made of them when it was asked; empty until it has been.
    var found: [ImagePrediction] = []
    /// After which step that was.
    var foundStep: Int?
  }

  /// When they were asked for, in seconds since the program began.
  var askedAt = 0.0
  /// What the network last made of the first images.
  private(set) var all: [ImagePrediction] = []
  /// After which step that was.
  private(set) var step: Int?
  /// The images that were asked for; `nil` where the first ones are looked at.
  private(set) var search: Search?
  /// The chosen image's number in the test set.
  private(set) var chosenNumber: Int?

  /// The chosen image; the first one where none is.
  var chosen: ImagePrediction? {
    chosenNumber.flatMap(prediction(of:)) ?? all.first
  }

  /// Whether images were asked for that have not come yet.
  var isSearching: Bool { search?.found.isEmpty == true }

  /// What the network made of an image, if it is one of those that can be looked at.
  func prediction(of number: Int) -> ImagePrediction? {
    ((search?.found ?? []) + all).first { $0.index == number }
  }

  /// Takes new answers; the chosen image stays chosen.
  mutating func show(_ predictions: [ImagePrediction], step: Int) {
    (all, self.step) = (predictions, step)
    if chosenNumber.flatMap(prediction(of:)) == nil { chosenNumber = all.first?.index }
  }

  /// Looks at other images than the first ones, or at those again.
  mutating func look(for search: Search?) {
    self.search = search
    if search == nil {
      chosenNumber = all.first { $0.index == chosenNumber }?.index ?? all.first?.index
    }
  }

  /// Takes the images that were asked for; an answer to an earlier question is none.
  mutating func showFound(_ predictions: [ImagePrediction], step: Int) {
    guard predictions.map(\.index) == search?.numbers else { return }
    search?.found = predictions
    search?.foundStep = step
    chosenNumber = predictions.first?.index
  }

  /// Chooses one of the images.
  mutating func choose(_ image: ImagePrediction) {
    chosenNumber = image.index
  }

  /// Chooses the next image of those looked at, or the one before, round the end.
  ///
  /// - Returns: Whether another one is chosen now.
  mutating func chooseNeighbour(_ distance: Int) -> Bool {
    let list = search?.found ?? all
    guard list.count > 1, let place = list.firstIndex(where: { $0.index == chosen?.index })
    else { return false }
    choose(list[(place + distance + list.count) % list.count])
    return true
  }
}

extension ImagePrediction {
  /// The class with the greatest probability; the first of several.
  var best: Int {
    probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
  }

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
