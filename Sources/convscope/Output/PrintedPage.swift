import Documents
import Foundation
import TerminalKit
import Typesetting

/// A page on standard output: in colours and in a pager on a terminal, as plain lines elsewhere.
struct PrintedPage {
  private let environment = ProcessInfo.processInfo.environment
  /// What the terminal's background is like, where that is known.
  let theme: Ground?
  /// Whether a page that is longer than the screen goes to a pager.
  let mayPage: Bool

  /// Writes a page.
  func write(_ document: Document) {
    guard let depth = PrintedPicture.depth(in: environment) else {
      StandardOutput.write(
        PlainPage(width: Prose.width, glyphs: PlainGlyphs.current).text(document))
      return
    }
    let size = Self.size
    let page = PlainPage(
      width: max(Prose.width, min(size.width - 1, Self.widest)), glyphs: PlainGlyphs.current)
    let lines = page.lines(document)
    let text = lines.map { depth == .none ? $0.text.printable : coloured($0, depth) }
      .joined(separator: "\n")
    if mayPage, lines.count >= size.height, let pager, show(text, in: pager) { return }
    StandardOutput.writeDrawing(text)
  }

  /// Lines longer than that are hard to follow, however wide the window.
  private static let widest = 110

  // MARK: - Colours

  private func coloured(_ line: PageLine, _ depth: ColorDepth) -> String {
    line.runs.map { run in
      let codes = (run.isBold ? ["1"] : []) + code(run.hue, depth)
      let text = run.text.printable
      return codes.isEmpty ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
    }.joined()
  }

  /// The colour of a hue: one of 256 where the background is known, else one of the terminal's own, which
  /// its user has made readable.
  private func code(_ hue: Hue, _ depth: ColorDepth) -> [String] {
    if hue == .text { return [] }
    if let theme, depth != .ansi8 { return ["38", "5", "\(hue.index(on: theme))"] }
    return switch hue {
    case .input: ["34"]
    case .kernel: ["33"]
    case .output: ["32"]
    case .gradient: ["35"]
    case .accent: ["36"]
    default: []
    }
  }

  // MARK: - The pager

  /// The command that shows long pages; `nil` where the user wants none.
  private var pager: String? {
    let command = environment["PAGER"] ?? "less"
    return command.isEmpty || command == "cat" ? nil : command
  }

  /// Shows a text in a pager, and waits for its end.
  ///
  /// - Returns: Whether there was one.
  private func show(_ text: String, in pager: String) -> Bool {
    // What less is told where its user says nothing: colours, and to end where all fits on the screen.
    setenv("LESS", "FRX", 0)
    let name = pager.split(separator: " ").first.map(String.init) ?? pager
    guard system("command -v \(ShellWord.quoted(name)) >/dev/null 2>&1") == 0,
      let stream = popen(pager, "w")
    else { return false }
    // Control-C belongs to the pager now.
    let previous = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, previous) }
    let bytes = Array((text + "\n").utf8)
    // A reader that has seen enough closes the pipe, which is no error.
    _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    pclose(stream)
    return true
  }

  /// The columns and rows of the terminal.
  private static var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else {
      return (Prose.width + 1, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
