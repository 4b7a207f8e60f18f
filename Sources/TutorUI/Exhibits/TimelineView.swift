import Exhibits
import TerminalKit

/// Years along an upright line, to scale as far as each event has a row of its own.
struct TimelineView: Widget {
  private let timeline: Timeline
  private let cover: Cover

  init(_ timeline: Timeline, cover: Cover) { (self.timeline, self.cover) = (timeline, cover) }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let glyphs = buffer.glyphs
    let gaps = timeline.gaps(in: area.height)
    var top = area.minY
    for (index, event) in timeline.events.enumerated() where top < area.maxY {
      let line = Rect(x: area.minX, y: top, width: area.width, height: 1)
      let year = cover.hides(event.yearPiece) ? "   ?" : String(event.year)
      let isHidden = cover.hides(event.textPiece)
      buffer.write(
        StyledText(year, Style.accent.bold)
          + StyledText(" \(glyphs.plotDot(isFull: true)) ", .accent)
          + StyledText(isHidden ? "?" : event.text, isHidden ? Style.accent.bold : .text), in: line)
      top += 1
      for _ in 0..<(gaps.indices.contains(index) ? gaps[index] : 0) where top < area.maxY {
        buffer[area.minX + 5, top] = Cell(glyphs.vertical, .dim)
        top += 1
      }
    }
  }
}
