/// A rectangle of text that is set beside others.
struct TextBlock {
  /// The lines; shorter ones are filled with spaces.
  let lines: [String]

  /// The length of the longest line.
  var width: Int { lines.map(\.count).max() ?? 0 }

  /// Blocks side by side, as many in a row as the width allows; rows are parted by an empty line.
  static func flow(_ blocks: [TextBlock], width: Int, gap: Int = 4) -> [String] {
    var rows: [[TextBlock]] = []
    var used = 0
    for block in blocks {
      if rows.isEmpty || used + gap + block.width > width {
        rows.append([block])
        used = block.width
      } else {
        rows[rows.count - 1].append(block)
        used += gap + block.width
      }
    }
    return Array(rows.map { beside($0, gap: gap) }.joined(separator: [""]))
  }

  private static func beside(_ blocks: [TextBlock], gap: Int) -> [String] {
    let height = blocks.map(\.lines.count).max() ?? 0
    return (0..<height).map { line in
      blocks.map { block in
        let text = line < block.lines.count ? block.lines[line] : ""
        return text + String(repeating: " ", count: block.width - text.count)
      }
      .joined(separator: String(repeating: " ", count: gap))
      .trimmingTrailingSpaces
    }
  }
}

extension String {
  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }

  /// The text in lines no longer than a width, broken at spaces; a longer word stays whole.
  func wrapped(width: Int) -> [String] {
    isEmpty ? [] : TextWrap.lines(split(separator: " ").map { $0 + " " }, width: width)
  }
}

/// Filling lines with pieces that must not be broken.
enum TextWrap {
  /// Lines of pieces, no longer than a width unless a single piece is; all but the first indented.
  static func lines(_ pieces: [String], width: Int, indent: String = "") -> [String] {
    var lines = [""]
    for piece in pieces {
      let current = lines[lines.count - 1]
      let isEmpty = current.isEmpty || current == indent
      if !isEmpty, (current + piece).trimmingTrailingSpaces.count > width {
        lines.append(indent)
      }
      lines[lines.count - 1] += piece
    }
    return lines.map(\.trimmingTrailingSpaces)
  }
}
