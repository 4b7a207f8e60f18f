import Problems
import Storyboards

/// What a stage remembers.
extension StagePlayer {
  /// What a stage remembers.
  public struct State: Codable, Hashable, Sendable {
    /// The frame on the stage, a position in the storyboard.
    var position: Int
    /// The view on the stage; beside it others may stand where there is room.
    var view: StoryView
    /// The picture of a kernel's half turn that is in its place; `nil` while none turns.
    var picture: Int?
    /// Whether frames advance by themselves.
    var isPlaying = false
    /// The speed of playing, an index of ``StagePlayer/speeds``.
    var speed = 1
    /// The cell that is pointed at; `nil` for none.
    var pointer: Pointer?
    /// How much of the results may be seen.
    var reveal: Reveal
    /// The frame that stepping ends with, where not with the last that may be looked at.
    var end: Int?
    /// What was changed, in its order.
    var edits: [ProblemEdit] = []
    /// What is typed into the cell pointed at; `nil` while nothing is being changed by typing.
    var typed: NumberDraft?
    /// The parameter that the arrow keys change, a position among the live ones; `nil` for none.
    var tuned: Int?
    /// What is typed for that parameter; `nil` while nothing is.
    var tunedText: String?
    /// Whether the leading view has all the room; `nil` for as at first.
    var isAlone: Bool?
    /// Whether numbers have shades behind them; `nil` for as at first.
    var isShaded: Bool?
  }

  /// How much of the results may be seen.
  public enum Reveal: Codable, Hashable, Sendable {
    /// Nothing: a question about them is open.
    case nothing
    /// How many there are. The size was asked for; the numbers are left to later questions.
    case size
    /// Some results, by the frame that makes them: those that were asked for or found before, and
    /// those that nobody asks for. No frame behind the last that was asked for is stepped to.
    case found(Set<Int>, last: Int)
    /// All of them.
    case everything
  }
}
