import TerminalKit

extension DashboardModel {
  /// The keys of the curves.
  var overviewKeys: [KeyBinding<DashboardAction>] {
    [
      KeyBinding(
        "l", label: overview.isLogarithmic ? "linear" : "log",
        help: "Loss on a logarithmic axis, or on a linear one", action: .toggleLogarithm),
      KeyBinding(
        "w", label: overview.isRecent ? "whole run" : "recent",
        help: "The whole run, or its last part", action: .toggleRecent),
    ]
  }
}
