import Lessons
import StageUI
import Storyboards
import TerminalKit
import Typesetting

/// The lesson player's screen: header, prose, stage and question.
///
/// It is laid out once; drawing it, scrolling, the mouse and the cursor all look at the same layout.
struct LessonView: Widget {
  let model: LessonModel
  let glyphs: GlyphSet
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
    var exhibit = step.exhibitView
    exhibit?.isRoomy = area.height >= Self.roomyFrom
    let bringsGrid = step.answerBringsGrid
    let question = step.question.map {
      QuestionView(
        state: $0, hasGridOnStage: step.hasGridOnStage || step.showsAnswerStage && bringsGrid,
        number: step.questions.count > 1 ? "\(step.asking + 1) of \(step.questions.count)" : nil,
        offset: step.questionOffset)
    }
    let text = model.text(ofStep: model.index)
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
      fillsColumn: stage != nil || exhibit?.isRoomy == true,
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
        Box(title(of: stage) + (yours?.title ?? ""), footer: footer),
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

  /// The views whose grids are drawn.
  var storyViews: [StoryView] { stage?.views(in: stageContent, glyphs: glyphs) ?? [] }

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
}
