import TerminalKit
import Training

extension DashboardModel {
  /// Answers to a message.
  ///
  /// Pure: whatever has to be done outside is returned.
  public mutating func update(_ message: DashboardMessage) -> [DashboardEffect] {
    switch message {
    case .terminal(let event): return update(event)
    case .training(let event): return update(event)
    case .inspected(let inspection):
      network.show(inspection)
      return []
    case .inspectionFailed(let reason):
      network.isInspecting = false
      tell(reason, .warning)
      return []
    case .clock(let seconds):
      run.seconds = seconds
      return refresh()
    }
  }

  private mutating func update(_ event: Event) -> [DashboardEffect] {
    switch event {
    case .resize(let size): self.size = size
    case .tick: network.tick()
    case .resume: break
    // Where a scripted terminal is at its end, there is nobody left to ask.
    case .terminated, .key(.control("c")): return interrupt()
    case .key(let key):
      notice = nil
      if let overlay { return handle(overlay.update(key, over: self)) }
      return update(key)
    case .mouse(let mouse):
      if !isTooSmall, overlay == nil { return update(mouse) }
    }
    return []
  }

  /// Saves, ends and leaves, without a question.
  private mutating func interrupt() -> [DashboardEffect] {
    guard run.phase != .ended else { return [.leave] }
    leavesAtEnd = true
    overlay = nil
    run.phase = .stopping
    tell("Saving a checkpoint, then leaving; another C-c leaves at once.", .accent)
    return [.interrupt]
  }

  private mutating func update(_ key: Key) -> [DashboardEffect] {
    if isTyping, !isTooSmall { return handle(settings.type(key, &run)) }
    // Of a page that cannot be seen, no key may do anything but stop.
    if isTooSmall, key != "q", key != .space { return [] }
    if case .action(let action) = keys.lookup(key) { return perform(action, for: key) }
    keys.refusal(of: key).map { tell($0, .warning) }
    return []
  }

  /// Does what a key or the wheel asks.
  private mutating func perform(_ action: DashboardAction, for key: Key) -> [DashboardEffect] {
    let body = layout.body
    switch action {
    case .overview(let action): return handle(overview.perform(action, &run, in: body))
    case .predictions(let action): return handle(predictions.perform(action, &run, in: body))
    case .classes(let action): return handle(classes.perform(action, &run, in: body))
    case .network(let action): return handle(network.perform(action, &run, in: body))
    case .run(let action): return handle(settings.perform(action, &run, in: body))
    case .training(let action): return handle(run.perform(action))
    case .openPage:
      guard case .character(let digit) = key, let number = digit.wholeNumberValue,
        let page = Page(rawValue: number - 1)
      else { return [] }
      return open(page)
    case .nextPage: return open(page.moved(by: 1))
    case .previousPage: return open(page.moved(by: -1))
    case .help: overlay = .help(offset: 0)
    case .report: overlay = .report(offset: 0)
    case .quit: return quit()
    }
    return []
  }

  /// A click chooses what it points at, the wheel moves up and down; a stage has its own mouse.
  private mutating func update(_ mouse: MouseEvent) -> [DashboardEffect] {
    let layout = layout
    if case .press(.left) = mouse.kind {
      notice = nil
      if let page = TabBar.page(at: mouse.point, in: layout.tabs) { return open(page) }
    }
    if page == .network, network.focus == .story {
      return handle(network.updateStory(mouse, in: layout.body))
    }
    switch mouse.kind {
    case .press(.left): return handle(click(at: mouse.point, in: layout.body))
    case .scrollDown, .scrollUp:
      let key: Key = mouse.kind == .scrollDown ? .down : .up
      guard case .action(let action) = keys.lookup(key) else { return [] }
      return perform(action, for: key)
    case .press, .release, .move: return []
    }
  }

  private mutating func click(at point: Point, in body: Rect) -> [PageOutcome] {
    switch page {
    case .overview: overview.click(at: point, &run, in: body)
    case .predictions: predictions.click(at: point, &run, in: body)
    case .classes: classes.click(at: point, &run, in: body)
    case .network: network.click(at: point, &run, in: body)
    case .run: settings.click(at: point, &run, in: body)
    }
  }

  /// Does what a page asks.
  private mutating func handle(_ outcomes: [PageOutcome]) -> [DashboardEffect] {
    outcomes.flatMap { outcome -> [DashboardEffect] in
      switch outcome {
      case .tell(let text, let style): tell(text, style)
      case .open(let page): return open(page)
      case .showImages(let confusion):
        predictions.show(confusion)
        return open(.predictions)
      case .lookInside:
        network.close()
        return open(.network)
      case .cover(let overlay): self.overlay = overlay
      case .ask(let effect): return [effect]
      }
      return []
    }
  }

  /// Does what came of a key that something over the page was given.
  private mutating func handle(_ outcome: Overlay.Outcome) -> [DashboardEffect] {
    switch outcome {
    case .stay(let overlay): self.overlay = overlay
    case .refuse(let text): tell(text, .warning)
    case .close: overlay = nil
    case .closeFor(let key):
      overlay = nil
      // A key that opens a page opens it.
      if case .action(let action) = keys.lookup(key), action.opensPage {
        return perform(action, for: key)
      }
    case .stop(let leaving):
      overlay = nil
      guard run.phase != .ended else { return leaving ? [.leave] : [] }
      leavesAtEnd = leaving
      run.phase = .stopping
      return [.send(.stop)]
    case .rewind(let step):
      overlay = nil
      return handle(run.rewind(toStep: step))
    case .leave: return [.leave]
    }
    return []
  }

  /// Shows a page.
  mutating func open(_ page: Page) -> [DashboardEffect] {
    self.page = page
    settings.stopTyping()
    return refresh()
  }

  /// Asks for what the open page shows, when that is old.
  private mutating func refresh() -> [DashboardEffect] {
    switch page {
    case .overview: handle(overview.refresh(&run))
    case .predictions: handle(predictions.refresh(&run))
    case .classes: handle(classes.refresh(&run))
    case .network: handle(network.refresh(&run))
    case .run: handle(settings.refresh(&run))
    }
  }

  private mutating func quit() -> [DashboardEffect] {
    switch run.phase {
    case .ended: return [.leave]
    case .stopping:
      leavesAtEnd = true
      tell("Saving a checkpoint, then leaving…", .accent)
    case .preparing, .running, .pausing, .paused, .stepping: overlay = .stop
    }
    return []
  }
}

extension DashboardModel {
  /// Takes what the trainer reports.
  private mutating func update(_ event: TrainingEvent) -> [DashboardEffect] {
    run.take(event)
    switch event {
    case .started: return handle(run.askForImages())
    case .predictions, .found:
      // An image that came after the weights it is to go through.
      if page == .network, network.inspection == nil { return handle(network.inspect(run)) }
    case .snapshot(let snapshot):
      network.show(snapshot, layers: run.layers)
      return handle(network.inspect(run))
    case .paused(true): if page == .network { return handle(network.refresh(&run)) }
    case .rewound: notice = nil
    case .rewindRefused(let reason): tell(reason, .warning)
    case .ended:
      settings.stopTyping()
      notice = nil
      if leavesAtEnd { return [.leave] }
      overlay = .report(offset: 0)
    case .step, .epoch, .testing, .evaluation, .checkpoint, .settings, .paused, .length, .warning:
      break
    }
    return []
  }
}
