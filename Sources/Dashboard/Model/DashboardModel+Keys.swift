import TerminalKit

extension DashboardModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<DashboardAction> {
    keys(of: page).followed(by: commonKeys)
  }

  /// The keys of a page, whatever stands on it at the moment.
  private func keys(of page: Page) -> KeyMap<DashboardAction> {
    switch page {
    case .overview: KeyMap("Overview", overviewKeys)
    case .predictions: KeyMap("Predictions", predictionsKeys)
    case .classes: KeyMap("Classes", classesKeys)
    case .network: networkKeys(on: network.focus)
    case .run: KeyMap("Run", settingsKeys)
    }
  }

  /// The keys of every page.
  private var commonKeys: KeyMap<DashboardAction> {
    KeyMap("The training", trainingKeys).followed(by: KeyMap("The dashboard", dashboardKeys))
  }

  /// The keys of all pages, as the documentation lists them.
  var allKeys: [KeyMap<DashboardAction>] {
    let pages = Page.allCases.filter { $0 != .network }.map(keys(of:))
    let network = NetworkState.Focus.allCases.map(networkKeys(on:))
    return [commonKeys] + pages[..<3] + network + pages[3...]
  }

  private var trainingKeys: [KeyBinding<DashboardAction>] {
    let reason = run.unavailableReason
    let isPaused = run.phase == .paused || run.phase == .pausing
    return [
      KeyBinding(
        .space, label: isPaused ? "continue" : "pause", help: "Pause the training, or continue it",
        action: .togglePause, disabledReason: reason),
      KeyBinding(
        ".", "n", label: "one step", help: "Make one step, then pause", action: .step,
        footer: isPaused ? .shown : .hidden, disabledReason: reason),
      KeyBinding(
        "+", "=", label: "lr up", help: "Raise the learning rate", action: .raiseRate,
        disabledReason: reason),
      KeyBinding(
        "-", "_", label: "lr down", help: "Lower the learning rate", action: .lowerRate,
        disabledReason: reason),
      KeyBinding(
        "c", label: "checkpoint", help: "Write a checkpoint now", action: .checkpoint,
        disabledReason: reason
          ?? (run.isCheckpointPending ? "a checkpoint is being written" : nil)),
      KeyBinding(
        "r", label: "rewind", help: "Go back to a checkpoint, after a question", action: .rewind,
        disabledReason: reason
          ?? (run.checkpoints.isEmpty ? "there is no checkpoint yet; c writes one" : nil)),
      KeyBinding(
        "e", label: "evaluate", help: "Measure the network on all test images now",
        action: .evaluate,
        disabledReason: reason
          ?? (run.isEvaluationPending ? "the test images are being run" : nil)),
    ]
  }

  private var dashboardKeys: [KeyBinding<DashboardAction>] {
    [
      KeyBinding(
        keys: Page.allCases.map { .character(Character("\($0.number)")) }, label: "page",
        help: "Open the page with that number", action: .openPage, footer: .hidden),
      KeyBinding(.tab, label: "next page", help: "Next page", action: .nextPage, footer: .hidden),
      KeyBinding(
        .backTab, label: "previous page", help: "Previous page", action: .previousPage,
        footer: .hidden),
      KeyBinding(
        "i", label: "report", help: "What came of the run, once it has ended", action: .report,
        footer: run.phase == .ended ? .pinned : .hidden,
        disabledReason: run.phase == .ended ? nil : "the run has not ended yet"),
      KeyBinding(
        "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
      KeyBinding(
        "q", label: run.phase == .ended ? "leave" : "stop",
        help: "Stop the training, after a question; leave once it has ended", action: .quit,
        footer: .pinned),
    ]
  }
}
