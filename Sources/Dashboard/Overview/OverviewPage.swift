import TerminalKit

/// How the curves are shown.
struct OverviewPage: DashboardPage, Hashable {
  /// Whether the loss has a logarithmic axis.
  private(set) var isLogarithmic = false
  /// Whether only the last part of the run is shown.
  private(set) var isRecent = false

  enum Action: Hashable, Sendable {
    case toggleLogarithm, toggleRecent
  }

  func keys(_ run: RunState) -> KeyMap<Action> {
    KeyMap(
      "Overview",
      [
        KeyBinding(
          "l", label: isLogarithmic ? "linear" : "log",
          help: "Loss on a logarithmic axis, or on a linear one", action: .toggleLogarithm),
        KeyBinding(
          "w", label: isRecent ? "whole run" : "recent",
          help: "The whole run, or its last part", action: .toggleRecent),
      ])
  }

  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    switch action {
    case .toggleLogarithm: isLogarithmic.toggle()
    case .toggleRecent: isRecent.toggle()
    }
    return []
  }

  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    OverviewView(page: self, run: run).image(at: point, in: body) == nil
      ? [] : [.open(.predictions)]
  }

  mutating func refresh(_ run: inout RunState) -> [PageOutcome] { run.refreshImages() }
}
