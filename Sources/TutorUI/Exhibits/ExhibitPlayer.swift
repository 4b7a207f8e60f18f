import Exhibits

/// An exhibit that somebody steps through, plays, and changes with its slider.
struct ExhibitPlayer: Sendable {
  let content: PreparedExhibit
  private(set) var state: State
  /// What is known of the room that its scenes take.
  let room = ExhibitRoom()

  /// What an exhibit remembers.
  struct State: Codable, Hashable, Sendable {
    /// The step on the stage, from 0.
    var step = 0
    /// The place of the slider, from 0.
    var place = 0
    /// Whether steps follow by themselves.
    var isPlaying = false
  }

  /// What a key asks of an exhibit.
  enum Action: Hashable, Sendable {
    case togglePlay, first, last
    /// Move the slider.
    case slide(by: Int)
  }

  init(_ content: PreparedExhibit) {
    self.content = content
    state = State(place: content.slider?.start ?? 0)
  }

  /// The same exhibit as it was left; a state of another one shows the nearest step there is.
  func resumed(with state: State) -> ExhibitPlayer {
    var player = self
    player.state.place = min(max(0, state.place), max(0, (content.slider?.labels.count ?? 1) - 1))
    player.go(to: state.step)
    return player
  }

  /// What is on the stage.
  var scene: Scene { content.scene(state.step, at: state.place) }

  /// How many steps there are at this place of the slider.
  var stepCount: Int { content.stepCount(at: state.place) }

  var isPlaying: Bool { state.isPlaying }
  var isAtStart: Bool { state.step == 0 }
  var isAtEnd: Bool { state.step == stepCount - 1 }

  /// How long a step stays while playing; `nil` when nothing moves.
  var frameDuration: Duration? { isPlaying ? .milliseconds(700) : nil }

  /// Moves by some steps and stops playing.
  ///
  /// - Returns: Whether the step changed.
  mutating func step(by distance: Int) -> Bool {
    state.isPlaying = false
    return go(to: state.step + distance)
  }

  /// Does what a key asks.
  mutating func perform(_ action: Action) {
    switch action {
    case .togglePlay:
      if isPlaying { state.isPlaying = false } else { play() }
    case .first: _ = step(by: -state.step)
    case .last: _ = step(by: stepCount)
    case .slide(let distance):
      let count = content.slider?.labels.count ?? 1
      state.place = min(max(0, state.place + distance), count - 1)
      go(to: state.step)
    }
  }

  /// Lets the steps run, from the first one where the last is on the stage.
  mutating func play() {
    guard stepCount > 1 else { return }
    if isAtEnd { go(to: 0) }
    state.isPlaying = true
  }

  /// Shows a step.
  mutating func show(_ step: Int) {
    state.isPlaying = false
    go(to: step)
  }

  /// Goes on by a step while playing.
  mutating func tick() {
    guard isPlaying else { return }
    go(to: state.step + 1)
    if isAtEnd { state.isPlaying = false }
  }

  /// Stops what goes on by itself.
  mutating func leave() { state.isPlaying = false }

  @discardableResult
  private mutating func go(to step: Int) -> Bool {
    let before = state.step
    state.step = min(max(0, step), stepCount - 1)
    return state.step != before
  }
}
