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

  /// From this width on prose stands beside the stage.
  static let wideFrom = 110

  /// What the parts need at a width, in rows.
  struct Needs {
    let prose: (Int) -> Int
    let stage: ((Int) -> Int)?
    let question: ((Int) -> Int)?
  }

  init(_ needs: Needs, in area: Rect) {
    let rows = area.rows(.fixed(1), .fixed(1), .fill)
    header = rows[0].inset(horizontally: 1)
    progress = rows[1]
    let body = rows[2].inset(horizontally: 1)
    guard area.width >= Self.wideFrom, needs.stage != nil else {
      (prose, stage, question) = Self.stacked(needs, in: body)
      return
    }
    let columns = body.columns(.fill(9), .fill(11), spacing: 2)
    let left = columns[0]
    let wanted = needs.question?(left.width) ?? 0
    let questionHeight = min(wanted, max(0, left.height - 4))
    let proseHeight = min(needs.prose(left.width), left.height - questionHeight)
    let split = left.splitTop(proseHeight)
    prose = split.top
    // The question stands under the text that leads to it.
    let gap = split.rest.height > questionHeight ? 1 : 0
    question =
      needs.question == nil ? .zero : split.rest.splitTop(gap).rest.splitTop(questionHeight).top
    stage = columns[1]
  }

  private static func stacked(
    _ needs: Needs, in body: Rect
  ) -> (prose: Rect, stage: Rect, question: Rect) {
    let width = body.width
    let questionHeight = min(needs.question?(width) ?? 0, body.height / 2)
    let wantedStage = needs.stage.map { $0(width) + 2 } ?? 0
    let proseWanted = needs.prose(width)
    // The stage is the lesson; the prose scrolls when both do not fit.
    let proseLeast = min(proseWanted, 3)
    let stageHeight = min(wantedStage, body.height - questionHeight - proseLeast)
    let proseHeight = min(proseWanted, body.height - questionHeight - stageHeight)
    let split = body.splitTop(proseHeight)
    guard needs.stage != nil else {
      return (split.top, .zero, questionHeight == 0 ? .zero : split.rest.splitTop(1).rest
        .splitTop(max(questionHeight, min(split.rest.height - 1, questionHeight))).top)
    }
    let rest = split.rest
    // What is left over makes the stage spacious.
    let lower = rest.splitTop(rest.height - questionHeight)
    return (split.top, lower.top, questionHeight == 0 ? .zero : lower.rest)
  }
}
