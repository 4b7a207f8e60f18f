import Storyboards

/// From frame to frame: by hand, or by themselves while playing.
extension StagePlayer {
  /// The speeds that + and − go through, in frames a second.
  static let speeds: [Double] = [0.5, 1, 2, 4, 8]

  /// The frames that may be looked at.
  public var visibleFrames: Range<Int> {
    switch reveal {
    case .nothing, .everything: frames
    case .size: frames.prefix(1)
    case .found(let found, let last): frames.clamped(to: Self.run(in: found, endingWith: last))
    }
  }

  /// The frames next to each other that lead to the one that has been found last.
  private static func run(in found: Set<Int>, endingWith last: Int) -> Range<Int> {
    var first = last
    while found.contains(first - 1) { first -= 1 }
    return first..<(last + 1)
  }

  /// Whether the first frame that may be looked at is on the stage.
  public var isAtStart: Bool { position <= visibleFrames.lowerBound }

  /// Whether the last frame that may be looked at is on the stage.
  public var isAtEnd: Bool { !isTurning && position >= end }

  /// The frame that stepping ends with.
  var end: Int {
    let last = visibleFrames.upperBound - 1
    return endsEarly ? min(state.end ?? last, last) : last
  }

  /// Whether stepping ends before the last frame, with a result that was asked for; the frames of
  /// other views are no results.
  var endsEarly: Bool { state.end != nil && storyView.scope == .node }

  /// How long a frame stays while playing; `nil` when nothing moves.
  public var frameDuration: Duration? {
    isTurning
      ? Self.pictureDuration : isPlaying ? .seconds(1 / Self.speeds[state.speed]) : nil
  }

  /// Moves by some frames and stops playing.
  ///
  /// - Returns: Whether the frame changed; it does not while results are kept back.
  public mutating func step(by distance: Int) -> Bool {
    state.isPlaying = false
    if isTurning, distance > 0 {
      advanceTurn()
      return true
    }
    state.picture = nil
    let target = position + distance
    return !hidesResults && go(to: distance > 0 ? min(target, max(end, position)) : target)
  }

  /// The frames of the storyboard on the stage that belong to it.
  var ownFrames: Range<Int> {
    let all = storyboard.frames.indices
    guard lead.scope == .node, let part = part?.clamped(to: all), !part.isEmpty else { return all }
    return part
  }

  /// Advances by one frame when playing, and stops at the last.
  public mutating func tick() {
    if isTurning { return advanceTurn() }
    guard isPlaying else { return }
    go(to: position + 1)
    if isAtEnd { state.isPlaying = false }
  }

  /// Stops what goes on by itself, for a screen that shows something else.
  public mutating func leave() {
    state.isPlaying = false
    (state.typed, state.tuned, state.picture) = (nil, nil, nil)
    point(at: nil)
  }

  /// Shows more of the results, the last of them on the stage.
  ///
  /// - Parameters:
  ///   - reveal: How much may be seen.
  ///   - end: The frame on the stage, with which stepping ends, where all may be seen and one of
  ///     them was asked for.
  public mutating func show(_ reveal: Reveal, endingWith end: Int? = nil) {
    (state.isPlaying, state.picture) = (false, nil)
    (state.reveal, state.end) = (reveal, reveal == .everything ? end : nil)
    if case .found(_, let last) = reveal { go(to: last) } else { go(to: state.end ?? .max) }
  }

  /// Puts a frame on the stage, the nearest one that may be looked at.
  ///
  /// - Returns: Whether the frame changed.
  @discardableResult
  public mutating func go(to target: Int) -> Bool {
    let nearest = min(max(visibleFrames.lowerBound, target), visibleFrames.upperBound - 1)
    defer { state.position = nearest }
    return nearest != position
  }
}
