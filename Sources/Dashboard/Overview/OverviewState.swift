/// How the curves are shown.
struct OverviewState: Hashable, Sendable {
  /// Whether the loss has a logarithmic axis.
  var isLogarithmic = false
  /// Whether only the last part of the run is shown.
  var isRecent = false

  mutating func perform(_ action: DashboardAction) {
    switch action {
    case .toggleLogarithm: isLogarithmic.toggle()
    case .toggleRecent: isRecent.toggle()
    default: break
    }
  }
}
