import Exhibits
import Synchronization
import TerminalKit

/// The room that the scenes of an exhibit take, each found once.
///
/// All steps at all places of the slider have their room in every picture, so that nothing moves: of a kernel
/// that learns at twenty rates these are a thousand scenes, and a key laid all of them out anew.
final class ExhibitRoom: Sendable {
  /// What the rows of the tallest scene depend on.
  struct Place: Hashable {
    let width: Int
    let isSpacious: Bool
    let cover: Cover
  }

  /// What it depends on whether panels are drawn larger.
  struct Room: Hashable {
    let size: Size
    let cover: Cover
  }

  private let heights = Mutex<[Place: (least: Int, ideal: Int)]>([:])
  private let captions = Mutex<[Int: Int]>([:])
  private let spacious = Mutex<[Room: Bool]>([:])

  /// The rows that every scene has: at least, and to look well.
  func heights(
    at place: Place, found: () -> (least: Int, ideal: Int)
  ) -> (least: Int, ideal: Int) {
    if let known = heights.withLock({ $0[place] }) { return known }
    let heights = found()
    self.heights.withLock { $0[place] = heights }
    return heights
  }

  /// The rows of the longest sentence at a width.
  func captionHeight(width: Int, found: () -> Int) -> Int {
    if let known = captions.withLock({ $0[width] }) { return known }
    let height = found()
    captions.withLock { $0[width] = height }
    return height
  }

  /// Whether every scene has room to be drawn larger.
  func isSpacious(in room: Room, found: () -> Bool) -> Bool {
    if let known = spacious.withLock({ $0[room] }) { return known }
    let isSpacious = found()
    spacious.withLock { $0[room] = isSpacious }
    return isSpacious
  }
}
