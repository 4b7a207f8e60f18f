import Exhibits
import TerminalKit

/// The room that the scenes of an exhibit take, each found once.
///
/// All steps at all places of the slider have their room in every picture, so that nothing moves: of a kernel
/// that learns at twenty rates these are a thousand scenes, and a key laid all of them out anew.
struct ExhibitRoom: Sendable {
  /// What the rows of the tallest scene depend on.
  struct Place: Hashable {
    let width: Int
    let isSpacious: Bool
    let cover: Cover
  }

  /// What it depends on whether panels are drawn larger.
  struct Room: Hashable {
    let size: Size
    let cover: Cover
  }

  /// The rows that every scene has: at least, and to look well.
  let heights = LayoutMemo<Place, (least: Int, ideal: Int)>()
  /// The rows of the longest sentence, by the width.
  let captionHeights = LayoutMemo<Int, Int>()
  /// Whether every scene has room to be drawn larger.
  let isSpacious = LayoutMemo<Room, Bool>()
}
