/// Which frame of a step is on the stage, and whether frames advance by themselves.
struct Playback: Equatable, Sendable {
  /// How many frames the step has; 0 where it shows no storyboard.
  let count: Int
  /// The frame on the stage.
  private(set) var position = 0
  /// Whether frames advance by themselves.
  private(set) var isPlaying = false

  /// The speeds that + and − go through, in frames a second.
  static let speeds: [Double] = [0.5, 1, 2, 4, 8]

  init(count: Int) {
    self.count = count
  }

  /// Whether the last frame is on the stage, or there is none.
  var isAtEnd: Bool { position >= count - 1 }

  /// Moves by some frames and stays within the step.
  ///
  /// - Returns: Whether the frame changed.
  mutating func move(by distance: Int) -> Bool {
    go(to: position + distance)
  }

  /// Shows a frame, the nearest one that exists.
  ///
  /// - Returns: Whether the frame changed.
  @discardableResult
  mutating func go(to target: Int) -> Bool {
    let nearest = min(max(0, target), max(0, count - 1))
    defer { position = nearest }
    return nearest != position
  }

  /// Starts, from the beginning when the end is on the stage, or stops.
  mutating func toggle() {
    isPlaying.toggle()
    if isPlaying, isAtEnd { position = 0 }
  }

  /// Stops advancing.
  mutating func pause() {
    isPlaying = false
  }

  /// Advances by one frame when playing, and stops at the last.
  mutating func tick() {
    guard isPlaying else { return }
    position = min(position + 1, max(0, count - 1))
    if isAtEnd { isPlaying = false }
  }
}
