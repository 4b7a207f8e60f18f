import StageUI
import TerminalKit
import Typesetting

/// What the op on the stage comes to, and below it what the last change did.
struct LabReadout: Widget {
  let model: LabModel
  /// Whether the grids need its room: then it is the call alone, or what the last change did.
  var isBrief = false
  private let facts: StageFacts

  init(_ model: LabModel) {
    self.model = model
    facts = model.facts
  }

  /// The least rows that are kept for it, so that few changes of a parameter move the stage.
  private static let leastHeight = 4

  /// The rows that it takes at a width.
  func height(width: Int, glyphs: GlyphSet) -> Int {
    isBrief
      ? max(1, facts.briefLines(width: width, glyphs: glyphs).count)
      : max(Self.leastHeight, facts.lines(width: width, glyphs: glyphs).count + 1)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let sentence = buffer.glyphs.adapt(StyledText(model.sentence, .dim))
    let lines =
      isBrief
      ? model.sentence.isEmpty
        ? facts.briefLines(width: area.width, glyphs: buffer.glyphs)
        : sentence.wrapped(to: area.width)
      : facts.lines(width: area.width, glyphs: buffer.glyphs) + [sentence]
    buffer.write(lines, in: area)
  }
}
