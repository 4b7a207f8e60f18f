import TerminalKit

/// Where prose, stage and question stand: below each other, or side by side where there is room.
struct LessonLayout {
  let header: Rect
  let progress: Rect
  let prose: Rect
  /// The box around the stage; empty when the step has none.
  let stage: Rect
  /// The box around the question; empty when the step has none.
  let question: Rect

  /// The rows of a question's box that stay whatever else there is.
  private static let leastQuestion = 8

  /// From this width on prose stands beside the stage.
  static let wideFrom = 110

  /// What the parts need at a width, in rows, boxes included.
  struct Needs {
    /// The lines of prose that stay in view whatever else there is.
    let leastProse: Int
    let prose: (Int) -> Int
    let stage: ((Int) -> (least: Int, ideal: Int))?
    let question: ((Int) -> Int)?
  }

  init(_ needs: Needs, in area: Rect) {
    let rows = area.rows(.fixed(1), .fixed(1), .fill)
    header = rows[0].inset(horizontally: 1)
    progress = rows[1]
    let body = rows[2].inset(horizontally: 1)
    if area.width >= Self.wideFrom, let stageNeeds = needs.stage {
      let columns = body.columns(.fill(9), .fill(11), spacing: 2)
      (prose, question) = Self.column(needs, in: columns[0])
      stage = columns[1].splitTop(stageNeeds(columns[1].width).ideal).top
    } else if let stageNeeds = needs.stage {
      let (least, ideal) = stageNeeds(body.width)
      // The window is never cut while something else can give way: first the hints, then prose.
      let spare = body.height - least - needs.leastProse
      let questionHeight = min(
        needs.question?(body.width) ?? 0, max(Self.leastQuestion, spare))
      let room = body.height - questionHeight
      let wanted = needs.prose(body.width)
      // The stage is the lesson: prose scrolls when both do not fit. Room to spare makes the
      // stage spacious.
      let proseHeight = min(wanted, max(min(wanted, needs.leastProse), room - least))
      let split = body.splitTop(proseHeight)
      prose = split.top
      let stageHeight = min(room - proseHeight, max(least, ideal))
      stage = split.rest.splitTop(stageHeight).top
      question = split.rest.splitTop(stageHeight).rest.splitTop(questionHeight).top
    } else {
      (prose, question) = Self.column(needs, in: body)
      stage = .zero
    }
  }

  /// Prose with the question right under it.
  private static func column(_ needs: Needs, in area: Rect) -> (prose: Rect, question: Rect) {
    guard let wanted = needs.question?(area.width) else {
      return (area.splitTop(needs.prose(area.width)).top, .zero)
    }
    let questionHeight = min(wanted, max(0, area.height - needs.leastProse))
    let split = area.splitTop(min(needs.prose(area.width), area.height - questionHeight))
    return (split.top, split.rest.splitTop(questionHeight).top)
  }
}
