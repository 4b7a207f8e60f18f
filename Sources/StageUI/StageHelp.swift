import Storyboards
import TerminalKit

/// What the help says of a stage besides its keys: what each view shows, and what marks mean.
public struct StageHelp {
  private let player: StagePlayer?

  /// The help for a player; nothing where the screen has no stage.
  public init(_ player: StagePlayer?) {
    self.player = player
  }

  /// The rows, for ``TerminalKit/KeyHelp``.
  public var rows: [KeyHelpRow] {
    guard let player else { return [] }
    let views = player.views.map { KeyHelpRow.term($0.rawValue, $0.explanation) }
    let large = (player.live?.tooLargeViews ?? []).map {
      KeyHelpRow.term(
        $0.rawValue, "Too large with these sizes; a smaller input or kernel has it: P.")
    }
    return [.heading(views.count + large.count > 1 ? "Views" : "This view")] + views + large
      + [.heading("What the marks mean")] + Self.marks
  }

  private static let marks: [KeyHelpRow] = [
    .term("[ 3 ]", "takes part in this frame: under the window, or the result"),
    .term("( 3 )", "where you point; the largest of a window"),
    .term(Plane.paddingZero, "a zero of the padding"),
    .term("\(Plane.copy)3", "padding that copies a number of the input"),
    .term(
      "→3",
      "such a copy that takes part: the arrow points the way to the number it copies, underlined:"
        + " \(CopyLink.source)3"
    ),
    .term(Plane.insertedZero, "a zero put between two numbers"),
    .term("\(Plane.added)3", "a result in a row or column that output_padding adds"),
    .term("grey 3", "a number that no window reads: stride or dilation pass over it"),
    .term(Plane.nothing, "not computed yet, or, in a matrix, a place at which nothing meets"),
  ]
}
