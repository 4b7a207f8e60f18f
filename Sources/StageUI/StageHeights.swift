import Storyboards
import Synchronization
import TerminalKit

/// The rows that the views of one frame take at the widths and spacings that are tried.
///
/// A layout compares many arrangements, and each asks the same views again: without this it laid out some
/// fifty stages for a key.
final class StageHeights: Sendable {
  /// What rows depend on while a frame stands.
  struct Place: Hashable {
    let view: StoryView
    let isLead: Bool
    let width: Int
    let spacing: StageSpacing
    let arrangement: PlaneArrangement?
    /// Whether there is as little room below as can be instead of no end of it.
    var isLow = false
  }

  /// What a view comes to.
  struct Measure {
    /// Its rows.
    let height: Int
    /// Its rows with cells close together, whatever room there is.
    let compactHeight: Int
    /// Whether every grid is in view whole.
    let isWhole: Bool
  }

  private let known = Mutex<[Place: Measure]>([:])
  private let arranged = Mutex<[Room: PlaneArrangement?]>([:])

  /// What an arrangement of all planes depends on.
  struct Room: Hashable {
    let view: StoryView
    let isLead: Bool
    let size: Size
  }

  /// How all planes of a view stand in a room, found where nobody has asked before; `nil` where they
  /// do not fit.
  func arrangement(in room: Room, found: () -> PlaneArrangement?) -> PlaneArrangement? {
    if let known = arranged.withLock({ $0[room] }) { return known }
    let arrangement = found()
    arranged.withLock { $0[room] = arrangement }
    return arrangement
  }

  /// What a view comes to, laid out where nobody has asked before.
  func measure(at place: Place, laidOut: () -> StageLayout) -> Measure {
    if let measure = known.withLock({ $0[place] }) { return measure }
    let layout = laidOut()
    let measure = Measure(
      height: layout.height, compactHeight: layout.compactHeight, isWhole: layout.isWhole)
    known.withLock { $0[place] = measure }
    return measure
  }
}
