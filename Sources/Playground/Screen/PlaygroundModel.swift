import TerminalKit

/// Everything that the playground's screen shows.
public struct PlaygroundModel: Sendable {
  /// The size of the terminal.
  var size: Size
  /// What decides the run.
  private(set) var settings: PlaygroundSettings
  /// Somebody's own points, once a file was read.
  private(set) var own: OwnPoints?
  /// The points of the run.
  private(set) var data: SplitPoints
  /// The network as it was computed last; `nil` before the first time.
  private(set) var shot: Shot?
  /// A run that stays to be compared with.
  private(set) var kept: Kept?
  /// Whether the kept run is looked at where one picture has room.
  var showsKept = false

  /// Whether steps follow each other by themselves.
  var isPlaying = false
  /// How many steps a picture stands for while it plays.
  var pace = Pace.epoch
  /// What the arrow keys move.
  var focus = Focus.settings
  /// The chosen row of the settings.
  var setting = PlaygroundSetting.data
  /// The unit whose formula is written out.
  var unit = UnitPlace(layer: 0, index: 0)
  /// The place in the plane that its numbers are for.
  var place = Place(x: 1.5, y: 2)
  /// Whether the points of the test are drawn.
  var showsTest = false
  /// Whether the plane shows what the chosen unit makes of it, instead of the regions.
  var showsUnit = false
  /// Whether regions have one colour each, however sure the network is.
  var isHard = false

  /// The name of a file that is asked for.
  var prompt: FilePrompt?
  /// The first line of the key help in view; `nil` while it is closed.
  var helpOffset: Int?
  /// What the footer tells until the next key.
  var notice: String?

  /// A run that stays to be compared with.
  struct Kept: Sendable {
    let settings: PlaygroundSettings
    let data: SplitPoints
    let shot: Shot
  }

  /// What the arrow keys move.
  enum Focus: CaseIterable, Sendable {
    case settings, network, plane
  }

  /// How many steps a picture stands for.
  enum Pace: Int, CaseIterable, Sendable {
    case step, epoch, full

    var title: String {
      switch self {
      case .step: "a step at a time"
      case .epoch: "an epoch at a time"
      case .full: "as fast as it goes"
      }
    }
  }

  /// A unit: its layer, hidden ones first, and which of the layer's it is.
  struct UnitPlace: Hashable, Sendable {
    var layer: Int
    var index: Int
  }

  /// A place in the plane.
  struct Place: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  /// A file's name being typed.
  struct FilePrompt: Sendable {
    let saves: Bool
    var input: TextInput
    /// A file of this name is there, and was not replaced.
    var isThere = false
  }

  /// Creates the playground with settings, which are to be begun with.
  ///
  /// - Parameters:
  ///   - settings: What the first run is like.
  ///   - own: Somebody's own points.
  ///   - size: The size of the terminal.
  public init(_ settings: PlaygroundSettings, own: OwnPoints? = nil, size: Size) {
    (self.settings, self.own, self.size) = (settings, own, size)
    data = SplitPoints(settings, own: own)
  }

  /// Whether the terminal is too small to show anything of use.
  var isTooSmall: Bool { TooSmallScreen.isNeeded(for: size) }

  /// How long a picture stays while it plays; `nil` while nothing moves by itself.
  var frameDuration: Duration? {
    guard isPlaying, prompt == nil, helpOffset == nil, !isTooSmall else { return nil }
    return .milliseconds(pace == .step ? 150 : 60)
  }

  /// The units of each layer of weights: the hidden ones, and the scores.
  var widths: [Int] { settings.hiddenLayers + [data.classes] }

  /// The layer whose number of units the settings change.
  var hiddenLayer: Int { min(unit.layer, max(0, settings.hiddenLayers.count - 1)) }

  /// What a unit may be when it is chosen.
  func clamped(_ unit: UnitPlace) -> UnitPlace {
    let layer = min(max(0, unit.layer), widths.count - 1)
    return UnitPlace(layer: layer, index: min(max(0, unit.index), widths[layer] - 1))
  }

  // MARK: - What the program around it reports

  /// That a run has begun, or goes on with other settings.
  mutating func take(_ shot: Shot) {
    self.shot = shot
    guard !shot.isFinite, isPlaying else { return }
    isPlaying = false
    notice = "The loss is no number any more: the rate is too high. < lowers it, r begins again."
  }

  /// That something could not be done.
  mutating func fail(_ message: String) {
    isPlaying = false
    notice = message
  }

  // MARK: - Runs

  /// Takes other settings, and says what has to be done with the run.
  mutating func change(to settings: PlaygroundSettings, own: OwnPoints? = nil) -> PlaygroundEffect {
    let goesOn = own == nil && self.settings.adopting(settings) == settings && shot != nil
    self.settings = settings
    if let own { self.own = own }
    guard !goesOn else { return .adopt }
    return begin()
  }

  /// Begins anew with the same settings.
  mutating func begin() -> PlaygroundEffect {
    data = SplitPoints(settings, own: own)
    unit = clamped(unit)
    return .begin
  }

  /// Keeps the run as it is now to be compared with, or lets the kept one go.
  mutating func keep(_ keeps: Bool) {
    kept = keeps ? shot.map { Kept(settings: settings, data: data, shot: $0) } : nil
    showsKept = false
  }
}

/// What the playground asks of the program around it.
enum PlaygroundEffect: Equatable, Sendable {
  /// Build the network with its first weights; answer with ``PlaygroundModel/take(_:)``.
  case begin
  /// Go on with the settings as they are now.
  case adopt
  /// Train, and answer with what came of it.
  case train(Stretch)
  /// Look at the place that is pointed at.
  case look
  /// Write the settings to a file.
  case save(String, replaces: Bool)
  /// Read settings or points.
  case open(String)
  /// End the program.
  case leave

  /// How much to train.
  enum Stretch: Equatable, Sendable {
    case step
    case epoch
    /// As many epochs as a moment has room for.
    case moment
  }
}
