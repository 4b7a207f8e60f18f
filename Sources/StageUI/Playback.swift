/// Which of some frames is on the stage, and whether they advance by themselves.
public struct Playback: Hashable, Sendable {
  /// How many frames there are; 0 where there is no storyboard.
  public let count: Int
  /// The frame on the stage.
  public private(set) var position = 0
  /// Whether frames advance by themselves.
  public private(set) var isPlaying = false

  /// The speeds that + and − go through, in frames a second.
  public static let speeds: [Double] = [0.5, 1, 2, 4, 8]

  /// Puts the first of `count` frames on the stage.
  public init(count: Int) {
    self.count = count
  }

  /// Whether the last frame is on the stage, or there is none.
  public var isAtEnd: Bool { position >= count - 1 }

  /// Moves by some frames and stays among those that exist.
  ///
  /// - Returns: Whether the frame changed.
  public mutating func move(by distance: Int) -> Bool {
    go(to: position + distance)
  }

  /// Shows a frame, the nearest one that exists.
  ///
  /// - Returns: Whether the frame changed.
  @discardableResult
  public mutating func go(to target: Int) -> Bool {
    let nearest = min(max(0, target), max(0, count - 1))
    defer { position = nearest }
    return nearest != position
  }

  /// Starts, from the beginning when the end is on the stage, or stops.
  public mutating func toggle() {
    isPlaying.toggle()
    if isPlaying, isAtEnd { position = 0 }
  }

  /// Stops advancing.
  public mutating func pause() {
    isPlaying = false
  }

  /// Advances by one frame when playing, and stops at the last.
  public mutating func tick() {
    guard isPlaying else { return }
    position = min(position + 1, max(0, count - 1))
    if isAtEnd { isPlaying = false }
  }
}
