import Foundation

/// What is going on, on one line of the terminal that is written over; nothing where messages go to
/// a file.
struct ProgressLine {
  private let isShown = isatty(STDERR_FILENO) != 0

  /// Shows what is being done now.
  func show(_ text: String) {
    guard isShown else { return }
    write("\r\u{1B}[K" + PlainGlyphs.current.text(text + "…"))
  }

  /// Leaves an empty line.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    _ = StandardOutput.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
