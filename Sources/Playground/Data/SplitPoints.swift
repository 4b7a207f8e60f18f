import NeuralNetworks

/// Points in two parts: those that a network learns, and those that it is tested on.
struct SplitPoints: Hashable, Sendable {
  let train: [LabelledPoint]
  let test: [LabelledPoint]
  /// What each class is called: a letter, or what a file says.
  let classNames: [String]

  var classes: Int { classNames.count }
  var all: [LabelledPoint] { train + test }

  /// Makes and divides the points that settings ask for.
  ///
  /// - Parameter own: The points of a file, for the settings that ask for them.
  init(_ settings: PlaygroundSettings, own: OwnPoints?) {
    let (points, names): ([LabelledPoint], [String])
    if settings.data == .own, let own {
      (points, names) = (own.points, own.classNames)
    } else {
      points = settings.data.points(noise: settings.noise, seed: UInt64(settings.pointSeed))
      names = (0..<(settings.data.classes ?? 2)).map(Self.letter)
    }
    var numbers = RandomNumbers(seed: UInt64(settings.pointSeed), stream: "training or test")
    let mixed = numbers.order(of: points.count).map { points[$0] }
    let wanted = Int((settings.trainShare * Double(mixed.count)).rounded())
    let count = min(max(1, wanted), max(1, mixed.count - 1))
    (train, test) = (Array(mixed.prefix(count)), Array(mixed.dropFirst(count)))
    classNames = names
  }

  /// The letter that stands for a class.
  static func letter(_ label: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "A") + UInt8(min(label, 25))))
  }
}
