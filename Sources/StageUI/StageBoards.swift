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
  /// The same in the order in which they stand, and in which they come beside another: the one that
  /// was opened first, so that what comes with an answer comes below what is looked at, and last
  /// what flows back.
  let order: [StoryView]
  private let linked: LinkedViews
  private let made: Mutex<[StoryView: Board]>

  init(_ linked: LinkedViews) {
    self.linked = linked
    views = linked.views
    let others = views.filter { $0 != linked.start }
    order =
      [linked.start] + others.filter { !$0.showsGradients } + others.filter(\.showsGradients)
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
