import Lessons
import TerminalKit

/// The home screen: what convscope is, the lessons, and what the chosen one teaches.
struct HomeView: Widget {
  let model: HomeModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = divide(area)
    buffer.write(
      StyledText("convscope", Style.accent.bold)
        + StyledText("  how convolutional networks compute, one cell at a time", .dim),
      in: parts.title)
    buffer.draw(Box("Lessons"), in: parts.listBox)
    buffer.draw(list, in: parts.list)
    guard let lesson = model.selected else {
      buffer.draw(
        Paragraph(StyledText("No lessons were found. Run convscope doctor.", .warning)),
        in: parts.list)
      return
    }
    buffer.draw(
      Box(StyledText(lesson.title, .accent), footer: StyledText(lesson.id, .dim)),
      in: parts.detailBox)
    buffer.draw(Paragraph(detail(of: lesson), hangingIndent: 2), in: parts.detail)
  }

  /// The lesson drawn at a point, for the mouse.
  func lesson(at point: Point, in area: Rect) -> Int? {
    list.index(at: point, in: divide(area).list)
  }

  private var list: ListView {
    ListView(
      model.lessons.enumerated().map { number, lesson in
        var detail = StyledText("\(lesson.stepCount) steps", .dim)
        var mark: StyledText = "  "
        if let (done, all) = model.finishedSteps[lesson.id] {
          detail = StyledText("\(done)/\(all)", done == all ? .success : .dim)
          mark = done == all ? StyledText("✓ ", .success) : "  "
        }
        return ListView.Item(mark + StyledText("\(number + 1)  \(lesson.title)"), detail: detail)
      }, selection: model.selection)
  }

  private func detail(of lesson: LessonSummary) -> StyledText {
    var text = StyledText("You will", .dim)
    for goal in lesson.goals { text.append("\n• \(goal)") }
    if !lesson.needs.isEmpty {
      text.append("\n\nBest after: ", .dim)
      let titles = lesson.needs.map { id in model.lessons.first { $0.id == id }?.title ?? id }
      text.append(titles.joined(separator: "; "))
    }
    return text
  }

  private func divide(
    _ area: Rect
  ) -> (title: Rect, listBox: Rect, list: Rect, detailBox: Rect, detail: Rect) {
    let body = area.inset(horizontally: 1)
    let rows = body.rows(.fixed(1), .fixed(1), .fill)
    let isWide = area.width >= LessonLayout.wideFrom
    let listHeight = model.lessons.count + 2
    let boxes: [Rect]
    if isWide {
      let height = min(rows[2].height, max(listHeight, 14))
      boxes = rows[2].splitTop(height).top.columns(.fill(1), .fill(1), spacing: 1)
    } else {
      let list = min(listHeight, max(5, rows[2].height / 2))
      boxes = rows[2].rows(.fixed(list), .fixed(11))
    }
    let box = Box()
    return (
      rows[0], boxes[0], box.content(in: boxes[0]), boxes[1],
      box.content(in: boxes[1]).inset(horizontally: 1)
    )
  }
}
