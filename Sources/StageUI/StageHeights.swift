import Storyboards
import TerminalKit

/// The rows that the views of one frame take at the widths that are tried.
///
/// Without this a layout laid out some fifty stages for a key.
final class StageHeights: Sendable {
  /// What rows depend on while a frame stands.
  struct Place: Hashable {
    let view: StoryView
    let isLead: Bool
    let width: Int
    let arrangement: PlaneArrangement?
    /// Whether there is as little room below as can be instead of no end of it.
    var isLow = false
  }

  /// What a view comes to with cells of one size.
  struct Step {
    /// How large its cells are: as the width allows.
    let spacing: StageSpacing
    /// Its rows.
    let height: Int
    /// The lines from one row of cells to the next.
    let rowPitch: Int
  }

  /// What a view comes to where there is no end of room below.
  final class Measure: Sendable {
    private let table: StageTable
    private let isShaded: Bool
    private let steps = LayoutMemo<StageSpacing, Step>()
    /// Its rows in the lowest way in which it says what it is to say.
    let leastHeight: Int
    /// Its columns with cells close together.
    let compactWidth: Int
    /// Whether every grid is in view whole.
    let isWhole: Bool
    /// Whether it has units, which stand as far apart as they can.
    let hasLayers: Bool

    init(_ layout: StageLayout, isShaded: Bool) {
      (table, self.isShaded, isWhole) = (layout.table, isShaded, layout.isWhole)
      (leastHeight, compactWidth) = (layout.leastHeight, table.compactWidth)
      hasLayers = table.hasLayers
    }

    /// What it comes to with cells as large as a spacing allows.
    func step(_ spacing: StageSpacing) -> Step {
      steps.found(at: spacing) { table.step(spacing, isShaded: isShaded) }
    }
  }

  private let measures = LayoutMemo<Place, Measure>()
  private let arrangements = LayoutMemo<Room, PlaneArrangement?>()

  /// What an arrangement of all planes depends on.
  struct Room: Hashable {
    let view: StoryView
    let isLead: Bool
    let size: Size
  }

  /// How all planes of a view stand in a room, found where nobody has asked before; `nil` where they
  /// do not fit.
  func arrangement(in room: Room, found: () -> PlaneArrangement?) -> PlaneArrangement? {
    arrangements.found(at: room, finding: found)
  }

  /// What a view comes to, laid out where nobody has asked before.
  func measure(at place: Place, isShaded: Bool, laidOut: () -> StageLayout) -> Measure {
    measures.found(at: place) { Measure(laidOut(), isShaded: isShaded) }
  }
}
