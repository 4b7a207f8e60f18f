import DatasetFetching
import Foundation
import Typesetting

/// A fetch as lines on standard error, with a bar in a terminal.
final class FetchLines {
  private let queue = OutputQueue()
  private let progress: ProgressLine
  private var lastShown: ContinuousClock.Instant?

  /// Why the result could not be written, as an error number.
  var failure: Int32? { queue.failure }

  init() {
    progress = ProgressLine(in: queue)
  }

  func show(_ event: FetchEvent) {
    switch event {
    case .transferring(let name, let address, let kept, let total):
      let size =
        kept > 0
        ? "the rest after \(ByteCount.text(kept)) of \(ByteCount.text(total))"
        : ByteCount.text(total)
      tell("fetching \(name), \(size), from \(address)")
      lastShown = nil
    case .progress(let state): show(state)
    case .retrying(let reason, let kept):
      let place = kept > 0 ? " after \(ByteCount.text(kept))" : ""
      tell("trying again\(place): \(reason)")
    case .repeating(let kept):
      tell(
        "the server cannot continue a download: the first \(ByteCount.text(kept)) come once more")
    case .checking(let name):
      progress.show("checking \(name)")
    case .unpacking:
      progress.show("unpacking")
    }
  }

  /// Tells something, on standard error.
  func tell(_ text: String) {
    progress.clear()
    queue.tell(text)
  }

  /// Writes the result.
  func conclude(_ text: String) {
    progress.clear()
    queue.write(text)
  }

  /// Removes the bar and waits until all lines are written; who reads them may have stopped.
  ///
  /// - Parameter request: A wish that the program ends, for which it waits only a moment.
  /// - Returns: Whether they are written.
  func finish(_ request: EndRequest) -> Bool {
    progress.clear()
    return queue.finish { request.isOverdue }
  }

  /// Ten times a second are enough for eyes.
  private func show(_ state: FetchProgress) {
    let now = ContinuousClock.now
    let isEnd = state.byteCount == state.total
    if let lastShown, now - lastShown < .milliseconds(100), !isEnd { return }
    lastShown = now
    progress.draw(Self.bar(state))
  }

  /// The bar and its numbers.
  ///
  ///     [########............]  42 %  71.4 MB of 170.1 MB  5.2 MB/s  19 s left
  static func bar(_ state: FetchProgress) -> String {
    let share = state.total > 0 ? Double(state.byteCount) / Double(state.total) : 0
    let bar = TextBar.text(share, width: 20, full: "#", empty: ".")
    var parts = [
      "[\(bar)] " + "\(TextBar.percentage(share)) %".leftPadded(to: 5),
      "\(ByteCount.text(state.byteCount)) of \(ByteCount.text(state.total))",
    ]
    if let seconds = state.secondsLeft {
      parts += [
        "\(ByteCount.text(Int(state.bytesPerSecond)))/s", "\(DurationText.words(seconds)) left",
      ]
    }
    return parts.joined(separator: "  ")
  }
}
