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

  private let known = Mutex<[Place: Int]>([:])

  /// The rows of a view, counted where nobody has asked before.
  func height(at place: Place, counted: () -> Int) -> Int {
    if let height = known.withLock({ $0[place] }) { return height }
    let height = counted()
    known.withLock { $0[place] = height }
    return height
  }
}
