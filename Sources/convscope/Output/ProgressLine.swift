import Foundation
import Typesetting

/// What is going on, on one line of the terminal that is written over; nothing where messages go to
/// a file.
struct ProgressLine {
  private let isShown = isatty(STDERR_FILENO) != 0

  /// Shows what is being done now.
  func show(_ text: String) {
    draw(text + "…")
  }

  /// Shows a line as it is, as far as it fits.
  func draw(_ text: String) {
    guard isShown else { return }
    write("\r\u{1B}[K" + PlainGlyphs.current.adapt(text.printable).prefix(Self.width))
  }

  /// Leaves an empty line.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  /// One column less than there is: a full line would wrap, and could not be written over.
  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 79 }
    return Int(size.ws_col) - 1
  }

  private func write(_ text: String) {
    _ = StandardOutput.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
