import Storyboards
import Synchronization

/// The storyboards of linked views with what is known of their frames, each made when it is first
/// looked at.
final class StageBoards: Sendable {
  /// A storyboard and its samples.
  struct Board: Sendable {
    let view: StoryView
    let storyboard: Storyboard
    let samples: StageSamples
  }

  /// What there is to choose from.
  let views: [StoryView]
  /// The same in the order in which they stand: the one that was opened first, so that what comes
  /// with an answer comes below what is looked at.
  let order: [StoryView]
  private let linked: LinkedViews
  private let made: Mutex<[StoryView: Board]>

  init(_ linked: LinkedViews) {
    self.linked = linked
    views = linked.views
    order = [linked.start] + views.filter { $0 != linked.start }
    let board = Board(
      view: linked.start, storyboard: linked.first, samples: StageSamples(linked.first))
    made = Mutex([linked.start: board])
  }

  /// The board of a view.
  subscript(view: StoryView) -> Board {
    made.withLock { made in
      if let board = made[view] { return board }
      let storyboard = linked.storyboard(view)
      let board = Board(view: view, storyboard: storyboard, samples: StageSamples(storyboard))
      made[view] = board
      return board
    }
  }
}
