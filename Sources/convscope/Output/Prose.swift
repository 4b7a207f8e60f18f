import Lessons
import Typesetting

/// Running text in lines of a page.
enum Prose {
  /// The width of a page.
  static let width = 80

  /// A text broken at spaces; a word longer than a line stays whole.
  ///
  /// - Parameters:
  ///   - text: The text; its own line ends stay.
  ///   - first: What stands before the first line.
  ///   - indent: What stands before the others.
  static func wrapped(_ text: String, first: String = "", indent: String = "") -> String {
    text.wrapped(to: width, first: first, indent: indent).joined(separator: "\n")
  }

  /// A heading with a line below it.
  static func heading(_ text: String, underline: Character) -> String {
    let wrapped = wrapped(text)
    let longest = wrapped.split(separator: "\n").map { DisplayWidth.of($0) }.max() ?? 0
    return wrapped + "\n" + String(repeating: underline, count: longest)
  }
}

extension LessonText {
  /// The prose as a page of text: blocks parted by empty lines, no markup.
  var page: String {
    lines(width: Prose.width).map { line in
      PlainGlyphs.current.adapt(line.map(\.text).joined()).trimmingTrailingSpaces
    }
    .joined(separator: "\n")
  }
}
