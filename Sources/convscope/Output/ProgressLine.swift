import Foundation
import Typesetting

/// What is going on, on one line of the terminal that is written over; nothing where messages go to
/// a file.
struct ProgressLine {
  private let isShown = isatty(STDERR_FILENO) != 0
  private let queue: OutputQueue?

  /// Creates a line.
  ///
  /// - Parameter queue: What else goes to the terminal; without it, nothing does meanwhile.
  init(in queue: OutputQueue? = nil) {
    self.queue = queue
  }

  /// Shows what is being done now.
  func show(_ text: String) {
    draw(text + "…")
  }

  /// Shows a line as it is, as far as it fits.
  func draw(_ text: String) {
    write(PlainGlyphs.current.adapt(text.printable).prefix(Self.width))
  }

  /// Leaves an empty line.
  func clear() {
    write("")
  }

  /// One column less than there is: a full line would wrap, and could not be written over.
  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 79 }
    return Int(size.ws_col) - 1
  }

  private func write(_ text: Substring) {
    guard isShown else { return }
    let bytes = Array(("\r\u{1B}[K" + text).utf8)
    if let queue {
      queue.draw(bytes, isPassing: !text.isEmpty)
    } else {
      _ = StandardOutput.write(bytes, to: STDERR_FILENO)
    }
  }
}
