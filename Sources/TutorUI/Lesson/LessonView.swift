import Lessons
import Storyboards
import TerminalKit

/// The lesson player's screen: header, prose, stage and question.
struct LessonView: Widget {
  let model: LessonModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    let layout = layout(in: area, buffer.glyphs)
    drawHeader(in: layout.header, on: &buffer)
    drawProgress(in: layout.progress, on: &buffer)
    buffer.draw(
      ScrollView(
        model.step.text.styled, width: layout.prose.width, offset: model.state.proseOffset,
        glyphs: buffer.glyphs), in: layout.prose)
    if let stage = stageView, !layout.stage.isEmpty {
      let box = stageBox(buffer.glyphs)
      buffer.draw(box, in: layout.stage)
      buffer.draw(stage, in: box.content(in: layout.stage).inset(horizontally: 1))
    }
    if let question = questionView { buffer.draw(question, in: layout.question) }
  }

  /// Where the cursor stands while an answer is typed.
  func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    let layout = layout(in: area, glyphs)
    if let point = questionView?.cursor(in: layout.question, glyphs: glyphs) { return point }
    return stageView?.cursor(in: stageContent(layout), glyphs: glyphs)
  }

  /// The cell of the stage drawn at a point, for the mouse.
  func cell(at point: Point, in area: Rect, glyphs: GlyphSet) -> CellReference? {
    let layout = layout(in: area, glyphs)
    return stageView?.cell(at: point, in: stageContent(layout), glyphs: glyphs)
  }

  /// The most lines that the prose can be scrolled by.
  func maximumProseOffset(in area: Rect, glyphs: GlyphSet) -> Int {
    let prose = layout(in: area, glyphs).prose
    return ScrollView(model.step.text.styled, width: prose.width, glyphs: glyphs)
      .maximumOffset(forHeight: prose.height)
  }

  private var stageView: StageView? {
    guard let storyboard = model.step.storyboard else { return nil }
    return StageView(
      storyboard: storyboard, position: framePosition(of: storyboard), concealment: concealment)
  }

  /// While an answer is typed the window follows it: to the cell of the grid being filled, or to
  /// the one the question is about.
  private func framePosition(of storyboard: Storyboard) -> Int {
    switch concealment {
    case .none: return model.framePosition
    case .questionMarks, .unknownSize:
      return model.state.question?.question.focus ?? model.framePosition
    case .entry(let grid):
      let hasFramePerCell = storyboard.frames.count == grid.cells.count
      return hasFramePerCell ? grid.cursor : model.framePosition
    }
  }

  private var concealment: StageView.Concealment {
    guard model.hidesResults, let question = model.state.question else { return .none }
    switch question.question.form {
    case .size, .choice: return .unknownSize
    case .number: return .questionMarks(showsWindow: question.question.focus != nil)
    case .grid:
      if hasGridOnStage, case .grid(let grid) = question.entry { return .entry(grid) }
      return .questionMarks(showsWindow: false)
    }
  }

  private var questionView: QuestionView? {
    model.state.question.map { QuestionView(state: $0, hasGridOnStage: hasGridOnStage) }
  }

  /// Whether the learner types into the stage's own output.
  private var hasGridOnStage: Bool {
    guard model.step.hidesResults, let storyboard = model.step.storyboard,
      case .grid(let rows, let columns) = model.state.question?.question.form
    else { return false }
    return storyboard.panels.contains { panel in
      panel.isFilledByFrames && panel.planes.count == 1 && panel.planes[0].rows == rows
        && panel.planes[0].columns == columns
    }
  }

  private func layout(in area: Rect, _ glyphs: GlyphSet) -> LessonLayout {
    let needs = LessonLayout.Needs(
      prose: { width in
        Paragraph(model.step.text.styled).height(forWidth: width - 2, glyphs: glyphs) + 1
      },
      stage: stageView.map { stage in
        { width in
          (
            least: stage.leastHeight(width: width - 4, glyphs: glyphs) + 2,
            ideal: stage.idealHeight(width: width - 4, glyphs: glyphs) + 4
          )
        }
      },
      question: questionView.map { question in
        { width in question.idealHeight(width: width, glyphs: glyphs) }
      })
    return LessonLayout(needs, in: area)
  }

  private func stageContent(_ layout: LessonLayout) -> Rect {
    TerminalKit.Panel().content(in: layout.stage).inset(horizontally: 1)
  }

  private func stageBox(_ glyphs: GlyphSet) -> TerminalKit.Panel {
    let title = model.step.storyboard?.title ?? ""
    let playback = model.state.playback
    var footer = StyledText()
    if model.hidesResults {
      footer = StyledText("results appear when you have answered", .dim)
    } else if playback.count > 1 {
      footer = StyledText("\(playback.position + 1) of \(playback.count)", .accent)
      if playback.isPlaying { footer.append("  \(glyphs.pointer) playing", .success) }
    }
    return TerminalKit.Panel(StyledText(title, .text), footer: footer)
  }

  private func drawHeader(in area: Rect, on buffer: inout Buffer) {
    buffer.write(StyledText(model.lesson.title, Style.accent.bold), in: area)
    buffer.write(
      StyledText("step \(model.index + 1) of \(model.lesson.steps.count)", .dim), in: area,
      alignment: .trailing)
  }

  /// A line that is heavy as far as the lesson has got.
  private func drawProgress(in area: Rect, on buffer: inout Buffer) {
    buffer.drawHorizontalLine(at: area.origin, length: area.width, style: .dim)
    let done = area.width * (model.index + 1) / model.lesson.steps.count
    let glyph: Character = buffer.glyphs.isUnicode ? "━" : "="
    buffer.fill(
      Rect(x: area.minX, y: area.minY, width: done, height: 1), with: Cell(glyph, .accent))
  }
}
