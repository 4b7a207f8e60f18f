import TerminalKit
import Testing

@testable import convscope

@Suite struct PrintedPictureTests {
  /// Black over white on the left, red on the right.
  private let image = PixelImage(width: 2, height: 2) { row, column in
    column == 1 ? RGB(255, 0, 0) : row == 0 ? RGB(0, 0, 0) : RGB(255, 255, 255)
  }

  private func line(_ depth: ColorDepth) -> String {
    let picture = PrintedPicture(image, size: Size(width: 2, height: 1), depth: depth)
    return picture.lines.joined(separator: "\n")
  }

  @Test func `two pixels stand above each other in a character`() {
    #expect(
      line(.direct)
        == "\u{1B}[38;2;0;0;0;48;2;255;255;255m▀\u{1B}[38;2;255;0;0;48;2;255;0;0m▀\u{1B}[0m")
    #expect(
      line(.indexed256) == "\u{1B}[38;5;16;48;5;231m▀\u{1B}[38;5;196;48;5;196m▀\u{1B}[0m")
    #expect(line(.ansi8) == "\u{1B}[30;47m▀\u{1B}[31;41m▀\u{1B}[0m")
  }

  @Test func `without colours signs are as bright as the pixels`() {
    #expect(line(.none) == "+:")
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], ColorDepth.indexed256),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .direct),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], .none), (["TERM": "xterm"], .ansi8),
    (["TERM": "dumb"], .none), ([:], .none), (["TERM": "xterm", "LC_ALL": "C"], .none),
  ])
  func `the environment says how many colours there are`(
    _ environment: [String: String], _ depth: ColorDepth
  ) {
    #expect(PrintedPicture.depth(in: environment, isTerminal: true) == depth)
    #expect(PrintedPicture.depth(in: environment, isTerminal: false) == nil)
  }
}
