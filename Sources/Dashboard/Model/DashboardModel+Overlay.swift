import TerminalKit

extension DashboardModel {
  /// Answers to a key while something covers the page.
  mutating func update(_ key: Key, in overlay: Overlay) -> [DashboardEffect] {
    switch overlay {
    case .help(let offset): updateHelp(key, offset)
    case .stop: return updateStop(key)
    case .rewind(let step): return updateRewind(key, step)
    case .report(let offset): return updateReport(key, offset)
    }
    return []
  }

  private mutating func updateHelp(_ key: Key, _ offset: Int) {
    switch key {
    case .down, "j", .pageDown: overlay = .help(offset: min(offset + 1, maximumHelpOffset))
    case .up, "k", .pageUp: overlay = .help(offset: max(0, offset - 1))
    default: overlay = nil
    }
  }

  private mutating func updateStop(_ key: Key) -> [DashboardEffect] {
    switch key {
    case "s", .enter:
      return stop(leaving: false)
    case "q":
      return stop(leaving: true)
    case .escape, "c", "n":
      overlay = nil
    default:
      tell("\(key.label()): s stops, q stops and leaves, Esc goes on.", .warning)
    }
    return []
  }

  private mutating func stop(leaving: Bool) -> [DashboardEffect] {
    overlay = nil
    guard run.phase != .ended else { return leaving ? [.leave] : [] }
    leavesAtEnd = leaving
    run.phase = .stopping
    return [.send(.stop)]
  }

  /// The list may change while the question is open, so the choice is a step and not a place.
  private mutating func updateRewind(_ key: Key, _ step: Int) -> [DashboardEffect] {
    let steps = run.checkpoints.map(\.step)
    switch key {
    case .up, "k": overlay = .rewind(toStep: steps.last { $0 < step } ?? steps.first ?? step)
    case .down, "j": overlay = .rewind(toStep: steps.first { $0 > step } ?? steps.last ?? step)
    case .home, "g": overlay = .rewind(toStep: steps.first ?? step)
    case .end, "G": overlay = .rewind(toStep: steps.last ?? step)
    case .enter, "y":
      overlay = nil
      guard steps.contains(step) else {
        tell("The checkpoint of step \(Wording.count(step)) has been removed meanwhile.", .warning)
        return []
      }
      run.isRewindPending = true
      tell("Going back to step \(Wording.count(step))…")
      return [.send(.rewind(toStep: step))]
    case .escape, "q", "n": overlay = nil
    default: tell("\(key.label()): Enter goes back, Esc leaves everything as it is.", .warning)
    }
    return []
  }

  private mutating func updateReport(_ key: Key, _ offset: Int) -> [DashboardEffect] {
    switch key {
    case .down, "j", .pageDown: overlay = .report(offset: min(offset + 1, maximumReportOffset))
    case .up, "k", .pageUp: overlay = .report(offset: max(0, offset - 1))
    case "q": return [.leave]
    default:
      overlay = nil
      // A key that opens a page opens it.
      if case .action(let action) = keys.lookup(key), action.opensPage {
        return perform(action, for: key)
      }
    }
    return []
  }
}
