import TerminalKit

/// The whole screen of the dashboard.
struct DashboardView: Widget {
  let model: DashboardModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard !model.isTooSmall else {
      buffer.draw(TooSmallView(model: model), in: area)
      return
    }
    let layout = DashboardLayout(in: area)
    buffer.draw(TabBar(page: model.page, caption: model.caption), in: layout.tabs)
    buffer.draw(StatusLine(run: model.run), in: layout.status)
    drawPage(in: layout.body, on: &buffer)
    drawFooter(in: layout.footer, on: &buffer)
    drawOverlay(in: area, on: &buffer)
  }

  /// Where the cursor blinks; `nil` hides it.
  func cursor(in area: Rect) -> Point? {
    guard !model.isTooSmall, model.overlay == nil, model.page == .run else { return nil }
    return RunView(model: model).cursor(in: DashboardLayout(in: area).body)
  }

  private func drawPage(in area: Rect, on buffer: inout Buffer) {
    switch model.page {
    case .overview: buffer.draw(OverviewView(model: model), in: area)
    case .predictions: buffer.draw(PredictionsView(model: model), in: area)
    case .classes: buffer.draw(ClassesView(model: model), in: area)
    case .network: buffer.draw(NetworkView(model: model), in: area)
    case .run: buffer.draw(RunView(model: model), in: area)
    }
  }

  private func drawFooter(in area: Rect, on buffer: inout Buffer) {
    if let notice = model.notice {
      buffer.write(StyledText(notice.text, notice.style), in: area)
    } else {
      buffer.draw(KeyHints(model.footerHints), in: area)
    }
  }

  private func drawOverlay(in area: Rect, on buffer: inout Buffer) {
    switch model.overlay {
    case nil: break
    case .help(let offset): drawHelp(offset, in: area, on: &buffer)
    case .stop: buffer.draw(model.stopDialog, in: area)
    case .rewind(let step):
      buffer.draw(
        RewindDialog(
          checkpoints: model.run.checkpoints, best: model.run.bestCheckpoint, step: step),
        in: area)
    case .report(let offset): buffer.draw(model.reportDialog(offset: offset), in: area)
    }
  }

  private func drawHelp(_ offset: Int, in area: Rect, on buffer: inout Buffer) {
    let frame = model.helpFrame(in: area)
    buffer.fill(frame)
    let box = Box(
      StyledText("Keys", Style.accent.bold),
      footer: StyledText("↑ ↓ scroll, any other key closes", .dim), style: .accent)
    buffer.draw(box, in: frame)
    buffer.draw(
      KeyHelp(model.keys.helpRows, offset: offset),
      in: box.content(in: frame).inset(horizontally: 1))
  }
}

extension DashboardModel {
  /// What is being trained, for the right end of the tabs.
  var caption: String {
    guard let start = run.start else { return "" }
    return "\(start.network) · \(start.dataset)"
  }

  /// The keys in the footer: those of the page first.
  var footerHints: [KeyHint] {
    guard settings.isTyping, page == .run else { return keys.hints }
    return [
      KeyHint([.enter], "take the value"), KeyHint([.escape], "leave it as it was", isPinned: true),
    ]
  }

  /// The box of the key help: as high as its rows, and one row of air inside.
  func helpFrame(in area: Rect) -> Rect {
    let width = min(76, area.width)
    let rows = KeyHelp(keys.helpRows).lines(forWidth: width - 6).count
    return area.centered(Size(width: width, height: min(rows + 2, area.height - 2)))
  }

  /// The most lines that the key help can be scrolled by.
  var maximumHelpOffset: Int {
    let frame = helpFrame(in: Rect(origin: .zero, size: size))
    let inside = Box().content(in: frame).inset(horizontally: 1)
    return KeyHelp(keys.helpRows).maximumOffset(in: inside.size)
  }
}
