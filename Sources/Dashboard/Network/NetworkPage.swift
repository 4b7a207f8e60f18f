import StageUI
import Training

/// What is looked at inside the network.
struct NetworkPage: DashboardPage {
  /// What the arrow keys move.
  enum Focus: CaseIterable, Hashable, Sendable {
    /// The chosen layer.
    case layers
    /// The chosen number of the chosen channel.
    case picture
    /// The frame of the storyboard.
    case story
  }

  /// The ranges of one layer's weights and of their gradients.
  struct Ranges: Hashable, Sendable {
    var weights: ValueRange?
    var gradients: ValueRange?
  }

  /// A number of the chosen channel.
  struct Pixel: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  /// What the arrow keys move.
  private(set) var focus = Focus.layers
  /// The chosen layer.
  private(set) var selection = 0
  /// The chosen channel of its output.
  private(set) var channel = 0
  /// The chosen number of that channel.
  private(set) var pixel = Pixel(row: 0, column: 0)
  /// The network's weights and gradients when they were last asked for.
  private(set) var snapshot: ModelSnapshot?
  /// The ranges of the snapshot, by layer.
  private(set) var ranges: [Ranges] = []
  /// What the network of the snapshot makes of an image.
  private(set) var inspection: Inspection?
  /// The storyboard that is open.
  private(set) var story: LayerStory?
  /// Whether an image is on its way through the network.
  var isInspecting = false
  /// When the snapshot was asked for, in seconds since the program began.
  private var askedAt = -Double.infinity

  /// How many seconds pass before weights are asked for again while the page is open.
  private static let secondsBetweenSnapshots = 2.0

  /// The chosen layer's part in the inspection.
  var layer: Inspection.Layer? {
    guard let inspection, inspection.layers.indices.contains(selection) else { return nil }
    return inspection.layers[selection]
  }

  /// The chosen layer's output as pictures.
  var planes: LayerPlanes? { layer.map { LayerPlanes($0.output) } }

  /// Takes new weights.
  mutating func show(_ snapshot: ModelSnapshot, layers: [LayerSummary]) {
    self.snapshot = snapshot
    ranges = layers.map { layer in
      var ranges = Ranges()
      for name in layer.parameterNames {
        ranges.weights.formUnion(snapshot.parameters[name].map { $0.elements })
        ranges.gradients.formUnion(snapshot.gradients[name].map { $0.elements })
      }
      return ranges
    }
  }

  /// Takes what the layers made of an image; an open storyboard keeps its own numbers.
  mutating func show(_ inspection: Inspection) {
    isInspecting = false
    self.inspection = inspection
    clampChoice()
  }

  /// Chooses a layer.
  mutating func select(_ layer: Int, of count: Int) {
    selection = min(max(0, layer), max(0, count - 1))
    channel = 0
    pixel = Pixel(row: 0, column: 0)
    clampChoice()
  }

  /// Chooses a channel; the nearest one that exists.
  mutating func choose(channel: Int) {
    self.channel = channel
    clampChoice()
  }

  /// Chooses a number of the channel; the nearest one that exists.
  mutating func choose(pixel: Pixel) {
    self.pixel = pixel
    clampChoice()
  }

  /// Lets the arrow keys move the chosen number.
  mutating func point() {
    focus = .picture
  }

  /// Opens a storyboard.
  mutating func open(_ story: LayerStory) {
    self.story = story
    focus = .story
  }

  /// Goes one level back.
  mutating func goBack() {
    focus = focus == .story ? .picture : .layers
    story = nil
  }

  /// Goes back to the list of layers.
  mutating func close() {
    focus = .layers
    story = nil
  }

  /// Changes the storyboard that is open.
  mutating func updateStory(_ change: (inout StagePlayer) -> StagePlayer.Outcome) -> [PageOutcome] {
    guard var player = story?.player else { return [] }
    let outcome = change(&player)
    story?.player = player
    return switch outcome {
    case .done: []
    case .told(let text), .answered(let text): [.tell(text, .accent)]
    case .refused(let text): [.tell(text, .warning)]
    }
  }

  /// Shows the next frame of a storyboard that plays.
  mutating func tick() {
    story?.player.tick()
  }

  /// Runs the chosen image through the network of the newest snapshot.
  mutating func inspect(_ run: RunState) -> [PageOutcome] {
    guard snapshot != nil, let image = run.images.chosen else { return [] }
    isInspecting = true
    return [.ask(.inspect(image: image.index))]
  }

  /// Asks for weights when those on the page are old.
  ///
  /// A storyboard keeps its numbers until it is closed: what is explained must hold still.
  mutating func refresh(_ run: inout RunState) -> [PageOutcome] {
    guard run.isAlive, focus != .story, !run.isSnapshotPending, !isInspecting,
      snapshot?.step != run.step, run.seconds - askedAt >= Self.secondsBetweenSnapshots
    else { return [] }
    run.isSnapshotPending = true
    askedAt = run.seconds
    return [.ask(.send(.takeSnapshot))]
  }

  private mutating func clampChoice() {
    guard let planes else { return }
    channel = min(max(0, channel), planes.channels - 1)
    pixel.row = min(max(0, pixel.row), max(0, planes.height - 1))
    let last = planes.isRow ? planes.count - 1 - pixel.row * planes.width : planes.width - 1
    pixel.column = min(max(0, pixel.column), max(0, min(last, planes.width - 1)))
  }
}

extension Optional where Wrapped == ValueRange {
  fileprivate mutating func formUnion(_ values: (some Sequence<Float>)?) {
    guard let range = values.flatMap({ ValueRange($0) }) else { return }
    self?.formUnion(range)
    if self == nil { self = range }
  }
}
