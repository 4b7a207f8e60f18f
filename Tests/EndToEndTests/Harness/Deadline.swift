import Glibc

/// The moment at which a wait is given up.
///
/// It bounds how long a broken program can hold up the tests. Nothing is concluded from how long a
/// wait took.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(after duration: Duration = .seconds(60)) {
    end = .now + duration
  }

  var hasPassed: Bool { ContinuousClock.now >= end }

  /// The time left in milliseconds, for `poll`; at most `limit`.
  func milliseconds(atMost limit: Int32) -> Int32 {
    let left = (end - .now).components
    let milliseconds = Double(left.seconds) * 1e3 + Double(left.attoseconds) / 1e15
    return Int32(min(max(0, milliseconds.rounded(.up)), Double(limit)))
  }

  /// Gives other processes a moment before a condition that no descriptor reports is looked at again.
  static func pause(milliseconds: Int32 = 5) { _ = poll(nil, 0, milliseconds) }
}
