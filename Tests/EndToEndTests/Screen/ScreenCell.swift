/// One position of an emulated screen.
struct ScreenCell: Hashable, Sendable {
  /// A character with its combining marks; empty in the right half of a wide character.
  var text = " "
  var pen = Pen()

  /// Whether this is the right half of the character before it.
  var isContinuation: Bool { text.isEmpty }

  /// An erased cell, which as on xterm takes the background of the pen and nothing else.
  static func blank(_ pen: Pen) -> ScreenCell {
    ScreenCell(text: " ", pen: Pen(background: pen.background))
  }
}
