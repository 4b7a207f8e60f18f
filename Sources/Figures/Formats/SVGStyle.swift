import Typesetting

/// The look of an SVG's classes.
///
/// Plain rules without variables, which viewers outside of browsers do not know.
enum SVGStyle {
  /// The fonts of one width that systems have, best first.
  static let fonts =
    #""DejaVu Sans Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace"#

  /// What does not depend on the theme.
  static var shape: String {
    """
    text { font-family: \(fonts); font-size: \(SVGShapes.number(FigureMetrics.fontSize))px; white-space: pre }
    .title { font-size: \(SVGShapes.number(FigureMetrics.titleSize))px }
    .sign { font-size: 22px }
    .bold { font-weight: bold }
    .middle { text-anchor: middle }
    .end { text-anchor: end }
    .underlined { text-decoration: underline }
    .cell, .dashed, .outline, .ring, .curve, .axis, .wire, .tangent, .edge, .used, .halo, .arrow { fill: none }
    .halo { stroke-width: 4 }
    .arrow { stroke-width: 1.5 }
    .dashed { stroke-dasharray: 3 3 }
    .outline, .ring, .curve, .tangent, .used { stroke-width: 2 }
    .tangent { stroke-dasharray: 6 4 }

    """
  }

  /// The colours of a theme.
  static func colors(_ theme: Ground) -> String {
    let hues = Hue.allCases.map { hue in
      let color = hexadecimal(hue.rgb(on: theme))
      return ".\(hue.rawValue) { fill: \(color) }\n.\(hue.rawValue)-line { stroke: \(color) }\n"
    }
    return """
      .ground { fill: \(hexadecimal(theme.page)) }
      .ring, .halo { stroke: \(hexadecimal(theme.page)) }
      .arrow { stroke: \(hexadecimal(Hue.text.rgb(on: theme))) }
      .cell, .dashed, .axis, .wire, .edge { stroke: \(hexadecimal(theme.line)) }
      .curve { stroke: \(hexadecimal(Hue.text.rgb(on: theme))) }
      .tangent { stroke: \(hexadecimal(Hue.gradient.rgb(on: theme))) }
      .used { stroke: \(hexadecimal(Hue.kernel.rgb(on: theme))) }
      \(hues.joined())
      """
  }

  /// A colour as style sheets write it.
  static func hexadecimal(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
