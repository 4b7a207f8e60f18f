import Lessons
import StageUI
import Storyboards
import TerminalKit

/// The lesson player's screen: header, prose, stage and question.
struct LessonView: Widget {
  let model: LessonModel
  /// What stands on the stage; made once, as it may take some work.
  private let stageView: StageView?

  init(model: LessonModel) {
    self.model = model
    stageView = model.stageView
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let layout = layout(in: area, buffer.glyphs)
    drawHeader(in: layout.header, on: &buffer)
    drawProgress(in: layout.progress, on: &buffer)
    buffer.draw(
      ScrollView(
        model.step.text.styled, width: layout.prose.width, offset: model.state.proseOffset,
        glyphs: buffer.glyphs), in: layout.prose)
    if let stage = stage(in: area), !layout.stage.isEmpty {
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
    return stage(in: area)?.cursor(in: stageContent(layout), glyphs: glyphs)
  }

  /// The cell of the stage drawn at a point, for the mouse.
  func cell(at point: Point, in area: Rect, glyphs: GlyphSet) -> CellReference? {
    let layout = layout(in: area, glyphs)
    return stage(in: area)?.cell(at: point, in: stageContent(layout), glyphs: glyphs)
  }

  /// Whether prose, grids and question are all in view without scrolling.
  func showsEverything(in area: Rect, glyphs: GlyphSet) -> Bool {
    let layout = layout(in: area, glyphs)
    let stage = stage(in: area).map {
      $0.heights(width: layout.stage.width - 4, glyphs: glyphs).least + 2
    }
    return maximumProseOffset(in: area, glyphs: glyphs) == 0
      && layout.stage.height >= stage ?? 0 && showsQuestion(in: area, glyphs: glyphs)
  }

  /// Whether the whole question, hints and explanation included, is in view.
  func showsQuestion(in area: Rect, glyphs: GlyphSet) -> Bool {
    let question = layout(in: area, glyphs).question
    let wanted = questionView?.idealHeight(width: question.width, glyphs: glyphs)
    return question.height >= wanted ?? 0
  }

  /// The most lines that the prose can be scrolled by.
  func maximumProseOffset(in area: Rect, glyphs: GlyphSet) -> Int {
    let prose = layout(in: area, glyphs).prose
    return ScrollView(model.step.text.styled, width: prose.width, glyphs: glyphs)
      .maximumOffset(forHeight: prose.height)
  }

  /// The stage, spacious on a screen of this size or not.
  private func stage(in area: Rect) -> StageView? {
    var stage = stageView
    stage?.isRoomy = area.height >= Self.roomyFrom
    return stage
  }

  private static let roomyFrom = 30

  private var questionView: QuestionView? {
    model.state.question.map { QuestionView(state: $0, hasGridOnStage: model.hasGridOnStage) }
  }

  private func layout(in area: Rect, _ glyphs: GlyphSet) -> LessonLayout {
    let needs = LessonLayout.Needs(
      // Hints and explanations matter more than prose that has been read.
      leastProse: model.state.question?.saysSomething == true ? 1 : 3,
      prose: { width in
        Paragraph(model.step.text.styled).height(forWidth: width - 2, glyphs: glyphs) + 1
      },
      stage: stage(in: area).map { stage in
        { width in
          let (least, ideal) = stage.heights(width: width - 4, glyphs: glyphs)
          return (least + 2, ideal + 4)
        }
      },
      question: questionView.map { question in
        { width in question.idealHeight(width: width, glyphs: glyphs) }
      })
    return LessonLayout(needs, in: area)
  }

  private func stageContent(_ layout: LessonLayout) -> Rect {
    Box().content(in: layout.stage).inset(horizontally: 1)
  }

  private func stageBox(_ glyphs: GlyphSet) -> Box {
    let title = model.step.storyboard?.title ?? ""
    let playback = model.state.playback
    var footer = StyledText()
    if model.reveal == .nothing {
      footer = StyledText("results appear when you have answered", .dim)
    } else if model.reveal == .size {
      footer = StyledText("only the size was asked for", .dim)
    } else if playback.count > 1 {
      footer = StyledText("\(playback.position + 1) of \(playback.count)", .accent)
      if playback.isPlaying { footer.append("  \(glyphs.pointer) playing", .success) }
    }
    return Box(StyledText(title, .text), footer: footer)
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
