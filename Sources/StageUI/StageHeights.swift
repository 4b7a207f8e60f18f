import Storyboards
import Synchronization

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
  }

  /// What a view comes to with no end of room below.
  struct Measure {
    /// Its rows.
    let height: Int
    /// Whether every grid is in view whole.
    let isWhole: Bool
  }

  private let known = Mutex<[Place: Measure]>([:])

  /// What a view comes to, laid out where nobody has asked before.
  func measure(at place: Place, laidOut: () -> StageLayout) -> Measure {
    if let measure = known.withLock({ $0[place] }) { return measure }
    let layout = laidOut()
    let measure = Measure(height: layout.height, isWhole: layout.isWhole)
    known.withLock { $0[place] = measure }
    return measure
  }
}
