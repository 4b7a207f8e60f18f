/// An exhibit that is computed: what there is to see, and what can be asked about it.
public struct PreparedExhibit: Sendable {
  /// What it is called.
  public let title: String
  /// What moves the slider; `nil` where there is none.
  public let slider: Slider?
  /// What a question can ask for.
  public let facts: [Fact]
  private let scenes: [[Scene]]
  /// What is kept back until it is answered: names of pieces, or of groups of them.
  private let hidden: Set<String>
  /// Finds the name that somebody meant.
  private let names: PieceNames

  init(_ content: ExhibitContent, hidden: Set<String>) {
    precondition(content.scenes.allSatisfy { !$0.isEmpty }, "a place of the slider shows nothing")
    (title, slider, facts) = (content.title, content.slider, content.facts)
    (scenes, names) = (content.scenes, content.names)
    self.hidden = hidden
  }

  /// The places of the slider; one where there is none.
  var allPlaces: Range<Int> { scenes.indices }

  /// How many steps it has at a place of the slider.
  public func stepCount(at place: Int) -> Int { scenes[place].count }

  /// What there is to see.
  ///
  /// - Parameters:
  ///   - step: The step, from 0.
  ///   - place: The place of the slider, from 0.
  public func scene(_ step: Int, at place: Int) -> Scene { scenes[place][step] }

  /// All that there is to see, whatever step and place.
  public var allScenes: [Scene] { scenes.flatMap(\.self) }

  /// Whether anything is kept back.
  public var hidesPieces: Bool { !hidden.isEmpty }

  /// Whether the steps are kept back, all but the first.
  public var hidesSteps: Bool { hidden.contains(ExhibitContent.stepsName) }

  /// Whether the slider is kept back.
  public var hidesSlider: Bool { hidden.contains(ExhibitContent.sliderName) }

  /// What is kept back while some pieces have been found.
  public func cover(found: Set<String>) -> Cover { Cover(hidden: hidden, found: found) }

  /// Whether a cover keeps back anything of what there is to see.
  public func isCovered(by cover: Cover) -> Bool {
    hidesSteps || hidesSlider
      || allScenes.contains { $0.panels.flatMap(\.pieces).contains { cover.hides($0) } }
  }

  /// The fact with a name.
  public func fact(named name: String) -> Fact? { facts.first { $0.name == name } }

  /// What to write for a number that there is not: the one that was meant, or all.
  public func remedy(forFact name: String) -> String {
    names.remedy(
      for: name, in: facts.map(\.name), listedAs: "It has", by: "The guide of lessons")
  }
}

/// What of an exhibit is kept back now.
public struct Cover: Hashable, Sendable {
  /// Names of pieces, or of groups of them.
  private let hidden: Set<String>
  /// The pieces that have been found all the same.
  private let found: Set<String>

  init(hidden: Set<String>, found: Set<String>) { (self.hidden, self.found) = (hidden, found) }

  /// Nothing is kept back.
  public static let nothing = Cover(hidden: [], found: [])

  /// Whether a piece is kept back; what is no piece never is.
  public func hides(_ piece: Piece?) -> Bool {
    guard let piece, !found.contains(piece.name) else { return false }
    return hidden.contains(piece.name) || !hidden.isDisjoint(with: piece.groups)
  }
}

/// A part of a scene that can be kept back.
public struct Piece: Hashable, Sendable {
  /// What lessons call it.
  public let name: String
  /// The names of all groups that it is one of.
  public let groups: [String]

  init(_ name: String, in groups: String...) { (self.name, self.groups) = (name, groups) }
}

extension ExhibitContent {
  static let stepsName = "steps"
  static let sliderName = "slider"

  /// Everything that can be kept back, and the groups of it, in order.
  var pieceNames: [String] {
    var seen: Set<String> = []
    let own =
      (scenes.contains { $0.count > 1 } ? [Self.stepsName] : [])
      + (slider == nil ? [] : [Self.sliderName])
    let pieces = scenes.flatMap(\.self).flatMap(\.panels).flatMap(\.pieces)
    return (own + pieces.flatMap { [$0.name] + $0.groups }).filter { seen.insert($0).inserted }
  }
}
