import Datasets
import NeuralNetworks
import TerminalKit
import Training
import Typesetting

/// The page of the run: settings that can be changed, what was configured, checkpoints, messages.
struct RunView: Widget {
  let page: RunPage
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = Self.divide(area)
    drawSettings(in: parts.settings, on: &buffer)
    drawConfiguration(in: parts.configuration, on: &buffer)
    drawCheckpoints(in: parts.checkpoints, on: &buffer)
    drawMessages(in: parts.messages, on: &buffer)
  }

  /// The setting whose row is drawn at a point.
  static func setting(at point: Point, in area: Rect) -> LiveSetting? {
    let inside = Box().content(in: divide(area).settings)
    return inside.contains(point) ? LiveSetting(rawValue: point.y - inside.minY) : nil
  }

  /// Where the cursor of the value being typed stands.
  func cursor(in area: Rect) -> Point? {
    guard let entry = page.entry else { return nil }
    return TextField(entry).cursor(in: fieldArea(in: Self.divide(area).settings))
  }

  private static func divide(
    _ area: Rect
  ) -> (settings: Rect, configuration: Rect, checkpoints: Rect, messages: Rect) {
    let columns = area.columns(.fill, .fill)
    let upper = LiveSetting.allCases.count + 2
    let left = columns[0].splitTop(upper)
    let right = columns[1].splitTop(upper)
    return (left.top, left.rest, right.top, right.rest)
  }

  /// The part of a row that holds its value.
  private func fieldArea(in settings: Rect) -> Rect {
    let inside = Box().content(in: settings)
    let width = 12
    return Rect(
      x: inside.maxX - width - 1, y: inside.minY + page.selection.rawValue,
      width: width, height: 1)
  }

  private func drawSettings(in area: Rect, on buffer: inout Buffer) {
    let box = Box(
      StyledText("Settings, changed while it runs", Style.accent.bold),
      footer: StyledText("Left Right change, Enter types", .dim))
    buffer.draw(box, in: area)
    let inside = box.content(in: area)
    guard let settings = run.settings else { return }
    let items = LiveSetting.allCases.map { setting in
      let reason = setting.unavailableReason(for: run.method)
      let value = StyledText(
        reason == nil ? setting.text(in: settings) : "–", reason == nil ? .kernel : .dim)
      return ListView.Item(
        StyledText(setting.title, reason == nil ? .text : .dim), detail: value + " ")
    }
    buffer.draw(ListView(items, selection: page.selection.rawValue), in: inside)
    if let entry = page.entry {
      let field = fieldArea(in: area)
      buffer.fill(field)
      buffer.draw(TextField(entry, placeholder: "value", style: .accent), in: field)
    }
  }

  private func drawConfiguration(in area: Rect, on buffer: inout Buffer) {
    let box = Box(StyledText("Configuration", Style.accent.bold))
    buffer.draw(box, in: area)
    var inside = box.content(in: area).inset(horizontally: 1)
    let names = 15
    let width = inside.width - names
    let rows = run.configurationRows
    let wrapped = rows.map { StyledText($0.value).wrapped(to: width) }
    // Rows that are left over go to values that need more than one.
    var spare = inside.height - rows.count
    for (row, lines) in zip(rows, wrapped) where !inside.isEmpty {
      let isWhole = lines.count - 1 <= max(0, spare)
      if isWhole { spare -= lines.count - 1 }
      let split = inside.splitTop(isWhole ? lines.count : 1)
      let columns = split.top.columns(.fixed(names), .fill)
      buffer.write(StyledText(row.name, .dim), in: columns[0])
      if isWhole {
        buffer.write(lines, in: columns[1])
      } else {
        let value =
          row.name == "folder"
          ? row.value.shortenedAtStart(to: width, ellipsis: buffer.glyphs.ellipsis) : row.value
        buffer.write(StyledText(value), in: columns[1])
      }
      inside = split.rest
    }
  }

  private func drawCheckpoints(in area: Rect, on buffer: inout Buffer) {
    let box = Box(
      StyledText("Checkpoints", Style.accent.bold),
      footer: StyledText("c writes one, r goes back", .dim))
    buffer.draw(box, in: area)
    let inside = box.content(in: area)
    guard !run.checkpoints.isEmpty else {
      buffer.draw(
        Paragraph(StyledText("None yet.", .dim)), in: inside.inset(horizontally: 1))
      return
    }
    let best = run.bestCheckpoint
    // Newest first: it is the one that somebody who goes back wants most often.
    buffer.draw(
      ListView(
        run.checkpoints.reversed().map { checkpoint in
          ListView.Item(
            StyledText("step \(Wording.count(checkpoint.step))"),
            detail: StyledText(checkpoint.step == best ? "the best " : "", .success))
        }), in: inside)
  }

  private func drawMessages(in area: Rect, on buffer: inout Buffer) {
    let box = Box(
      StyledText("Messages", Style.accent.bold),
      footer: page.logOffset > 0
        ? StyledText("PgDn newer", .accent) : StyledText("PgUp older", .dim))
    buffer.draw(box, in: area)
    let inside = box.content(in: area).inset(horizontally: 1)
    let shown = run.messages.dropLast(page.logOffset)
    var lines: [StyledText] = []
    for message in shown.reversed() {
      let text =
        StyledText("\(Wording.count(message.step)) ", .dim)
        + StyledText(message.text, message.kind.style)
      lines += Paragraph(text, hangingIndent: 2)
        .lines(forWidth: inside.width, glyphs: buffer.glyphs)
      if lines.count >= inside.height { break }
    }
    if lines.isEmpty { lines = [StyledText("Nothing to tell yet.", .dim)] }
    buffer.write(lines, in: inside)
  }
}

extension RunState.Message.Kind {
  /// How a message looks.
  fileprivate var style: Style {
    switch self {
    case .note: .text
    case .done: .success
    case .warning: .warning
    case .failure: .failure
    }
  }
}

extension RunState {
  /// The names of the classes; none before the run has begun.
  var classNames: [String] { start?.classNames ?? [] }

  /// What was configured, a row each: a name of at most 14 characters, and the value.
  var configurationRows: [(name: String, value: String)] {
    guard let start, let stepsPerEpoch = length?.stepsPerEpoch else { return [] }
    let configuration = start.configuration
    let optimizer = configuration.optimizer
    let momentum =
      optimizer.momentum > 0
      ? ", \(optimizer.nesterov ? "Nesterov " : "")momentum \(Wording.setting(optimizer.momentum))"
      : ""
    return [
      ("network", "\(start.network), \(Wording.count(start.parameterCount)) parameters"),
      ("images", "\(start.dataset), \(Wording.count(start.images.train)) to learn from"),
      ("epochs", "\(configuration.epochs) of \(Wording.count(stepsPerEpoch)) steps"),
      ("optimiser", optimizer.method.title + momentum),
      ("learning rate", Wording.setting(optimizer.learningRate)),
      ("schedule", configuration.schedule.text), ("seed", "\(configuration.seed)"),
      ("folder", start.folder),
    ]
  }
}
