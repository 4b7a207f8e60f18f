import Typesetting

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

  /// Whether shades behind numbers are colours; otherwise they are signs before them, for of the
  /// user's own few colours nobody knows which can be read on which.
  public var showsShades: Bool { self >= .indexed256 }

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
  /// The colour of the strokes.
  public var foreground: Color
  /// The colour behind them, where it is not the user's own.
  public var background: Color?
  /// Everything that is not colour.
  public var attributes: Attributes

  /// Creates an appearance.
  public init(
    _ foreground: Color = .standard, _ attributes: Attributes = [], on background: Color? = nil
  ) {
    self.foreground = foreground
    self.attributes = attributes
    self.background = background
  }
}

/// A mapping from meanings to looks, for every colour depth.
///
/// No hue sets a background: ``standard(on:)`` is made for the one that the terminal has.
public struct Theme: Sendable {
  private let table: [ColorDepth: [Hue: Appearance]]
  private let ground: Ground

  /// Creates a theme; a hue without an entry looks like ``Hue/text``.
  ///
  /// - Parameters:
  ///   - table: The look of each hue.
  ///   - ground: What shades behind numbers are made for.
  public init(_ table: [ColorDepth: [Hue: Appearance]], on ground: Ground = .dark) {
    (self.table, self.ground) = (table, ground)
  }

  /// Returns how `style` looks with `depth` colours.
  public func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    var appearance = table[depth]?[style.hue] ?? Appearance()
    if let shade = style.shade, depth.showsShades {
      let ink = HeatShade.ink(on: ground)
      appearance =
        depth == .direct
        ? Appearance(.rgb(ink.rgb), on: .rgb(shade.heat.rgb(on: ground)))
        : Appearance(.indexed(ink.index), on: .indexed(shade.heat.index(on: ground)))
    }
    appearance.attributes.formUnion(style.attributes)
    // xterm draws its own colours bright when bold, and of the bright ones only blue can be read on white.
    if ground == .light, depth < .indexed256, case .indexed(let index) = appearance.foreground,
      index != 4
    {
      appearance.attributes.remove(.bold)
    }
    if style.attributes.contains(.unlined) {
      appearance.attributes.subtract([.unlined, .underline])
    }
    return appearance
  }
}
