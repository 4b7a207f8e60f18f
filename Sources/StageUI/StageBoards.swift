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
  /// Whether nothing moves by itself: the pictures of a kernel's turn stand beside it, in every frame.
  let isStill: Bool
  /// The columns that numbers take at least, but for those of inputs.
  private let leastNumberWidth: Int
  private let linked: LinkedViews
  private let made: Mutex<[StoryView: Board]>

  convenience init(_ linked: LinkedViews, isStill: Bool = false, leastNumberWidth: Int = 1) {
    self.init(linked, isStill: isStill, leastNumberWidth, knowing: [:])
  }

  private init(
    _ linked: LinkedViews, isStill: Bool, _ leastNumberWidth: Int,
    knowing boards: [StoryView: Board]
  ) {
    (self.linked, self.isStill, self.leastNumberWidth) = (linked, isStill, leastNumberWidth)
    views = linked.views
    let others = views.filter { $0 != linked.start }
    order =
      [linked.start] + others.filter { !$0.showsGradients } + others.filter(\.showsGradients)
    let first =
      boards[linked.start]
      ?? Self.board(linked.start, linked.first, isStill: isStill, leastNumberWidth)
    made = Mutex(boards.merging([linked.start: first]) { $1 })
  }

  /// The same where nothing moves by itself.
  var standingStill: StageBoards {
    let known = made.withLock { $0.filter { $0.value.storyboard.turn == nil } }
    return StageBoards(linked, isStill: true, leastNumberWidth, knowing: known)
  }

  private static func board(
    _ view: StoryView, _ storyboard: Storyboard, isStill: Bool, _ leastNumberWidth: Int
  ) -> Board {
    let storyboard = isStill ? storyboard.withTurnBeside(isOptional: true) : storyboard
    return Board(
      view: view, storyboard: storyboard,
      samples: StageSamples(storyboard, leastNumberWidth: leastNumberWidth))
  }

  /// The board of a view.
  subscript(view: StoryView) -> Board {
    made.withLock { made in
      if let board = made[view] { return board }
      let board = Self.board(
        view, linked.storyboard(view), isStill: isStill, leastNumberWidth)
      made[view] = board
      return board
    }
  }
}
