import TerminalKit
import Training
import Typesetting

/// Test images, each with the three classes that the network thinks of first.
struct PredictionsView: Widget {
  let page: PredictionsPage
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    let grid = CardGrid(in: area)
    let shown = page.shown(of: run.images)
    guard !run.images.all.isEmpty else {
      buffer.draw(
        Paragraph(
          StyledText(
            "The test images are on their way through the network…", .dim)),
        in: area.inset(horizontally: 2, vertically: 1))
      return
    }
    let first = page.firstOnPage(of: grid.capacity, run.images)
    let selection = page.selection(of: run.images)
    drawHeading(shown.count, first, grid, on: &buffer)
    guard !shown.isEmpty else {
      let text =
        run.images.isSearching
        ? "They are on their way…"
        : "No image is like that. f shows all again."
      buffer.draw(
        Paragraph(StyledText(text, .dim)),
        in: grid.card(0).inset(horizontally: 2, vertically: 1))
      return
    }
    for (place, prediction) in shown[first...].prefix(grid.capacity).enumerated() {
      draw(
        prediction, isChosen: first + place == selection, in: grid.card(place), grid,
        on: &buffer)
    }
  }

  private func drawHeading(_ count: Int, _ first: Int, _ grid: CardGrid, on buffer: inout Buffer) {
    let count = run.images.search?.numbers.count ?? count
    var text = StyledText("\(count) test image\(count == 1 ? "" : "s")", Style.accent.bold)
    if let confusion = page.confusion, let search = run.images.search {
      let names = run.classNames
      text.append(
        ", \(names[confusion.label]) taken for \(names[confusion.prediction])"
          + " at step \(Wording.count(search.step))", .warning)
      if let now = search.foundStep, now != search.step {
        text.append(", asked at step \(Wording.count(now))", .dim)
      }
    } else if page.isWrongOnly {
      text.append(", only those with a wrong answer", .warning)
    } else {
      text.append(", \(run.images.all.count { $0.isRight }) right", .success)
      if let step = run.images.step { text.append(" at step \(Wording.count(step))", .dim) }
    }
    buffer.write(text, in: grid.heading)
    let pages = max(1, (count + grid.capacity - 1) / grid.capacity)
    buffer.write(
      StyledText("page \(first / grid.capacity + 1) of \(pages)", .dim), in: grid.heading,
      alignment: .trailing)
  }

  private func draw(
    _ prediction: ImagePrediction, isChosen: Bool, in area: Rect, _ grid: CardGrid,
    on buffer: inout Buffer
  ) {
    let names = run.classNames
    let isRight = prediction.isRight
    let style: Style = isRight ? .success : .failure
    let mark = isRight ? buffer.glyphs.check : buffer.glyphs.cross
    let title =
      StyledText("\(mark) \(prediction.labelName(in: names))", style)
      + StyledText("  no. \(prediction.index)", .dim)
    let box = Box(title, style: isChosen ? Style.accent.bold : .dim)
    buffer.draw(box, in: area)
    if isChosen { point(at: area, on: &buffer) }
    let inside = box.content(in: area)
    let width = min(prediction.columns(forRows: grid.imageRows), inside.width / 2)
    let columns = inside.columns(.fixed(width), .fixed(1), .fill, .fixed(1))
    buffer.draw(ImageView(prediction.picture), in: columns[0])
    drawAnswers(prediction, in: columns[2], on: &buffer)
  }

  /// The chosen card is seen without colour too.
  private func point(at area: Rect, on buffer: inout Buffer) {
    buffer.write(
      "\(buffer.glyphs.pointer)", at: Point(x: area.minX + 1, y: area.minY), style: .accent.bold)
  }

  private func drawAnswers(
    _ prediction: ImagePrediction, in area: Rect, on buffer: inout Buffer
  ) {
    let names = run.classNames
    let isRight = prediction.isRight
    guard prediction.isAnswered else {
      buffer.draw(Paragraph(StyledText("Its answers are no numbers.", .failure)), in: area)
      return
    }
    let answers = prediction.top(3)
    // A bar below each name where there is room.
    let isTall = area.height >= 8
    var rest = area.splitTop(isTall ? (area.height - 8) / 2 : 0).rest
    for answer in answers {
      let isLabel = answer == prediction.label
      let isMistake = answer == prediction.best && !isRight
      let style: Style = isLabel ? .success : isMistake ? .failure : .dim
      let split = rest.splitTop(isTall ? 3 : 1)
      let name = names.indices.contains(answer) ? names[answer] : "class \(answer)"
      let share = Double(prediction.probabilities[answer])
      let percent = StyledText(Wording.percent(share), style)
      let columns = split.top.columns(.fill, .fixed(percent.width), spacing: 1)
      buffer.write(StyledText(name, isLabel ? Style.success : .text), in: columns[0])
      buffer.write(percent, in: columns[1])
      if isTall {
        let bar = split.top.splitTop(1).rest.splitTop(1).top
        // What is reversed without colours would hide a bar.
        buffer.draw(ProgressBar(share, label: "", style: isMistake ? .warning : style), in: bar)
      }
      rest = split.rest
    }
  }
}
