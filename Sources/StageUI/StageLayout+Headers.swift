import TerminalKit

// The titles of panels.

extension StageLayout {
  /// A panel's title at its place.
  struct Header {
    let title: StyledText
    let area: Rect
    /// Whether it is the name of an operand that stands elsewhere.
    let isOperand: Bool

    /// The title above a panel's planes, or where it has none instead of them.
    ///
    /// - Parameters:
    ///   - place: The rectangle of the panel.
    ///   - margin: The columns on either side that belong to nothing.
    ///   - stage: The rectangle of all panels.
    ///   - isLow: Whether the panel has fewer rows than all of it takes.
    init(
      _ block: PanelBlock, over placed: [Placed] = [], in place: Rect, margin: Int = 0,
      of stage: Rect, isLow: Bool = false
    ) {
      let line = place.splitTop(block.headerHeight).top.intersection(stage)
      let margin = max(0, min(margin, line.minX - stage.minX, stage.maxX - line.maxX))
      isOperand = block.panel.isName
      title = block.header(over: placed, width: line.width, margin: margin, isLow: isLow)
      area =
        title.width <= line.width
        ? line
        : Rect(
          x: line.minX - margin, y: line.minY, width: line.width + 2 * margin, height: line.height)
    }
  }
}
