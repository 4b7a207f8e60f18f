import Typesetting

/// Ways of drawing a character that need no colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit for each attribute.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Heavier strokes.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter strokes.
  public static let dim = Attributes(rawValue: 2)
  /// A line below.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged: the current window, the selected row.
  public static let reverse = Attributes(rawValue: 8)
  /// Slanted strokes, where the terminal has them.
  public static let italic = Attributes(rawValue: 16)
  /// No line is drawn below it, whatever else the style asks for: dots of a drawing, blanks of a block.
  static let unlined = Attributes(rawValue: 32)
}

/// How a cell is to be drawn: its meaning, and emphasis on top of it.
///
///     let window = Style.input.reversed
///     let title = Style(.accent, .bold)
public struct Style: Hashable, Sendable {
  /// The meaning, which the theme turns into a colour.
  public var hue: Hue
  /// Emphasis added to what the theme gives the hue.
  public var attributes: Attributes
  /// The colours of a picture's two halves; `nil` for text, whose colour the hue decides.
  public private(set) var halves: Halves?
  /// The shade behind a number, which then stands in text colour; `nil` for none.
  public private(set) var shade: Shade?

  /// A shade, and where its sign stands.
  public struct Shade: Hashable, Sendable {
    /// How large the number is.
    public let heat: HeatShade
    /// Whether this blank shows the shade's sign where no colours are shown.
    public let isSign: Bool
  }

  /// The colours of the pixels in a cell.
  public struct Halves: Hashable, Sendable {
    /// The upper pixel, which the character is drawn in.
    public let upper: RGB
    /// The lower pixel, which lies behind it.
    public let lower: RGB
    /// What is shown where no colours are, if it is not how bright the pixels look.
    let ownSign: Character?

    /// The sign for where no colours are shown: the picture's own, or one about as bright as the two
    /// pixels.
    public var sign: Character {
      if let ownSign { return ownSign }
      let ramp = Array(" .:-=+*#%@")
      let luma = (upper.luma + lower.luma) / 2
      return ramp[min(ramp.count - 1, Int(luma * Double(ramp.count)))]
    }
  }

  /// Creates a style from a meaning and emphasis.
  public init(_ hue: Hue = .text, _ attributes: Attributes = []) {
    self.hue = hue
    self.attributes = attributes
  }

  /// The style of a cell of a picture.
  ///
  /// - Parameters:
  ///   - upper: The colour of the upper pixel, and of whatever character is drawn.
  ///   - lower: The colour of the lower pixel, and behind other characters.
  ///   - sign: What is shown where no colours are; a sign as bright as the pixels when absent.
  public static func picture(_ upper: RGB, _ lower: RGB, sign: Character? = nil) -> Style {
    var style = Style()
    style.halves = Halves(upper: upper, lower: lower, ownSign: sign)
    return style
  }

  /// The style of a number with a shade behind it, or of the blank before it.
  public func shaded(_ heat: HeatShade, isSign: Bool = false) -> Style {
    var style = self
    style.shade = Shade(heat: heat, isSign: isSign)
    return style
  }

  /// Running text, without emphasis.
  public static let text = Style(.text)
  /// Text of less weight, without emphasis.
  public static let dim = Style(.dim)
  /// Input cells, without emphasis.
  public static let input = Style(.input)
  /// Kernel cells, without emphasis.
  public static let kernel = Style(.kernel)
  /// Output cells, without emphasis.
  public static let output = Style(.output)
  /// Gradients, without emphasis.
  public static let gradient = Style(.gradient)
  /// Padding cells, without emphasis.
  public static let padding = Style(.padding)
  /// What draws the eye, without emphasis.
  public static let accent = Style(.accent)
  /// A right answer, without emphasis.
  public static let success = Style(.success)
  /// A wrong answer, an error, without emphasis.
  public static let failure = Style(.failure)
  /// What deserves a second look, without emphasis.
  public static let warning = Style(.warning)

  /// The style with more emphasis.
  public func with(_ more: Attributes) -> Style { Style(hue, attributes.union(more)) }

  /// The style in bold.
  public var bold: Style { with(.bold) }
  /// The style underlined.
  public var underlined: Style { with(.underline) }
  /// The style with foreground and background exchanged.
  public var reversed: Style { with(.reverse) }
}
