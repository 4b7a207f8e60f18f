import Storyboards

/// The half turn of a kernel: picture after picture when a stage opens on one, and again on a key.
extension StagePlayer {
  /// How long a picture stays.
  static let pictureDuration = Duration.milliseconds(700)

  /// Whether a kernel is turning.
  public var isTurning: Bool { if case .moving = state.turn { true } else { false } }

  /// Begins to turn the kernel, in a view that is opened for the first time and has one that turns.
  mutating func beginTurn() {
    let moves = storyboard.turn?.isVisible == true
    state.turn = moves && seenTurns.insert(lead).inserted ? .moving(0) : nil
  }

  /// Goes on to the next picture; behind the last one comes the first frame.
  mutating func advanceTurn() {
    guard case .moving(let picture) = state.turn, let turn = storyboard.turn else { return }
    state.turn = picture + 1 < turn.count ? .moving(picture + 1) : nil
  }

  /// Leaves the turn out: what is laid beside another stage has its numbers at once.
  public mutating func leaveOutTurn() { state.turn = nil }

  /// Shows a turn that goes on as pictures beside each other, for those who want nothing to move by
  /// itself.
  public mutating func standStill() {
    if isTurning { state.turn = .beside }
  }
}
