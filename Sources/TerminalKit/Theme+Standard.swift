import Typesetting

extension Theme {
  /// Input blue, kernel amber, output green, gradient magenta, padding faint, each in the colour that
  /// its ``Hue`` has on a ground.
  ///
  /// Without colour each hue has its own set of attributes. Reverse is kept for the current window
  /// and for selection, except on ``Hue/failure``, which must be seen.
  public static func standard(on ground: Ground) -> Theme {
    Theme(
      [
        .none: withoutColor, .ansi8: eightColors(on: ground), .ansi16: sixteenColors(on: ground),
        .indexed256: table { .indexed($0.index(on: ground)) },
        .direct: table { .rgb($0.rgb(on: ground)) },
      ], on: ground)
  }

  /// The look of each hue by its colour; text has the user's own.
  private static func table(_ color: (Hue) -> Color) -> [Hue: Appearance] {
    Dictionary(
      uniqueKeysWithValues: Hue.allCases.map { hue in
        let isStrong = hue == .success || hue == .failure || hue == .warning
        return (hue, Appearance(hue == .text ? .standard : color(hue), isStrong ? .bold : []))
      })
  }

  private static let withoutColor: [Hue: Appearance] = [
    .text: Appearance(),
    .dim: Appearance(.standard, .dim),
    .input: Appearance(.standard, .underline),
    .kernel: Appearance(.standard, .bold),
    .output: Appearance(.standard, [.bold, .underline]),
    .gradient: Appearance(.standard, .italic),
    .padding: Appearance(.standard, [.dim, .italic]),
    .accent: Appearance(.standard, [.bold, .italic]),
    .success: Appearance(.standard, [.underline, .italic]),
    .failure: Appearance(.standard, [.bold, .reverse]),
    .warning: Appearance(.standard, [.bold, .underline, .italic]),
  ]

  /// The user's own colours, whose contrasts are the user's; on xterm's white only black, red, blue and
  /// magenta can be read.
  private static func eightColors(on ground: Ground) -> [Hue: Appearance] {
    switch ground {
    case .dark: eightOnDark
    case .light: eightOnLight
    }
  }

  private static let eightOnDark: [Hue: Appearance] = [
    .text: Appearance(),
    .dim: Appearance(.standard, .dim),
    // Blue is too dark on black, and not every terminal brightens it when bold.
    .input: Appearance(.indexed(6)),
    .kernel: Appearance(.indexed(3)),
    .output: Appearance(.indexed(2)),
    .gradient: Appearance(.indexed(5)),
    .padding: Appearance(.standard, [.dim, .italic]),
    .accent: Appearance(.standard, .bold),
    .success: Appearance(.indexed(2), .bold),
    .failure: Appearance(.indexed(1), .bold),
    .warning: Appearance(.indexed(3), .bold),
  ]

  private static let eightOnLight: [Hue: Appearance] = [
    .text: Appearance(),
    .dim: Appearance(.standard, .dim),
    .input: Appearance(.indexed(4)),
    // What would be amber and green is red and black.
    .kernel: Appearance(.indexed(1)),
    .output: Appearance(.standard, .bold),
    .gradient: Appearance(.indexed(5)),
    .padding: Appearance(.standard, [.dim, .italic]),
    .accent: Appearance(.indexed(4), .bold),
    .success: Appearance(.standard, [.bold, .underline]),
    .failure: Appearance(.indexed(1), .reverse),
    .warning: Appearance(.indexed(5), .underline),
  ]

  private static func sixteenColors(on ground: Ground) -> [Hue: Appearance] {
    switch ground {
    case .dark:
      eightOnDark.merging([
        .input: Appearance(.indexed(12)), .accent: Appearance(.indexed(6)),
        .failure: Appearance(.indexed(9)),
      ]) { $1 }
    // Of the bright colours only blue can be read, which is hardly another one.
    case .light: eightOnLight
    }
  }
}
