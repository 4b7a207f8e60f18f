import TerminalKit
import Typesetting

/// How a stage shares its room among grids and text.
extension StageView {
  /// Grids and text stand together, a little above the middle.
  ///
  /// The text's room does not depend on the frame, so nothing jumps from frame to frame.
  func divide(_ area: Rect, _ glyphs: GlyphSet) -> (panes: [StagePane], text: Rect) {
    let limit = max(1, min(area.height / 2, roomForText(in: area, glyphs)))
    let least = reservedTextHeight(width: area.width, glyphs, upTo: limit)
    // Cells grow as far as an empty row is left between them and the text.
    let free = isRoomy && compactHeight(width: area.width) + least < area.height ? 1 : 0
    let most = area.splitTop(area.height - least - free).top
    let parts = contents(in: most)
    let arrangement = arrangement(parts, in: most)
    let used = arrangement.height
    // A sum that is cut goes on in rows that would stay empty.
    let text =
      least < limit || used >= most.height
      ? least : reservedTextHeight(width: area.width, glyphs, upTo: area.height - used)
    let gap = text == 0 || used + text >= area.height ? 0 : 1
    let slack = max(0, area.height - text - gap - used)
    // Where much is empty around a single view, it stands in the middle.
    let above = isRoomy && parts.count == 1 ? slack / 2 : slack * 2 / 5
    let split = area.splitTop(above).rest.splitTop(used)
    return (arrangement.panes(split.top), split.rest.splitTop(gap).rest.splitTop(text).top)
  }

  /// The rows that the grids leave: a sum that is cut says so, a grid out of view does not.
  ///
  /// Where that is too little, those that they leave in the lowest way in which they are whole.
  private func roomForText(in area: Rect, _ glyphs: GlyphSet) -> Int {
    let room = max(Self.leastText, area.height - compactHeight(width: area.width))
    guard compared == nil, !concealment.hidesSums,
      textHeight(width: area.width, glyphs, upTo: room + 1) > room
    else { return room }
    return max(room, area.height - leading.leastHeight(width: area.width))
  }

  private static let leastText = 3

  /// The rows of the leading view with cells close together.
  func compactHeight(width: Int) -> Int {
    let area = Rect(x: 0, y: 0, width: width, height: .max / 4)
    guard let compared else { return leading.compactHeight(width: width) }
    return StagePane.height(
      of: StagePane.sideBySide(compared, in: area, .none) ?? PanePlan.crowded(compared, in: area))
  }
}
