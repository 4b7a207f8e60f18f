import TerminalKit
import Typesetting

/// Gradient descent at work: the loss, its course, and what the output is to be, which can be changed.
struct LearningPanel: Widget {
  let learning: LabModel.Learning

  init(_ learning: LabModel.Learning) { self.learning = learning }

  private static func rows(_ area: Rect) -> [Rect] {
    area.rows(.fixed(1), .fixed(1), .fixed(5), .fixed(1), .fill)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let rows = Self.rows(area)
    let losses = learning.learner.losses
    buffer.write(
      StyledText("loss  ", .dim) + StyledText(NumberText.short(learning.loss), Style.text.bold)
        + StyledText("   step \(learning.steps)", .dim), in: rows[0])
    buffer.write(
      StyledText("rate  ", .dim) + StyledText(NumberText.short(learning.learner.rate))
        + (learning.isRunning
          ? StyledText("   ") + StyledText("\(buffer.glyphs.pointer) running", .success) : ""),
      in: rows[1])
    let points = losses.enumerated().map { step, loss in
      LineChart.Point(x: Double(step), least: loss, middle: loss, greatest: loss)
    }
    if losses.count > 1 {
      buffer.draw(
        LineChart(
          [LineChart.Series("loss", style: .accent, points: points)],
          domain: 0...Double(losses.count - 1), isLogarithmic: true), in: rows[2])
    }
    let target = learning.target
    let plane = target.planeCount > 1 ? ", \(target.plane + 1) of \(target.planeCount)" : ""
    buffer.write(
      StyledText("the output is to be\(plane)", .dim)
        + StyledText(learning.isEditing ? "" : "   e: edit", .dim), in: rows[3])
    buffer.draw(target.grid(isChosen: learning.isEditing), in: rows[4])
  }

  /// Where the cursor blinks while a number of the target is typed.
  func cursor(in area: Rect) -> Point? {
    guard learning.isEditing else { return nil }
    let place = Self.rows(area)[4]
    let frame = learning.target.grid(isChosen: true).frame(of: learning.target.cell, in: place)
    return frame.map { Point(x: $0.maxX - 1, y: $0.minY) }
  }
}

/// A list to choose from, in a box over the lab; what the chosen row has no room for stands below the list.
struct ChoiceBox: Widget {
  let choice: LabChoice

  init(_ choice: LabChoice) { self.choice = choice }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = divide(area)
    buffer.fill(parts.frame)
    buffer.draw(
      Box(
        StyledText(choice.title, Style.accent.bold),
        footer: StyledText("type to search, Enter takes it, Esc closes", .dim), style: .accent),
      in: parts.frame)
    buffer.draw(
      TextField(TextInput(choice.filter), placeholder: "search"), in: parts.field)
    let items = choice.items
    buffer.draw(
      ListView(
        items.map {
          StyledText($0.name.padded(to: nameWidth)) + StyledText($0.summary, .dim)
        }, selection: choice.selection), in: parts.list)
    if items.isEmpty {
      buffer.write(StyledText("Nothing has that in its name.", .dim), in: parts.list)
    }
    guard !parts.summary.isEmpty, let chosen = choice.chosen else { return }
    buffer.draw(Paragraph(StyledText(chosen.summary)), in: parts.summary)
  }

  func cursor(in area: Rect) -> Point? {
    TextField(TextInput(choice.filter)).cursor(in: divide(area).field)
  }

  /// The columns of the names, and a gap.
  private var nameWidth: Int { choice.all.reduce(0) { max($0, DisplayWidth.of($1.name)) } + 2 }

  /// The columns of a row besides its text: the box with its margins, the pointer and the scroll bar.
  private static let edges = 7

  private func divide(_ area: Rect) -> (frame: Rect, field: Rect, list: Rect, summary: Rect) {
    let summaries = choice.all.map { DisplayWidth.of($0.summary) }.max() ?? 0
    let needed = nameWidth + summaries + Self.edges
    let width = min(needed, area.width - 4)
    // The same rows for every choice and whatever is typed: a list that moves is hard to read.
    let lines =
      width < needed
      ? choice.all.map {
        Paragraph(StyledText($0.summary)).height(forWidth: width - 4, glyphs: .unicode)
      }.max() ?? 0 : 0
    let frame = area.centered(
      Size(width: width, height: min(26, max(6, area.height - 2))))
    let rows = Box().content(in: frame).inset(horizontally: 1).rows(
      .fixed(1), .fixed(1), .fill, .fixed(min(lines, 1)), .fixed(lines))
    return (frame, rows[0], rows[2], rows[4])
  }
}

/// The name of a file being typed, in a box over the lab.
struct FileBox: Widget {
  let prompt: LabModel.FilePrompt

  init(_ prompt: LabModel.FilePrompt) { self.prompt = prompt }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let (frame, field) = divide(area)
    buffer.fill(frame)
    let title = prompt.saves ? "Save as a problem file" : "Open a problem file"
    buffer.draw(
      Box(
        StyledText(title, Style.accent.bold),
        footer: StyledText(
          "C-u empties it, Enter \(prompt.saves ? "saves" : "opens"), Esc closes", .dim),
        style: .accent), in: frame)
    buffer.draw(
      TextField(prompt.input, placeholder: prompt.saves ? LabModel.usualFile : "homework.yaml"),
      in: field)
  }

  func cursor(in area: Rect) -> Point? {
    TextField(prompt.input).cursor(in: divide(area).field)
  }

  private func divide(_ area: Rect) -> (frame: Rect, field: Rect) {
    let frame = area.centered(Size(width: min(64, area.width - 4), height: 5))
    let content = Box().content(in: frame).inset(horizontally: 1)
    return (frame, content.rows(.fixed(1), .fixed(1), .fill)[1])
  }
}
