import Problems

/// A kind of exhibit: what only it reads, and how its scenes are computed.
///
/// Each kind is a type, and ``Exhibit/kinds`` lists them.
protocol ExhibitKind: Sendable {
  /// The name that says in a lesson's file of which kind an exhibit is, and holds what it is about.
  static var name: String { get }
  /// The names that it reads beside that and those of every exhibit.
  static var names: [String] { get }

  /// Reads what only this kind has; nothing is computed yet.
  init(_ values: NamedValues) throws(Diagnostic)

  /// Computes what is shown.
  ///
  /// - Parameter sources: Where the files that exhibits name lie.
  /// - Throws: A diagnostic at what cannot be computed.
  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent
}

/// Where the files lie that exhibits name.
public struct ExhibitSources: Hashable, Sendable {
  /// The folder with the logs of shipped runs.
  let runs: String
  /// The folder with pictures.
  let pictures: String

  /// Names the folders.
  public init(runs: String, pictures: String) { (self.runs, self.pictures) = (runs, pictures) }
}

/// What a kind of exhibit computes.
struct ExhibitContent: Sendable {
  /// What it is called.
  var title: String
  /// What there is to see, step by step, for each place of the slider; at least one scene for each.
  var scenes: [[Scene]]
  /// What moves the slider; `nil` where there is none, and one list of scenes.
  var slider: Slider?
  /// What a question can ask for.
  var facts: [Fact]
  /// Finds the name that somebody meant.
  var names = PieceNames()

  /// Creates what has neither steps nor a slider.
  init(_ title: String, _ scene: Scene, facts: [Fact]) {
    self.init(title, steps: [scene], facts: facts)
  }

  /// Creates what has steps and no slider.
  init(_ title: String, steps: [Scene], facts: [Fact]) {
    (self.title, scenes, self.facts) = (title, [steps], facts)
  }

  /// Creates what has a slider.
  init(_ title: String, slider: Slider, scenes: [[Scene]], facts: [Fact]) {
    precondition(
      slider.labels.count == scenes.count,
      "\(slider.labels.count) places of a slider and \(scenes.count) lists of scenes")
    (self.title, self.slider, self.scenes, self.facts) = (title, slider, scenes, facts)
  }
}

/// A number that is changed in steps by keys.
public struct Slider: Hashable, Sendable {
  /// What is changed.
  public let name: String
  /// Each place in words, the least first.
  public let labels: [String]
  /// The place at which it stands at first.
  public let start: Int

  /// Creates a slider.
  init(_ name: String, labels: [String], start: Int) {
    precondition(labels.indices.contains(start), "place \(start) of \(labels.count)")
    (self.name, self.labels, self.start) = (name, labels, start)
  }
}

/// A number that an exhibit has computed, for a question to ask for.
public struct Fact: Hashable, Sendable {
  /// What lessons call it.
  public let name: String
  /// The number.
  public let value: Double
  /// The piece of the exhibit that shows it; `nil` where none does.
  public let piece: String?
  /// The step at which it is seen; `nil` where it is at no single one.
  public let step: Int?

  /// Creates a fact.
  init(_ name: String, _ value: Double, piece: String? = nil, step: Int? = nil) {
    (self.name, self.value, self.piece, self.step) = (name, value, piece, step)
  }
}
