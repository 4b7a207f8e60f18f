import TerminalKit

extension DashboardModel {
  /// Answers to a key while something covers the page.
  mutating func update(_ key: Key, in overlay: Overlay) -> [DashboardEffect] {
    switch overlay {
    case .help(let offset): updateHelp(key, offset)
    case .stop: return updateStop(key)
    case .rewind(let selection): return updateRewind(key, selection)
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
    return [.stop]
  }

  private mutating func updateRewind(_ key: Key, _ selection: Int) -> [DashboardEffect] {
    let last = run.checkpoints.count - 1
    switch key {
    case .up, "k": overlay = .rewind(selection: max(0, min(selection, last) - 1))
    case .down, "j": overlay = .rewind(selection: min(last, selection + 1))
    case .home, "g": overlay = .rewind(selection: 0)
    case .end, "G": overlay = .rewind(selection: last)
    case .enter, "y":
      overlay = nil
      guard run.checkpoints.indices.contains(selection) else { return [] }
      let step = run.checkpoints[selection].step
      run.isRewindPending = true
      tell("Going back to step \(Wording.count(step))…")
      return [.rewind(toStep: step)]
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
    default: overlay = nil
    }
    return []
  }
}
