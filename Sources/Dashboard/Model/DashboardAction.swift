/// What the keys of the dashboard do.
enum DashboardAction: Equatable, Sendable {
  case openPage, nextPage, previousPage
  case togglePause, step, raiseRate, lowerRate
  case checkpoint, rewind, evaluate
  case quit, help, report
  case toggleLogarithm, toggleRecent
  case up, down, left, right, pageUp, pageDown, first, last
  case open, close
  case toggleWrongOnly
  case nextImage, previousImage, nextChannel, previousChannel
  case play, faster, slower, nextNode

  /// Whether it shows another page.
  var opensPage: Bool { self == .openPage || self == .nextPage || self == .previousPage }
}
