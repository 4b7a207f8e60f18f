import TerminalKit

/// The whole screen of the dashboard.
struct DashboardView: Widget {
  let model: DashboardModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard !model.isTooSmall else {
      drawTooSmall(in: area, on: &buffer)
      return
    }
    let layout = DashboardLayout(in: area)
    buffer.draw(TabBar(page: model.page, caption: caption), in: layout.tabs)
    buffer.draw(StatusLine(run: model.run), in: layout.status)
    drawPage(in: layout.body, on: &buffer)
    if let notice = model.notice {
      buffer.draw(Notice(StyledText(notice.text, notice.style)), in: layout.footer)
    } else {
      let hints = model.isTyping ? RunPage.typingHints : model.keys.hints
      buffer.draw(KeyHints(hints), in: layout.footer)
    }
    model.overlay?.draw(over: model, in: area, on: &buffer)
  }

  /// Where the cursor blinks; `nil` hides it.
  func cursor(in area: Rect) -> Point? {
    guard !model.isTooSmall, model.overlay == nil, model.page == .run else { return nil }
    return RunView(page: model.settings, run: model.run).cursor(in: DashboardLayout(in: area).body)
  }

  private func drawPage(in area: Rect, on buffer: inout Buffer) {
    let run = model.run
    switch model.page {
    case .overview: buffer.draw(OverviewView(page: model.overview, run: run), in: area)
    case .predictions: buffer.draw(PredictionsView(page: model.predictions, run: run), in: area)
    case .classes: buffer.draw(ClassesView(page: model.classes, run: run), in: area)
    case .network: buffer.draw(NetworkView(page: model.network, run: run), in: area)
    case .run: buffer.draw(RunView(page: model.settings, run: run), in: area)
    }
  }

  /// What is being trained, for the right end of the tabs.
  private var caption: String {
    model.run.start.map { "\($0.network) · \($0.dataset)" } ?? ""
  }

  /// The training goes on behind a window that is too small for a page.
  private func drawTooSmall(in area: Rect, on buffer: inout Buffer) {
    if model.overlay == .stop {
      let question =
        "Stop training? s or Enter stops and saves, q stops, saves and leaves, Esc goes on."
      buffer.draw(Paragraph(StyledText(question, .warning)), in: area)
      return
    }
    let run = model.run
    let remedy: StyledText
    if run.phase == .ended {
      remedy = "The training has ended: make the window larger for the report, q leaves."
    } else if let loss = run.trainLoss.last, let length = run.length {
      remedy = StyledText(
        "The training goes on: step \(Wording.count(run.step)) of "
          + "\(Wording.count(length.totalSteps)), loss \(Wording.loss(loss)). "
          + "Make the window larger; Space pauses, q stops.")
    } else {
      remedy = "The training is being prepared. Make the window larger; q stops."
    }
    buffer.draw(TooSmallScreen("The dashboard", remedy), in: area)
  }
}

/// The pages by name and number, and what is being trained at the right end.
struct TabBar: Widget {
  let page: Page
  let caption: String

  func draw(in area: Rect, on buffer: inout Buffer) {
    var end = area.minX
    for (page, rect) in Self.places(in: area) {
      let isOpen = page == self.page
      let text =
        StyledText(" \(page.number) ", isOpen ? Style.accent.bold.reversed : .accent)
        + StyledText("\(page.title) ", isOpen ? Style.accent.bold.reversed : .text)
      buffer.write(text, in: rect)
      end = rect.maxX
    }
    let rest = Rect(x: end + 1, y: area.minY, width: area.maxX - end - 1, height: 1)
    buffer.write(StyledText(caption, .dim), in: rest, alignment: .trailing)
  }

  /// The page whose tab is drawn at a point.
  static func page(at point: Point, in area: Rect) -> Page? {
    places(in: area).first { $0.rect.contains(point) }?.page
  }

  private static func places(in area: Rect) -> [(page: Page, rect: Rect)] {
    var x = area.minX
    return Page.allCases.map { page in
      let width = page.title.count + 4
      defer { x += width }
      return (
        page, Rect(x: x, y: area.minY, width: width, height: 1).intersection(area)
      )
    }
  }
}
