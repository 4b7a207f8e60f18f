import Problems
import Storyboards
import TerminalKit

/// A storyboard that somebody steps through, plays and points at.
///
/// Every screen with a stage embeds one: it is asked for the keys that mean something now
/// (``StageKeys``), does what they ask, and says what is to be drawn.
///
///     var player = StagePlayer(storyboard, noun: "step")
///     _ = player.perform(.next)
///     buffer.draw(player.view(), in: area)
public struct StagePlayer: Sendable {
  /// What is explained, as the view on the stage shows it.
  public internal(set) var storyboard: Storyboard
  /// The frames of it that belong to this stage.
  public internal(set) var frames: Range<Int>
  /// What the screen calls all of these frames in its sentences: a step, a storyboard.
  let noun: String
  /// What somebody has done with them.
  public internal(set) var state: State
  /// What the cell pointed at has to do with the others; `nil` while nothing is pointed at.
  public internal(set) var pointed: Frame?
  /// The problem on the stage, where its numbers can be changed.
  public internal(set) var live: LiveProblem?
  /// The frames that belong to this stage in every view whose frames are the results; `nil` for all.
  let part: Range<Int>?
  /// The storyboards of all views.
  var boards: StageBoards
  /// What is looked at beside; `nil` for nothing.
  var companion: StageView.Companion?
  /// The speed of playing, as a memory keeps it: any number; one that there is not stays unheeded.
  public var speed: Int {
    get { state.speed }
    set { if Self.speeds.indices.contains(newValue) { state.speed = newValue } }
  }
  /// The views in which a kernel has turned.
  var seenTurns: Set<StoryView> = []
  /// Whether numbers have shades behind them at first.
  let startsShaded: Bool
  /// The views that may stand beside the first unasked; `nil` for all.
  private let companions: [StoryView]?
  /// Whether the leading view has all the room at first.
  var startsAlone: Bool { companions?.isEmpty == true && companion == nil }

  /// Puts the first of some frames on the stage.
  ///
  /// - Parameters:
  ///   - views: What is explained, in one or several ways.
  ///   - live: The problem that it is about, where its numbers can be changed.
  ///   - frames: The frames that belong to this stage; all of them by default.
  ///   - noun: What the screen calls them together: a step, a storyboard.
  ///   - reveal: How much of the results may be seen at first.
  ///   - comparison: What is looked at beside it.
  ///   - isShaded: Whether numbers have shades behind them at first.
  ///   - companions: The views that may stand beside the first unasked; `nil` for all.
  public init(
    _ views: LinkedViews, live: LiveProblem? = nil, frames: Range<Int>? = nil, noun: String,
    reveal: Reveal = .everything, comparison: Comparison? = nil, isShaded: Bool = false,
    companions: [StoryView]? = nil
  ) {
    self.live = live
    companion = comparison.map { StageView.Companion($0) }
    (startsShaded, self.companions) = (isShaded, companions)
    boards = StageBoards(views)
    storyboard = views.first
    part = views.start.scope == .node ? frames : nil
    self.frames = frames ?? storyboard.frames.indices
    self.noun = noun
    state = State(position: self.frames.lowerBound, view: views.start, reveal: reveal)
    beginTurn()
  }

  /// The views that there are, in their order: while results are kept back, those whose frames are
  /// the results.
  public var views: [StoryView] {
    reveal == .everything
      ? boards.views : boards.views.filter { $0.scope == .node || $0 == state.view }
  }

  /// The view on the stage.
  public var storyView: StoryView { lead }

  /// The same stage as it was left.
  ///
  /// A state of another storyboard shows the nearest frame that exists. Nothing is pointed at: whoever
  /// comes back expects the keys to do what they did at first.
  public func resumed(with state: State) -> StagePlayer {
    var player = self
    player.state = state
    // What a file says is heeded as far as it can be.
    player.state.speed = self.state.speed
    player.speed = state.speed
    player.state.pointer = nil
    (player.state.typed, player.state.tunedText, player.state.picture) = (nil, nil, nil)
    player.state.view = self.state.view
    player.open(state.view)
    if !state.edits.isEmpty, live != nil {
      player.live?.replace(with: state.edits)
      player.showChanged()
    }
    player.go(to: state.position)
    return player
  }

  /// The frame on the stage, a position in the storyboard.
  public var position: Int { state.position }

  /// Whether frames advance by themselves.
  public var isPlaying: Bool { state.isPlaying }

  /// How much of the results may be seen.
  public var reveal: Reveal { state.reveal }

  /// The cell that is pointed at; `nil` for none.
  public var pointer: Pointer? { state.pointer }

  /// Whether the arrow keys move the pointer.
  public var isPointing: Bool { pointer?.isKeyboard == true }

  /// Whether the numbers of the results are kept back.
  public var hidesResults: Bool { reveal == .nothing || reveal == .size }

  /// The stage as it is to be drawn.
  ///
  /// - Parameters:
  ///   - shown: A frame to show in place of the one on the stage, while an answer is typed.
  ///   - concealment: What stands in place of results that are kept back.
  ///   - hasCaption: Whether the frame's sentence is drawn.
  public func view(
    showing shown: Int? = nil, concealment: StageView.Concealment = .none, hasCaption: Bool = true
  ) -> StageView {
    var view = StageView(
      boards, lead: lead, position: shown ?? position, concealment: concealment,
      pointed: hidesResults || isEditing ? nil : pointed,
      focus: isPointing ? pointer?.cell : nil, typed: typedNumber,
      picture: state.picture, hasCaption: hasCaption)
    view.lastVisible = visibleFrames.upperBound - 1
    // Where stepping ends early, nothing is left to find.
    view.isFinished = endsEarly
    view.isRefused = live?.refusal != nil
    view.isAlone = state.isAlone ?? startsAlone
    // Where nothing stands beside it unasked, asking brings all.
    view.companions = companions?.isEmpty == true ? nil : companions
    view.isShaded = state.isShaded ?? startsShaded
    view.companion = companion
    return view
  }
}
