import Storyboards

/// The half turn of a kernel: picture after picture when a stage opens on one, and again on a key.
extension StagePlayer {
  /// How long a picture stays.
  static let pictureDuration = Duration.milliseconds(700)

  /// Whether a kernel is turning.
  public var isTurning: Bool { state.picture != nil }

  /// Begins to turn the kernel, in a view that is opened for the first time and has one that turns.
  mutating func beginTurn() {
    let moves = storyboard.turn?.isVisible == true
    state.picture = moves && seenTurns.insert(lead).inserted ? 0 : nil
  }

  /// Goes on to the next picture; behind the last one comes the first frame.
  mutating func advanceTurn() {
    guard let picture = state.picture, let turn = storyboard.turn else { return }
    state.picture = picture + 1 < turn.count ? picture + 1 : nil
  }

  /// Leaves the turn out: what is laid beside another stage has its numbers at once.
  public mutating func leaveOutTurn() { state.picture = nil }

  /// Whether nothing moves by itself.
  var isStill: Bool { boards.isStill }

  /// Shows turns as pictures beside each other, for those who want nothing to move by itself.
  ///
  /// They stand there in every frame: were they to go with the first one, all else would move.
  public mutating func standStill() {
    guard !boards.isStill else { return }
    boards = boards.standingStill
    storyboard = boards[lead].storyboard
    companion = companion.map { StageView.Companion($0.comparison, isStill: true) }
    state.picture = nil
  }
}
