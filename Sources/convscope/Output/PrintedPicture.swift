import Foundation
import NCursesTerminal
import TerminalKit

/// A picture among lines of text: in the terminal's colours, or as signs where it has none.
struct PrintedPicture {
  /// Its rows, each of the same width on the screen.
  let lines: [String]
  /// The columns that it takes.
  let width: Int

  /// Draws a picture, two pixels to a character.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - size: The columns and rows of characters that it takes.
  ///   - depth: How many colours the terminal has.
  init(_ image: PixelImage, size: Size, depth: ColorDepth) {
    width = size.width
    var buffer = Buffer(size: size)
    buffer.draw(ImageView(image), in: buffer.area)
    lines = (0..<size.height).map { y in
      var line = ""
      var last: Style.Halves?
      for x in 0..<size.width {
        guard let halves = buffer[x, y].style.halves else { continue }
        guard let upper = halves.upper.color(depth: depth),
          let lower = halves.lower.color(depth: depth)
        else {
          line.append(halves.sign)
          continue
        }
        // Neighbours of one colour share its code.
        if halves != last {
          line += "\u{1B}[" + Self.code(upper, 38) + ";" + Self.code(lower, 48) + "m"
        }
        last = halves
        line += "▀"
      }
      return last == nil ? line : line + "\u{1B}[0m"
    }
  }

  /// How many colours there are on standard output; `nil` where it is no terminal.
  ///
  /// A locale without the half block shows signs.
  static func depth(
    in environment: [String: String], isTerminal: Bool = isatty(STDOUT_FILENO) != 0
  ) -> ColorDepth? {
    guard isTerminal else { return nil }
    let name = environment["TERM"] ?? ""
    let isPlain = name.isEmpty || name == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty
    if isPlain || PlainGlyphs.glyphs(in: environment) == .ascii { return ColorDepth.none }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"]) || name.hasSuffix("direct") {
      return .direct
    }
    let entry = (try? TerminalType(loading: name))?.entry ?? name
    return entry.contains("256color") ? .indexed256 : .ansi8
  }

  /// The part of an SGR sequence for a colour: 38 for the characters, 48 for what lies behind.
  private static func code(_ color: Color, _ plane: Int) -> String {
    switch color {
    case .standard: "\(plane + 1)"
    case .indexed(let index): index < 8 ? "\(plane - 8 + Int(index))" : "\(plane);5;\(index)"
    case .rgb(let value): "\(plane);2;\(value >> 16);\(value >> 8 & 255);\(value & 255)"
    }
  }
}
