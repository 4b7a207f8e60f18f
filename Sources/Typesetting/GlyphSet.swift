/// The characters that drawings are made of, in Unicode or in ASCII.
///
/// A screen or a page carries the set that it can show. Text for one in ASCII is spelled with
/// ``adapt(_:)``, so lessons may use ×, − and → freely. On a stage `*` is the sign between two factors and
/// nothing else.
public struct GlyphSet: Hashable, Sendable {
  /// Whether characters beyond ASCII may be used.
  public let isUnicode: Bool

  /// Line and block drawing characters, arrows, mathematical signs.
  public static let unicode = GlyphSet(isUnicode: true)
  /// The characters of a 7-bit terminal.
  public static let ascii = GlyphSet(isUnicode: false)

  /// A level line.
  public var horizontal: Character { isUnicode ? "─" : "-" }
  /// An upright line.
  public var vertical: Character { isUnicode ? "│" : "|" }
  /// The upper left corner of a box.
  public var topLeft: Character { isUnicode ? "┌" : "+" }
  /// The upper right corner of a box.
  public var topRight: Character { isUnicode ? "┐" : "+" }
  /// The lower left corner of a box.
  public var bottomLeft: Character { isUnicode ? "└" : "+" }
  /// The lower right corner of a box.
  public var bottomRight: Character { isUnicode ? "┘" : "+" }
  /// The sign between two factors.
  public var times: Character { isUnicode ? "·" : "*" }
  /// The sign between two lengths: 3×3.
  public var by: Character { isUnicode ? "×" : "x" }
  /// The sign of a negative number.
  public var minus: Character { isUnicode ? "−" : "-" }
  /// To the left.
  public var leftArrow: Character { isUnicode ? "←" : "<" }
  /// To the right.
  public var rightArrow: Character { isUnicode ? "→" : ">" }
  /// Upwards.
  public var upArrow: Character { isUnicode ? "↑" : "^" }
  /// Downwards.
  public var downArrow: Character { isUnicode ? "↓" : "v" }
  /// The mark of the selected row.
  public var pointer: Character { isUnicode ? "▸" : ">" }
  /// The mark of a list's entry.
  public var bullet: Character { isUnicode ? "•" : "*" }
  /// The mark of something right or done.
  public var check: Character { isUnicode ? "✓" : "+" }
  /// The mark of something wrong.
  public var cross: Character { isUnicode ? "✗" : "x" }
  /// What stands in a cell without a number, yet or at all.
  public var nothing: Character { isUnicode ? "·" : "." }
  /// What stands for text that was cut off.
  public var ellipsis: String { isUnicode ? "…" : "..." }
  /// What stands for rows or columns that are left out between others, before their number.
  public var leftOut: Character { isUnicode ? "…" : "~" }
  /// What stands for rows that are out of view.
  public var verticalEllipsis: Character { isUnicode ? "⋮" : ":" }
  /// The filled part of a bar.
  public var block: Character { isUnicode ? "█" : "#" }
  /// The empty part of a bar.
  public var shade: Character { isUnicode ? "░" : "." }
  /// The upper half of a cell, for pictures.
  public var upperHalf: Character { isUnicode ? "▀" : "#" }
  /// The track of a scroll bar.
  public var scrollTrack: Character { isUnicode ? "│" : "|" }
  /// The thumb of a scroll bar.
  public var scrollThumb: Character { isUnicode ? "┃" : "#" }

  /// The point that is marked on a curve.
  public var plotPoint: Character { isUnicode ? "◆" : "@" }

  /// A point of the first of two kinds, and of the other.
  public func plotDot(isFull: Bool) -> Character {
    isUnicode ? (isFull ? "●" : "○") : (isFull ? "X" : "o")
  }

  /// The left edge of a plot, with a mark for a number beside it, and without.
  public func plotEdge(isMarked: Bool) -> Character {
    isMarked ? (isUnicode ? "┤" : "+") : vertical
  }
  /// The lower edge of a plot, with a mark for a number below it, and without.
  public func plotFloor(isMarked: Bool) -> Character {
    isMarked ? (isUnicode ? "┬" : "+") : horizontal
  }

  /// Eight steps of a bar that grows to the right, from an eighth of a cell to a whole one.
  public var barEnds: [Character] {
    isUnicode ? ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"] : ["#"]
  }

  /// Nine steps from empty to full, growing upwards, for small bar charts.
  public var levels: [Character] {
    isUnicode
      ? [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
      : [" ", ".", ".", ":", "-", "=", "+", "%", "#"]
  }

  /// Five steps from empty to full, for heat maps.
  public var shades: [Character] {
    isUnicode ? [" ", "░", "▒", "▓", "█"] : [" ", ".", ":", "=", "#"]
  }

  /// Returns the cell with the given dots of a 2×4 grid set.
  ///
  /// - Parameter dots: One bit a dot, numbered as in Unicode's braille block: bits 0–2 are the upper
  ///   three of the left column, 3–5 those of the right, 6 and 7 the lowest row. In ASCII the number
  ///   of dots picks a darker or lighter sign.
  public func braille(_ dots: UInt8) -> Character {
    if isUnicode {
      return Character(Unicode.Scalar(0x2800 + UInt32(dots)) ?? " ")
    }
    return shades[(dots.nonzeroBitCount + 1) / 2]
  }
}
