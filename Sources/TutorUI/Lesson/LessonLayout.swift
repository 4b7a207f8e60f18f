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
  /// The room left under prose and question, beside the stage; empty where they stand above it.
  let aside: Rect

  /// From this width on prose stands beside the stage.
  static let wideFrom = proseWidths.lowerBound + gap + leastStage + 2

  /// How wide prose beside the stage is: it gets no wider than is good to read.
  private static let proseWidths = 36...52

  /// A stage beside prose has at least the room that it has alone on a screen of 80 columns.
  private static let leastStage = 78

  private static let gap = 2

  /// What the parts need at a width, in rows, boxes included.
  struct Needs {
    /// The lines of prose that stay in view whatever else there is.
    let leastProse: Int
    /// The lines of prose and a blank one, which gives way.
    let prose: (Int) -> Int
    let stage: ((Int) -> StageRows)?
    /// Whether the stage has its column to the bottom beside prose, whatever it needs.
    var fillsColumn = false
    let question: ((Int) -> QuestionRows)?
  }

  /// What a stage needs.
  struct StageRows {
    /// In the lowest way in which its grids are whole.
    let least: Int
    /// With all that belongs to a frame.
    let whole: Int
    /// With room to spare, and other views beside it.
    let ideal: Int
  }

  /// What a question needs.
  struct QuestionRows {
    /// Before anything is said to it.
    let fresh: Int
    /// To be asked, with all that has been said while it was.
    let asked: Int
    /// With its solution.
    let solved: Int
    /// For what it says now.
    let now: Int

    /// Whatever it says.
    var most: Int { max(asked, solved, now) }
  }

  init(_ needs: Needs, in area: Rect) {
    let rows = area.rows(.fixed(1), .fixed(1), .fill)
    header = rows[0].inset(horizontally: 1)
    progress = rows[1]
    let body = rows[2].inset(horizontally: 1)
    if area.width >= Self.wideFrom, let stageNeeds = needs.stage {
      let width = min(
        max(body.width * 6 / 25, Self.proseWidths.lowerBound), Self.proseWidths.upperBound)
      let columns = body.columns(.fixed(width), .fill, spacing: Self.gap)
      (prose, question) = Self.column(needs, in: columns[0])
      stage =
        needs.fillsColumn
        ? columns[1] : columns[1].splitTop(stageNeeds(columns[1].width).ideal).top
      aside = columns[0].splitTop(max(prose.maxY, question.maxY) - columns[0].minY).rest
    } else if let stageNeeds = needs.stage {
      let rows = needs.question?(body.width)
      let stageRows = stageNeeds(body.width)
      let wanted = needs.prose(body.width)
      // A stage that would push prose out of view before anything is said stands lower.
      let isRoomy = stageRows.whole + wanted - 1 + (rows?.fresh ?? 0) <= body.height
      let least = isRoomy ? stageRows.whole : stageRows.least
      let kept = needs.kept(for: rows, of: body.height - least, prose: wanted)
      // The stage is the lesson: prose scrolls when both do not fit. Room to spare makes the
      // stage spacious.
      let proseHeight = min(
        isRoomy ? wanted : wanted - 1,
        max(min(wanted - 1, needs.leastProse), body.height - kept - least))
      let split = body.splitTop(proseHeight)
      prose = split.top
      let stageHeight = min(body.height - kept - proseHeight, max(least, stageRows.ideal))
      stage = split.rest.splitTop(stageHeight).top
      question = split.rest.splitTop(stageHeight).rest.splitTop(rows?.now ?? 0).top
      aside = .zero
    } else {
      let page = area.width >= Self.wideFrom ? Self.page(needs, in: body) : body
      (prose, question) = Self.column(needs, in: page)
      (stage, aside) = (.zero, .zero)
    }
  }

  /// How wide a page without a stage is: it has the room that it has on a screen of 80 columns.
  private static let pageWidth = 80

  /// Where text that stands alone on a large screen is: in the middle, a little below the top.
  ///
  /// Its first row does not depend on what the question says by now, so that nothing jumps.
  private static func page(_ needs: Needs, in area: Rect) -> Rect {
    let width = min(area.width, pageWidth)
    let rows = needs.question?(width).most ?? 0
    let slack = max(0, area.height - needs.prose(width) - rows)
    let top = min(slack / 3, area.height / 6)
    return Rect(
      x: area.minX + (area.width - width) / 2, y: area.minY + top, width: width,
      height: area.height - top)
  }

  /// Prose with the question right under it.
  private static func column(_ needs: Needs, in area: Rect) -> (prose: Rect, question: Rect) {
    guard let wanted = needs.question?(area.width).now else {
      return (area.splitTop(needs.prose(area.width)).top, .zero)
    }
    let questionHeight = min(wanted, max(0, area.height - needs.leastProse))
    let split = area.splitTop(min(needs.prose(area.width), area.height - questionHeight))
    return (split.top, split.rest.splitTop(questionHeight).top)
  }
}

extension LessonLayout.Needs {
  /// The rows of a question's box that stay whatever else there is.
  private static let leastQuestion = 8

  /// The rows kept for a question while it is asked and afterwards.
  ///
  /// The stage stays where it is when the question has been answered: there are all the rows that it
  /// will take, or where prose leaves no room for that, those that it takes to be asked. What it says
  /// beyond that is scrolled.
  fileprivate func kept(
    for question: LessonLayout.QuestionRows?, of height: Int, prose: Int
  ) -> Int {
    guard let question else { return 0 }
    let most = question.most
    let asked = min(question.asked, max(Self.leastQuestion, height - leastProse))
    return min(most, max(asked, height - prose + 1))
  }
}
