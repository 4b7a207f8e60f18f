import Storyboards
import TerminalKit
import Typesetting

/// What stands above the planes of a panel.
extension PanelBlock {
  /// The panel's own title, above all of its planes; as far as there is room it says how many of them are
  /// in view where some are not, and which part of a grid that is cut.
  ///
  /// - Parameters:
  ///   - margin: The columns on either side that it may take where that would have no room otherwise.
  ///   - isLow: Whether it has fewer rows than all of it takes.
  func header(
    over placed: [StageLayout.Placed], width: Int, margin: Int, isLow: Bool
  ) -> StyledText {
    let title = StyledText(panel.heading, panel.role.style.bold)
    if hidesSize { return title }
    let all = panel.canShowAll ? panel.planes.count : grids.count
    // What is left out, and not which of them it is: they are called by their positions below.
    let left = all - placed.count - kept.count
    let counts = left > 0 ? [", \(left) more", ", +\(left)"] : []
    let parts = placed.first.map(extents) ?? []
    let words = (parts.map { $0 + (counts.first ?? "") }) + counts
    let isVaried = variesPlanes && (panel.canShowAll || isLow)
    let least =
      isVaried ? Self.leastCountRoom : words.reduce(.max) { min($0, DisplayWidth.of($1)) }
    let isWide = (isVaried || !words.isEmpty) && width - title.width < least
    let room = width - title.width + (isWide ? 2 * margin : 0)
    let text = words.first { DisplayWidth.of($0) <= room } ?? ""
    // What is in view is said in more words in one frame and in fewer in another: the title stays.
    let isFolded =
      placed.contains { $0.grid.isFolded(in: $0.area) }
      || !parts.isEmpty && hasSights
    return title
      + StyledText(
        isFolded
          ? text.padded(to: room) : isVaried ? text.padded(to: min(room, Self.countRoom)) : text,
        .dim)
  }

  /// Which elements of a cut grid are in view, in words and briefly; empty for one that is whole.
  ///
  /// The rows are left to the lines above and below them, where those have room.
  private func extents(of placed: StageLayout.Placed) -> [String] {
    let layout = panel.planes[placed.plane].layout
    let visible = placed.grid.visible(in: placed.area)
    let spans = [
      placed.grid.countsRows(in: placed.area)
        ? nil : layout.rows.span(of: visible.rows, "row"),
      layout.columns.span(of: visible.columns, layout.rows.size > 1 ? "column" : "position"),
    ].compactMap { $0 }
    guard !spans.isEmpty else { return [] }
    // The title of a column matrix names columns already.
    let forms = panel.columnAxis == .places ? [\AxisSpan.brief] : [\.words, \.brief, \.count]
    return forms.map { form in spans.map { ", " + $0[keyPath: form] }.joined() }
  }

  /// The columns kept for how many planes are left out, where that is more in one frame than in another.
  private static let countRoom = ", 00 more".count
  private static let leastCountRoom = ", +00".count
}
