import Lessons
import TerminalKit
import Typesetting

/// The list in front of a lesson: a row a step, with what is done and which is open.
struct StepListView: Widget {
  private let lesson: LessonModel
  private let steps: StepList

  init(_ steps: StepList, of lesson: LessonModel) {
    (self.steps, self.lesson) = (steps, lesson)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let (head, rows) = divide(area)
    buffer.write(self.head(width: head.width, buffer.glyphs), in: head)
    buffer.draw(list(buffer.glyphs), in: rows)
  }

  /// The row drawn at a point, for the mouse.
  func row(at point: Point, in area: Rect) -> Int? {
    list(.unicode).index(at: point, in: divide(area).rows)
  }

  private func divide(_ area: Rect) -> (head: Rect, rows: Rect) {
    let inner = area.inset(horizontally: 1)
    let split = inner.splitTop(head(width: inner.width, .unicode).count)
    return (split.top, split.rest)
  }

  /// What stands above the rows: how exercises went, or at the end of a lesson how far it has got and
  /// what to keep of it.
  private func head(width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    if let practice = steps.practice { return practice.lines(glyphs) + [""] }
    guard steps.isEnd else { return [""] }
    var lines: [StyledText] = ["", ending, ""]
    if !lesson.lesson.facts.isEmpty {
      lines.append(StyledText("To keep", Style.text.bold))
      for fact in lesson.lesson.facts {
        lines += (StyledText("\(glyphs.isUnicode ? "·" : "-") ", .dim) + StyledText(markup: fact))
          .wrapped(to: max(1, min(width, Self.widestFact)), hangingIndent: 2)
      }
      lines.append("")
    }
    return lines.map(glyphs.adapt)
  }

  /// The most columns of a fact, which are good to read.
  private static let widestFact = 90

  private var ending: StyledText {
    let (done, all) = (lesson.doneSteps, lesson.steps.count)
    guard done < all else {
      return StyledText("The end. ", Style.success.bold)
        + (all == 1 ? "The one step is done." : "All \(all) steps are done.")
    }
    let left = all - done == 1 ? "one is still open:" : "these are still open:"
    return StyledText("The end. ", Style.accent.bold)
      + "\(done) of \(all) steps are done; \(left)"
  }

  private func list(_ glyphs: GlyphSet) -> ListView {
    ListView(steps.rows.map { item($0, glyphs) }, selection: steps.selection)
  }

  private func item(_ row: StepList.Row, _ glyphs: GlyphSet) -> ListView.Item {
    switch row {
    case .step(let index):
      let step = lesson.steps[index]
      let state: StepMark =
        index == lesson.index ? .here : step.isDone ? .done : .open
      let number = String(index + 1).leftPadded(to: String(lesson.steps.count).count)
      return ListView.Item(
        state.text(glyphs) + StyledText(" \(number)  \(lesson.text(ofStep: index).firstSentence)"),
        detail: StyledText(
          step.isSeen && !step.isDone ? "not answered" : state.word, .dim))
    case .nextLesson:
      return ListView.Item(StyledText("Next lesson: \(lesson.next ?? "")", Style.text.bold))
    case .practise(let position):
      let topic = lesson.topics[position]
      return ListView.Item(
        StyledText("Practise: \(topic.title)", Style.text.bold),
        detail: MapRows.bar(topic.strength, glyphs))
    case .more:
      return ListView.Item(StyledText("Ten more", Style.text.bold))
    case .leave:
      return ListView.Item(StyledText(lesson.isAlone ? "Quit" : "Back to the course"))
    }
  }
}

/// How far a step or a lesson has got, as a dot on the map of the course.
enum StepMark: Equatable, Sendable {
  case done, here, open

  /// The dot.
  func text(_ glyphs: GlyphSet) -> StyledText {
    switch self {
    case .done: StyledText(glyphs.isUnicode ? "●" : "*", .accent)
    case .here: StyledText(glyphs.isUnicode ? "◆" : "@", Style.accent.bold)
    case .open: StyledText(glyphs.isUnicode ? "○" : "o", .dim)
    }
  }

  /// The dot in words.
  var word: String {
    switch self {
    case .done: "done"
    case .here: "here"
    case .open: ""
    }
  }
}
