import Storyboards
import Typesetting

/// The frames of a storyboard as a recording of a terminal, which asciinema plays (its format,
/// version 2: a line of JSON that says how large the terminal is, then one for each frame).
public struct CastRecording {
  private let storyboard: Storyboard
  private let theme: Ground
  private let page: PlainText

  /// Prepares a recording of all frames.
  ///
  /// - Parameters:
  ///   - storyboard: The story.
  ///   - theme: The ground of the terminal in which it is played.
  ///   - width: The columns of the terminal.
  /// - Throws: ``FigureTooLarge``.
  public init(
    _ storyboard: Storyboard, theme: Ground = .dark, width: Int = 80
  ) throws(FigureTooLarge) {
    let count = storyboard.frames.count
    guard count <= FigureTooLarge.mostFrames else {
      throw .frames(count, most: FigureTooLarge.mostFrames)
    }
    (self.storyboard, self.theme) = (storyboard, theme)
    page = PlainText(width: width)
  }

  /// The file.
  public var text: String {
    let frames =
      (0..<storyboard.turnPictures).map { page.inkedFrame(0, of: storyboard.turning($0)) }
      + storyboard.frames.indices.map { page.inkedFrame($0, of: storyboard) }
    var lines = [header(height: frames.reduce(1) { max($0, $1.count) })]
    for (position, frame) in frames.enumerated() {
      // The cursor is hidden first; each frame is written over the one before.
      let start =
        (position == 0 ? Self.escape + "?25l" : "") + Self.escape + "H" + Self.escape + "J"
      lines.append(
        event(at: position, start + frame.map(colored).joined(separator: "\r\n")))
    }
    // What is written last says how long the last frame is seen.
    lines.append(
      event(at: frames.count - 1 + SVGFigure.lastFrameLength, Self.escape + "?25h"))
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(height: Int) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("version")
      writer.integer(2)
      writer.key("width")
      writer.integer(page.width)
      writer.key("height")
      writer.integer(height)
      writer.key("title")
      writer.string(storyboard.title)
    }
    return writer.text
  }

  private func event(at frame: Int, _ output: String) -> String {
    var writer = JSONWriter()
    let milliseconds = Double(frame) * (SVGFigure.secondsPerFrame * 1000).rounded()
    writer.array([0, 1, 2]) { writer, item in
      switch item {
      case 0: writer.number(milliseconds / 1000)
      case 1: writer.string("o")
      default: writer.string(output)
      }
    }
    return writer.text
  }

  // MARK: - Colours

  private static let escape = "\u{1B}["

  private func colored(_ line: ColoredText) -> String {
    line.runs.map { run in
      let codes = codes(of: run)
      let text = run.text.printable
      return codes.isEmpty
        ? text
        : Self.escape + codes.joined(separator: ";") + "m" + text + Self.escape + "0m"
    }.joined()
  }

  /// Text has the terminal's own colour.
  private func codes(of run: ColoredText.Run) -> [String] {
    var codes = (run.isBold ? ["1"] : []) + (run.isReversed ? ["7"] : [])
    if run.hue != .text {
      let color = run.hue.rgb(on: theme)
      codes.append("38;2;\(color >> 16);\(color >> 8 & 255);\(color & 255)")
    }
    return codes
  }
}
