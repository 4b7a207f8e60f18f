import Storyboards
import TerminalKit
import Typesetting

/// A frame of a storyboard: the grids side by side, the arithmetic below, then the caption.
///
///     var stage = player.view()
///     stage.isRoomy = screen.height >= 30
///     buffer.draw(stage, in: area)
public struct StageView: Widget, Sendable {
  /// What is explained, as the leading view shows it.
  public let storyboard: Storyboard
  /// The frame of it that is on the stage.
  public let position: Int
  /// What stands in place of results while a question about them is open.
  public let concealment: Concealment
  /// Whether the frame's sentence is drawn; beside a question its explanation says it.
  public let hasCaption: Bool
  /// Whether cells may stand apart, and other views beside the leading one.
  ///
  /// Small screens would show one step spaciously and the next one not.
  public var isRoomy = false
  /// What is kept back and has its room already, so that nothing moves when it comes.
  public var roomKept = Room.everything
  /// Whether every result has its number, also those that later frames make.
  public var isFinished = false
  /// Whether numbers have shades behind them.
  var isShaded = false
  /// What stands beside the leading view instead of other views of it.
  var companion: Companion?
  /// Whether the leading view has all the room.
  var isAlone = false
  /// The last frame that may be looked at.
  var lastVisible = 0
  /// The views that may stand beside it, and the one that was opened first; `nil` for all.
  var companions: [StoryView]?
  /// Whether the sentence says why there is nothing to explain.
  var isRefused = false
  let boards: StageBoards
  let lead: StoryView
  /// The result that the frame is about, by its position.
  let resultPosition: Int
  /// What is drawn.
  let frame: Frame
  /// Whether that is the answer to pointing.
  let isPointed: Bool
  /// Whether a picture of a kernel's turn is in its place.
  let isTurning: Bool
  /// The frame on the stage, drawn or not.
  let current: Frame
  let samples: StageSamples
  /// The cell that the arrow keys point at, which stays in view; `nil` for none.
  let focus: CellReference?
  /// The number being typed; `nil` while there is none.
  let typed: TypedNumber?
  /// What is known of the views of this frame.
  let knownHeights = StageHeights()
  let knownFrames = LayoutMemo<StoryView, Frame>()

  /// Creates a view of one frame.
  ///
  /// - Parameters:
  ///   - boards: What is explained, in all views.
  ///   - lead: The view that is there in any case.
  ///   - position: The frame that is on the stage.
  ///   - concealment: What stands in place of results while a question about them is open.
  ///   - pointed: A frame to show in place of that one: the answer to pointing at a cell.
  ///   - focus: The cell that the arrow keys point at.
  ///   - typed: The number being typed into a cell.
  ///   - picture: The picture of a kernel's half turn that is in its place.
  ///   - hasCaption: Whether the frame's sentence is drawn.
  init(
    _ boards: StageBoards, lead: StoryView, position: Int, concealment: Concealment,
    pointed: Frame?, focus: CellReference? = nil, typed: TypedNumber?,
    picture: Int? = nil, hasCaption: Bool
  ) {
    let board = boards[lead]
    (self.typed, self.focus) = (typed, focus)
    (self.boards, self.lead) = (boards, lead)
    resultPosition = board.storyboard.result(ofFrame: position)
    self.position = position
    self.concealment = concealment
    self.hasCaption = hasCaption
    isTurning = picture != nil
    samples = board.samples
    if let picture {
      // Its room is that of all frames, so that nothing moves but the kernel.
      storyboard = board.storyboard.turning(picture, at: position)
      current = storyboard.frames[0]
    } else {
      storyboard = board.storyboard
      current = samples.frame(at: position, of: storyboard)
    }
    frame = pointed ?? current
    isPointed = pointed != nil
  }

  /// What the arithmetic of the frame on the stage comes to.
  public var result: Double? { current.arithmetic.last?.result }

  /// Draws the widget; see ``TerminalKit/Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let parts = divide(area, buffer.glyphs)
    for pane in parts.panes {
      if pane.isLead || !concealment.hidesSums {
        pane.draw(isNamed: parts.panes.count > 1, on: &buffer)
      } else {
        pane.drawKeptBack(on: &buffer)
      }
    }
    guard !concealment.hidesSums else { return }
    // What is longer than expected takes what rows are left below, so that nothing moves for it.
    let room = area.splitTop(parts.text.minY - area.minY).rest
    buffer.write(
      isPointed
        ? answer(frame, width: area.width, buffer.glyphs, upTo: room.height)
        : textLines(frame, width: area.width, buffer.glyphs, upTo: room.height), in: room)
  }
}
