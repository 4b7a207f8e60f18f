import Typesetting

/// One entry of a footer: keys and what they do.
public struct KeyHint: Hashable, Sendable {
  /// The keys, shown joined by a slash.
  public var keys: [Key]
  /// One or two words.
  public var label: String
  /// Whether the keys do something at the moment.
  public var isEnabled: Bool
  /// Whether the entry stays when others have to give way.
  public var isPinned: Bool

  /// Creates an entry.
  public init(_ keys: [Key], _ label: String, isEnabled: Bool = true, isPinned: Bool = false) {
    self.keys = keys
    self.label = label
    self.isEnabled = isEnabled
    self.isPinned = isPinned
  }

  /// Whether another entry says the same of other keys.
  func isLike(_ other: KeyHint) -> Bool {
    (label, isEnabled, isPinned) == (other.label, other.isEnabled, other.isPinned)
  }
}

/// A footer of one row: `→ next  ← back  ? help`.
///
/// Entries that do not fit are left out whole: the last ones first, pinned ones at the very end.
public struct KeyHints: Widget, Hashable, Sendable {
  /// The entries from left to right.
  public var hints: [KeyHint]

  /// Creates a footer.
  public init(_ hints: [KeyHint]) {
    self.hints = hints
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    var point = area.origin
    for entry in fitting(area.width, buffer.glyphs) {
      point.x = buffer.write(entry, at: point, clippedTo: area.splitTop(1).top) + 2
    }
  }

  private func fitting(_ width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    let entries = hints.map { ($0.isPinned, Self.text($0, glyphs)) }
    var chosen: Set<Int> = []
    var used = -2
    for isPinned in [true, false] {
      for (index, entry) in entries.enumerated() where entry.0 == isPinned {
        let needed = used + 2 + entry.1.width
        // A short entry must not slip in where an earlier one had no room.
        guard needed <= width else { break }
        used = needed
        chosen.insert(index)
      }
    }
    return entries.indices.filter(chosen.contains).map { entries[$0].1 }
  }

  private static func text(_ hint: KeyHint, _ glyphs: GlyphSet) -> StyledText {
    let keys = hint.keys.map { $0.label(glyphs) }.joined(separator: "/")
    return StyledText(keys, hint.isEnabled ? Style.accent.bold : .dim)
      + StyledText(" " + glyphs.adapt(hint.label), hint.isEnabled ? .text : .dim)
  }
}
