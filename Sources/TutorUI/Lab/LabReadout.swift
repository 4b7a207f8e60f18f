import StageUI
import TerminalKit
import Typesetting

/// What the op on the stage comes to, and below it what the last change did.
struct LabReadout: Widget {
  let model: LabModel
  private let facts: StageFacts

  init(_ model: LabModel) {
    self.model = model
    facts = StageFacts(model.live, showing: model.player.storyboard)
  }

  /// The least rows that are kept for it, so that few changes of a parameter move the stage.
  private static let leastHeight = 4

  /// The rows that it takes at a width.
  func height(width: Int, glyphs: GlyphSet) -> Int {
    max(Self.leastHeight, facts.lines(width: width, glyphs: glyphs).count + 1)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let facts = facts.lines(width: area.width, glyphs: buffer.glyphs)
    buffer.write(facts + [buffer.glyphs.adapt(StyledText(model.sentence, .dim))], in: area)
  }
}
