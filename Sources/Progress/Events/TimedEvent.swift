import Foundation

/// An event and when it happened.
struct TimedEvent: Hashable, Sendable {
  let event: ProgressEvent
  /// When, in milliseconds since 1970.
  let time: Int64
  /// For an answer: the seconds since the question came on the screen, or since the last answer to it.
  var seconds: Double?
}

extension Date {
  /// The milliseconds since 1970, which is how times are stored.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }

  /// The date that a stored time means.
  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
