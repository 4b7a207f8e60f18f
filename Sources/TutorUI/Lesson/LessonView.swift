import Lessons
import StageUI
import Storyboards
import TerminalKit
import Typesetting

/// The lesson player's screen: header, prose, stage and question.
///
/// It is laid out once; drawing it, scrolling, the mouse and the cursor all look at the same layout.
struct LessonView: Widget {
  private let model: LessonModel
  private let glyphs: GlyphSet
  let layout: LessonLayout
  private let prose: ScrollView
  private let stage: StageView?
  private let exhibit: ExhibitView?
  private let question: QuestionView?
  private let area: Rect

  /// From this height of the screen on, the stage may be spacious.
  private static let roomyFrom = 30

  init(_ model: LessonModel, in area: Rect, glyphs: GlyphSet = .unicode) {
    let step = model.step
    var stage = step.stageView
    stage?.isRoomy = area.height >= Self.roomyFrom
    // The box is as large before an answer brings another stage as afterwards.
    let stages = [stage, step.otherPlayer?.view(hasCaption: false)].compactMap { stage in
      var stage = stage
      stage?.isRoomy = area.height >= Self.roomyFrom
      return stage
    }
    let exhibit = step.exhibitView
    let bringsGrid = step.answerBringsGrid
    let question = step.question.map {
      QuestionView(
        state: $0, hasGridOnStage: step.hasGridOnStage || step.showsAnswerStage && bringsGrid,
        number: step.questions.count > 1 ? "\(step.asking + 1) of \(step.questions.count)" : nil,
        offset: step.questionOffset)
    }
    let text = step.content.text
    let needs = LessonLayout.Needs(
      // Hints and verdicts matter more than prose that has been read.
      leastProse: step.question?.hasSaidSomething == true ? 1 : 3,
      prose: { width in text.lines(width: width - 2, glyphs: glyphs).count + 1 },
      stage: stage.map { _ in
        { width in
          let heights = stages.map { $0.heights(width: width - 4, glyphs: glyphs) }
          return LessonLayout.StageRows(
            least: (heights.map(\.least).max() ?? 0) + 2,
            whole: (heights.map(\.compact).max() ?? 0) + 2,
            ideal: (heights.map(\.ideal).max() ?? 0) + 4)
        }
      }
        ?? exhibit.map { exhibit in
          { width in
            let (least, ideal) = exhibit.heights(width: width - 4)
            return LessonLayout.StageRows(least: least + 2, whole: least + 2, ideal: ideal + 2)
          }
        },
      question: question.map { question in
        { width in
          func rows(_ state: QuestionState, _ hasGridOnStage: Bool) -> Int {
            QuestionView(state: state, hasGridOnStage: hasGridOnStage)
              .height(width: width, glyphs: glyphs)
          }
          return LessonLayout.QuestionRows(
            fresh: rows(QuestionState(question.state.content), step.hasGridOnStage),
            asked: rows(question.state.asked, step.hasGridOnStage),
            solved: rows(question.state.solved, step.hasGridOnStage || bringsGrid),
            now: rows(question.state, question.hasGridOnStage))
        }
      })
    (self.model, self.glyphs, self.stage, self.question) = (model, glyphs, stage, question)
    self.exhibit = exhibit
    self.area = area
    layout = LessonLayout(needs, in: area)
    prose = ScrollView(
      lines: text.lines(width: layout.prose.width - 2, glyphs: glyphs), offset: step.proseOffset)
  }

  /// Draws the screen in the area that it was laid out for.
  func draw(in area: Rect, on buffer: inout Buffer) {
    drawHeader(in: layout.header, on: &buffer)
    drawProgress(in: layout.progress, on: &buffer)
    if let (list, area) = stepList {
      buffer.draw(list, in: area)
      return
    }
    buffer.draw(prose, in: layout.prose)
    if let stage, !layout.stage.isEmpty {
      let yours = yours(of: stage, glyphs: buffer.glyphs)
      let footer = footer(of: stage)
      buffer.draw(
        Box(StyledText(stage.storyboard.title, .text) + (yours?.title ?? ""), footer: footer),
        in: layout.stage)
      for (view, area) in yours?.parts ?? [(stage, stageContent)] { buffer.draw(view, in: area) }
    }
    if let exhibit, !layout.stage.isEmpty {
      buffer.draw(Box(StyledText(exhibit.title, .text), footer: place), in: layout.stage)
      buffer.draw(exhibit, in: stageContent)
    }
    if let question { buffer.draw(question, in: layout.question) }
    drawFacts(on: &buffer)
  }

  /// The learner's way: beside the right one where both have their room, otherwise in its place.
  private func yours(
    of stage: StageView, glyphs: GlyphSet
  ) -> (title: StyledText, parts: [(StageView, Rect)])? {
    guard let player = model.step.comparison else { return nil }
    let yours = player.view(hasCaption: false)
    let halves = stageContent.columns(.fill, .fill, spacing: 3)
    let isRoomy = [(stage, halves[0]), (yours, halves[1])].allSatisfy { view, area in
      view.heights(width: area.width, glyphs: glyphs).compact <= area.height
    }
    let slip = model.step.question?.outcome.slip.map { ": \($0)" } ?? ""
    return isRoomy
      ? (
        StyledText(", beside it your way\(slip)", .failure),
        [(stage, halves[0]), (yours, halves[1])]
      )
      : (StyledText(", your way\(slip)", .failure), [(yours, stageContent)])
  }

  /// The views, the frame and whether numbers were changed, at the lower edge of the stage's box.
  private func footer(of stage: StageView) -> StyledText {
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

  /// What the op comes to, where it has its room whole.
  private func drawFacts(on buffer: inout Buffer) {
    guard let facts = model.facts else { return }
    let area = layout.aside
    let lines = facts.lines(width: area.width, glyphs: glyphs)
    let top = layout.question.isEmpty ? 0 : 1
    guard area.width > 0, lines.count + top <= area.height else { return }
    buffer.write(lines, in: area.splitTop(top).rest)
  }

  /// The list in front of the step, and where it stands.
  private var stepList: (StepListView, Rect)? {
    model.stepList.map { (StepListView($0, of: model), area.splitTop(2).rest) }
  }

  /// The row of the list in front that is drawn at a point, for the mouse.
  func stepListRow(at point: Point) -> Int? {
    stepList.flatMap { list, area in list.row(at: point, in: area) }
  }

  /// Where the cursor stands while an answer is typed.
  var cursor: Point? {
    guard model.stepList == nil else { return nil }
    return question?.cursor(in: layout.question, glyphs: glyphs)
      ?? stage?.cursor(in: stageContent, glyphs: glyphs)
  }

  /// The cell of the stage drawn at a point, for the mouse.
  func cell(at point: Point) -> CellReference? {
    stage?.cell(at: point, in: stageContent, glyphs: glyphs)
  }

  /// The cell of the stage that somebody points at who points there.
  func pointedCell(at point: Point) -> CellReference? {
    stage?.pointedCell(at: point, in: stageContent, glyphs: glyphs)
  }

  /// The first cells of the grids of the stage that may be pointed at.
  var grids: [CellReference]? { stage?.grids(in: stageContent, glyphs: glyphs) }

  /// The view drawn at a point, where the stage shows several.
  func storyView(at point: Point) -> StoryView? {
    stage?.view(at: point, in: stageContent, glyphs: glyphs)
  }

  /// The most lines that the prose can be scrolled by.
  var maximumProseOffset: Int { prose.maximumOffset(forHeight: layout.prose.height) }

  /// The first line of the question in view, and the largest that it can be.
  var questionScrolling: (first: Int, most: Int) {
    question?.scrolling(in: layout.question, glyphs: glyphs) ?? (0, 0)
  }

  /// Whether prose or question are longer than their room.
  var canScroll: Bool { model.stepList == nil && canScrollStep }

  private var canScrollStep: Bool { maximumProseOffset > 0 || questionScrolling.most > 0 }

  /// Whether the grids have the room that they need.
  var showsStage: Bool { showsStage(with: 0) }

  /// The rows that the stage lacks for its grids; `nil` where rows are not what it lacks.
  var missingStageRows: Int? { (1...Self.mostMissingRows).first(where: showsStage) }

  private static let mostMissingRows = 100

  private func showsStage(with more: Int) -> Bool {
    if let exhibit {
      return layout.stage.height + more >= exhibit.heights(width: layout.stage.width - 4).least + 2
    }
    let size = Size(width: stageContent.size.width, height: stageContent.size.height + more)
    return stage?.isWhole(in: Rect(origin: stageContent.origin, size: size), glyphs: glyphs) ?? true
  }

  /// Whether the grids have the room that they need; sums that are left out say so.
  var showsGrids: Bool { stage?.hasWholeGrids(in: stageContent, glyphs: glyphs) ?? true }

  /// Whether all that has to be read of the question now is in view while nobody scrolls.
  var showsQuestion: Bool {
    question?.showsWhatMatters(in: layout.question, glyphs: glyphs) ?? true
  }

  private var stageContent: Rect {
    Box().content(in: layout.stage).inset(horizontally: 1)
  }

  /// That the numbers on the stage are no longer those that the text speaks of.
  private var change: StyledText {
    model.step.player?.isChanged == true ? StyledText("changed", .warning) : ""
  }

  /// Which frame is on the stage, or why none is.
  private var place: StyledText {
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
    if model.step.isAsking, exhibit.content.hidesPieces {
      return StyledText("what is hidden comes with the answer", .dim)
    }
    guard exhibit.stepCount > 1 else { return "" }
    let text = StyledText("\(exhibit.state.step + 1) of \(exhibit.stepCount)", .accent)
    return exhibit.isPlaying ? text + playing : text
  }

  private func drawHeader(in area: Rect, on buffer: inout Buffer) {
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
  private func drawProgress(in area: Rect, on buffer: inout Buffer) {
    buffer.drawHorizontalLine(at: area.origin, length: area.width, style: .dim)
    let done = area.width * (model.index + 1) / model.steps.count
    let glyph: Character = buffer.glyphs.isUnicode ? "━" : "="
    buffer.fill(
      Rect(x: area.minX, y: area.minY, width: done, height: 1), with: Cell(glyph, .accent))
  }
}
