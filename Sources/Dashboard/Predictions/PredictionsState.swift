import Training

/// The test images that are shown, and which one is chosen.
struct PredictionsState: Sendable {
  /// A cell of the confusion matrix.
  struct Confusion: Hashable, Sendable {
    /// The class that an image shows.
    var label: Int
    /// The class that it is taken for.
    var prediction: Int
  }

  /// When they were asked for, in seconds since the program began.
  var askedAt = 0.0
  /// What the network last made of the images.
  private(set) var all: [ImagePrediction] = []
  /// Whether only images with a wrong answer are shown.
  private(set) var isWrongOnly = false
  /// The cell of the confusion matrix that images are shown of; `nil` for all.
  private(set) var confusion: Confusion?
  /// The chosen image's number in the test set.
  private(set) var chosen: Int?

  /// The images that are shown, in the order of the test set.
  var shown: [ImagePrediction] {
    all.filter { prediction in
      if isWrongOnly, prediction.isRight { return false }
      guard let confusion else { return true }
      return prediction.label == confusion.label && prediction.best == confusion.prediction
    }
  }

  /// The chosen image's place among those shown; `nil` when it is not among them.
  var selection: Int? {
    shown.firstIndex { $0.index == chosen } ?? (shown.isEmpty ? nil : 0)
  }

  /// The chosen image, shown or not.
  var chosenImage: ImagePrediction? {
    all.first { $0.index == chosen } ?? all.first
  }

  /// The first image on a page of so many: pages do not move with the selection.
  func firstOnPage(of capacity: Int) -> Int {
    let capacity = max(1, capacity)
    return (selection ?? 0) / capacity * capacity
  }

  /// Takes new answers; the chosen image stays chosen.
  mutating func show(_ predictions: [ImagePrediction]) {
    all = predictions
    if !all.contains(where: { $0.index == chosen }) { chosen = all.first?.index }
  }

  /// Chooses an image by its place among those shown; the nearest one that exists.
  mutating func select(_ place: Int) {
    let shown = shown
    guard !shown.isEmpty else { return }
    chosen = shown[min(max(0, place), shown.count - 1)].index
  }

  /// Chooses an image by its number in the test set.
  mutating func choose(image: Int) {
    if all.contains(where: { $0.index == image }) { chosen = image }
  }

  /// Chooses the next image of all, or the one before, round the end.
  ///
  /// - Returns: Whether another one is chosen now.
  mutating func chooseNeighbour(_ distance: Int) -> Bool {
    guard all.count > 1, let place = all.firstIndex(where: { $0.index == chosenImage?.index })
    else { return false }
    chosen = all[(place + distance + all.count) % all.count].index
    return true
  }

  mutating func toggleWrongOnly() {
    isWrongOnly.toggle()
    select(selection ?? 0)
  }

  /// Shows the images of a cell of the confusion matrix only, or all again.
  mutating func filter(_ confusion: Confusion?) {
    self.confusion = confusion
    isWrongOnly = false
    select(selection ?? 0)
  }
}

extension ImagePrediction {
  /// The class with the greatest probability; the first of several.
  var best: Int {
    probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
  }

  /// Whether that is the class it shows.
  var isRight: Bool { best == label }

  /// The classes with the greatest probabilities, greatest first.
  func top(_ count: Int) -> [Int] {
    Array(
      probabilities.indices.sorted {
        (probabilities[$0], -$0) > (probabilities[$1], -$1)
      }
      .prefix(count))
  }
}
