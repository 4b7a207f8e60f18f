/// How many colours a terminal shows.
public enum ColorDepth: Int, CaseIterable, Comparable, Sendable {
  /// No colour: attributes alone carry the meaning.
  case none
  /// The eight ANSI colours.
  case ansi8
  /// The eight ANSI colours and their bright forms.
  case ansi16
  /// The 6×6×6 cube and grey ramp.
  case indexed256
  /// 24-bit colours.
  case direct

  /// Returns whether the first depth has fewer colours.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A foreground colour in the terms of one ``ColorDepth``.
public enum Color: Hashable, Sendable {
  /// Whatever the user's terminal draws text in.
  case standard
  /// An entry of the terminal's palette.
  case indexed(UInt8)
  /// Red, green and blue as `0xRRGGBB`.
  case rgb(UInt32)
}

/// How one style looks at one colour depth.
public struct Appearance: Hashable, Sendable {
  /// The colour of the strokes; the background always stays the user's own.
  public var foreground: Color
  /// Everything that is not colour.
  public var attributes: Attributes

  /// Creates an appearance.
  public init(_ foreground: Color = .standard, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.attributes = attributes
  }
}

/// A mapping from meanings to looks, for every colour depth.
///
/// No theme sets a background: ``standard(on:)`` is made for the one that the terminal has.
public struct Theme: Sendable {
  private var table: [ColorDepth: [Role: Appearance]]

  /// Creates a theme; a role without an entry looks like ``Role/text``.
  public init(_ table: [ColorDepth: [Role: Appearance]]) {
    self.table = table
  }

  /// Returns how `style` looks with `depth` colours.
  public func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    var appearance = table[depth]?[style.role] ?? Appearance()
    appearance.attributes.formUnion(style.attributes)
    return appearance
  }
}
