import StageUI
import TerminalKit
import Typesetting

/// What stands around prose, stage and question: header, progress, and the labels of the stage's box.
extension LessonView {
  /// What the author calls the problem, and what is explained where there is room for both; beside another
  /// problem it is called so above its half.
  func title(of stage: StageView) -> StyledText {
    let explained = StyledText(stage.storyboard.title, .text)
    let step = model.step
    guard let title = step.content.title, step.content.comparison == nil, !step.showsAnswerStage
    else { return explained }
    let both = StyledText(title, Style.text.bold) + StyledText("  ") + explained
    return both.width <= layout.stage.width - 6 ? both : StyledText(title, Style.text.bold)
  }

  /// The views, the frame and whether numbers were changed, at the lower edge of the stage's box.
  func footer(of stage: StageView) -> StyledText {
    let gap = "   "
    let others = [place, change].filter { !$0.isEmpty }
    let needed = others.reduce(0) { $0 + gap.count + $1.width }
    // The bar of views does not change when frames begin to play.
    let isStill = model.step.player?.isPlaying == false
    let room = layout.stage.width - 6 - needed - (isStill ? playing.width : 0)
    let choice = model.step.hidesResults ? "" : stage.choice(upTo: room)
    let parts = [choice].filter { !$0.isEmpty } + others
    return parts.dropFirst().reduce(parts.first ?? "") { $0 + StyledText(gap) + $1 }
  }

  private var playing: StyledText {
    StyledText("  ") + StyledText("\(glyphs.pointer) playing", .success)
  }

  /// That the numbers on the stage are no longer those that the text speaks of.
  private var change: StyledText {
    model.step.player?.isChanged == true ? StyledText("changed", .warning) : ""
  }

  /// Which frame is on the stage, or why none is.
  var place: StyledText {
    if let exhibit = model.step.exhibit { return place(of: exhibit) }
    guard let player = model.step.player else { return "" }
    if let reason = model.step.keptBack { return StyledText(reason, .dim) }
    let frames = player.frames
    guard frames.count > 1 else { return "" }
    let number = player.position - frames.lowerBound + 1
    let text = StyledText("\(number) of \(frames.count)", .accent)
    return player.isPlaying ? text + playing : text
  }

  /// Which step of an exhibit is on the stage.
  private func place(of exhibit: ExhibitPlayer) -> StyledText {
    if model.step.isAsking, exhibit.content.isCovered(by: model.step.cover) {
      return StyledText("what is hidden comes with the answer", .dim)
    }
    guard exhibit.stepCount > 1 else { return "" }
    let text = StyledText("\(exhibit.state.step + 1) of \(exhibit.stepCount)", .accent)
    return exhibit.isPlaying ? text + playing : text
  }

  func drawHeader(in area: Rect, on buffer: inout Buffer) {
    buffer.write(StyledText(model.lesson.title, Style.accent.bold), in: area)
    let noun = model.isPractice ? "" : "step "
    let place = StyledText("\(noun)\(model.index + 1) of \(model.steps.count)", .dim)
    buffer.write(
      model.isPractice ? marks(buffer.glyphs, upTo: area.width / 2) + "   " + place : place,
      in: area, alignment: .trailing)
  }

  /// How the exercises went, where all of them have room.
  private func marks(_ glyphs: GlyphSet, upTo width: Int) -> StyledText {
    let marks = model.marks
    return marks.count > width ? "" : marks.reduce(StyledText()) { $0 + $1.text(glyphs) }
  }

  /// A line that is heavy as far as the lesson has got.
  func drawProgress(in area: Rect, on buffer: inout Buffer) {
    buffer.drawHorizontalLine(at: area.origin, length: area.width, style: .dim)
    let done = area.width * (model.index + 1) / model.steps.count
    let glyph: Character = buffer.glyphs.isUnicode ? "━" : "="
    buffer.fill(
      Rect(x: area.minX, y: area.minY, width: done, height: 1), with: Cell(glyph, .accent))
  }
}
