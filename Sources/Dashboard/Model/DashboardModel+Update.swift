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
      elapsedSeconds = seconds
      return refresh()
    }
  }

  private mutating func update(_ event: Event) -> [DashboardEffect] {
    switch event {
    case .resize(let size): resize(to: size)
    case .tick: network.tickStory()
    case .resume: break
    case .terminated(.terminalLost), .terminated(.signal): return interrupt()
    // A scripted terminal is at its end: there is nobody left to ask.
    case .terminated(.scriptEnded): return interrupt()
    case .key(.control("c")): return interrupt()
    case .key(let key):
      notice = nil
      if let overlay { return update(key, in: overlay) }
      return update(key)
    case .mouse(let mouse):
      if !isTooSmall { return update(mouse) }
    }
    return []
  }

  /// Saves, ends and leaves, without a question.
  private mutating func interrupt() -> [DashboardEffect] {
    guard run.phase != .ended else { return [.leave] }
    leavesAtEnd = true
    overlay = nil
    guard run.phase != .stopping else { return [] }
    run.phase = .stopping
    return [.send(.interrupt)]
  }

  private mutating func update(_ key: Key) -> [DashboardEffect] {
    if settings.isTyping, page == .run, !isTooSmall { return type(key) }
    // Of a page that cannot be seen, no key may do anything but stop.
    if isTooSmall, key != "q", key != .space { return [] }
    switch keys.lookup(key) {
    case .action(let action): return perform(action, for: key)
    case .disabled(let reason): tell("\(key.label()): \(reason).", .warning)
    case .unbound: tell("\(key.label()) does nothing here; ? shows all keys.", .warning)
    }
    return []
  }

  /// Does what a key or the mouse asks.
  mutating func perform(_ action: DashboardAction, for key: Key) -> [DashboardEffect] {
    switch action {
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
    case .togglePause: return togglePause()
    case .step: return makeOneStep()
    case .raiseRate: return changeRate(by: 1)
    case .lowerRate: return changeRate(by: -1)
    case .checkpoint:
      run.isCheckpointPending = true
      tell("Writing a checkpoint…")
      return [.send(.saveCheckpoint)]
    case .rewind: overlay = run.checkpoints.last.map { .rewind(toStep: $0.step) }
    case .evaluate:
      run.isEvaluationPending = true
      tell("Running the test images…")
      return [.send(.evaluate)]
    default: return performOnPage(action)
    }
    return []
  }

  /// Shows a page.
  mutating func open(_ page: Page) -> [DashboardEffect] {
    self.page = page
    settings.entry = nil
    return refresh()
  }

  private mutating func performOnPage(_ action: DashboardAction) -> [DashboardEffect] {
    switch page {
    case .overview: overview.perform(action)
    case .predictions: return performInPredictions(action)
    case .classes: return performInClasses(action)
    case .network: return performInNetwork(action)
    case .run: return performInSettings(action)
    }
    return []
  }

  private mutating func quit() -> [DashboardEffect] {
    switch run.phase {
    case .ended: return [.leave]
    case .stopping:
      leavesAtEnd = true
      tell("Saving a checkpoint, then leaving…")
    case .preparing, .running, .pausing, .paused, .stepping: overlay = .stop
    }
    return []
  }

  private mutating func togglePause() -> [DashboardEffect] {
    if run.phase == .paused || run.phase == .pausing {
      run.phase = .running
      return [.send(.resume)]
    }
    run.phase = .pausing
    return [.send(.pause)]
  }

  private mutating func makeOneStep() -> [DashboardEffect] {
    // A second press while a step is being made would be lost in it.
    guard run.phase != .stepping else { return [] }
    run.phase = .stepping
    return [.send(.stepOnce)]
  }
}
