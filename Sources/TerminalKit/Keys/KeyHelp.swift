import Typesetting

/// One row of the key help.
public enum KeyHelpRow: Hashable, Sendable {
  /// The name of the keys that follow.
  case heading(String)
  /// Keys, what they do, and why they do nothing at the moment.
  case binding([Key], String, disabledReason: String?)
  /// A word or a sign, and what it means.
  case term(String, String)
}

/// The list of all keys: the content of the `?` overlay.
public struct KeyHelp: Widget, Hashable, Sendable {
  /// The rows from top to bottom.
  public var rows: [KeyHelpRow]
  /// The first line in view.
  public var offset: Int

  /// Creates a list, usually of ``KeyMap/helpRows``.
  public init(_ rows: [KeyHelpRow], offset: Int = 0) {
    self.rows = rows
    self.offset = offset
  }

  /// Returns the lines at a given width: keys in a column of their own, explanations wrapped.
  public func lines(forWidth width: Int, glyphs: GlyphSet = .unicode) -> [StyledText] {
    let column = min(keyColumnWidth(glyphs), max(1, width / 2))
    var lines: [StyledText] = []
    for row in rows {
      switch row {
      case .heading(let title):
        if !lines.isEmpty { lines.append("") }
        lines.append(StyledText(glyphs.adapt(title), Style.accent.bold))
      case .binding(let keys, let help, let reason):
        let keyText = StyledText(Self.label(keys, glyphs), reason == nil ? .accent : .dim)
          .truncated(to: column, ellipsis: glyphs.ellipsis)
        let pad = String(repeating: " ", count: max(0, column - keyText.width) + 2)
        var entry = keyText + StyledText(pad) + StyledText(help, reason == nil ? .text : .dim)
        if let reason { entry.append(" (\(reason))", .dim) }
        lines += glyphs.adapt(entry).wrapped(to: width, hangingIndent: column + 2)
      case .term(let term, let meaning):
        let name = StyledText(glyphs.signs(term), .accent)
        let pad = String(repeating: " ", count: max(0, column - name.width) + 2)
        lines += glyphs.adapt(name + StyledText(pad + meaning))
          .wrapped(to: width, hangingIndent: column + 2)
      }
    }
    return lines
  }

  /// Returns the largest useful ``offset`` for an area of the given size.
  public func maximumOffset(in size: Size, glyphs: GlyphSet = .unicode) -> Int {
    max(0, lines(forWidth: size.width - 2, glyphs: glyphs).count - size.height)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let lines = lines(forWidth: area.width - 2, glyphs: buffer.glyphs)
    buffer.draw(ScrollView(lines: lines, offset: offset), in: area)
  }

  private func keyColumnWidth(_ glyphs: GlyphSet) -> Int {
    rows.reduce(1) { width, row in
      switch row {
      case .heading: width
      case .binding(let keys, _, _): max(width, DisplayWidth.of(Self.label(keys, glyphs)))
      case .term(let term, _): max(width, DisplayWidth.of(glyphs.signs(term)))
      }
    }
  }

  private static func label(_ keys: [Key], _ glyphs: GlyphSet) -> String {
    keys.map { $0.label(glyphs) }.joined(separator: " ")
  }
}
