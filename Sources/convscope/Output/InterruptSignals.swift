import Foundation

/// SIGINT and SIGTERM as wishes to save and end; a second one ends at once.
final class InterruptSignals {
  private var sources: [any DispatchSourceSignal] = []

  /// Takes the signals over.
  ///
  /// - Parameter interrupt: Gets the number of the first one, on a thread of its own.
  init(_ interrupt: @escaping @Sendable (Int32) -> Void) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      nonisolated(unsafe) var isSecond = false
      source.setEventHandler {
        if isSecond { _exit(128 + number) }
        isSecond = true
        interrupt(number)
      }
      source.resume()
      sources.append(source)
    }
  }

  func release() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
