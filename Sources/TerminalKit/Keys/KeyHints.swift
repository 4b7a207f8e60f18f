import Typesetting

/// One entry of a footer: keys and what they do.
public struct KeyHint: Hashable, Sendable {
  /// The keys, shown joined by a slash.
  public var keys: [Key]
  /// One or two words.
  public var label: String
  /// Whether the keys do something at the moment.
  public var isEnabled: Bool
  /// Whether the entry stays when others have to give way, or gives way first.
  public var place: FooterPlace

  /// Creates an entry.
  public init(_ keys: [Key], _ label: String, isEnabled: Bool = true, isPinned: Bool = false) {
    self.init(keys, label, isEnabled: isEnabled, place: isPinned ? .pinned : .shown)
  }

  /// Creates an entry with its place.
  init(_ keys: [Key], _ label: String, isEnabled: Bool, place: FooterPlace) {
    (self.keys, self.label, self.isEnabled, self.place) = (keys, label, isEnabled, place)
  }

  /// Whether another entry says the same of other keys.
  func isLike(_ other: KeyHint) -> Bool {
    (label, isEnabled, place) == (other.label, other.isEnabled, other.place)
  }
}

/// A footer of one row: `→ next  ← back  ? help`.
///
/// Entries that do not fit are left out whole: spare ones first, then the last ones, pinned ones at the very
/// end.
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

  /// The columns that all entries take.
  func width(glyphs: GlyphSet) -> Int {
    max(0, hints.reduce(-2) { $0 + 2 + Self.text($1, glyphs).width })
  }

  private func fitting(_ width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    let entries = hints.map { ($0.place, Self.text($0, glyphs)) }
    var chosen: Set<Int> = []
    var used = -2
    for place in [FooterPlace.pinned, .shown, .spare] {
      for (index, entry) in entries.enumerated() where entry.0 == place {
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
    let labels = hint.keys.map { $0.label(glyphs) }
    let isRun = hint.keys.count > 2 && hint.keys.isRunOfDigits
    let keys =
      isRun
      ? glyphs.adapt("\(labels[0])–\(labels[labels.count - 1])") : labels.joined(separator: "/")
    return StyledText(keys, hint.isEnabled ? Style.accent.bold : .dim)
      + StyledText(" " + glyphs.adapt(hint.label), hint.isEnabled ? .text : .dim)
  }
}

extension [Key] {
  /// Whether they are digits that follow each other.
  var isRunOfDigits: Bool {
    let digits = map { key -> Int? in
      if case .character(let character) = key { character.wholeNumberValue } else { nil }
    }
    return !digits.isEmpty
      && zip(digits, digits.dropFirst()).allSatisfy { $0 != nil && $1 == $0.map { $0 + 1 } }
      && digits[0] != nil
  }
}
