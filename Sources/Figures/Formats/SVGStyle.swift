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
    .cell, .dashed, .outline, .ring, .curve, .axis, .wire, .tangent { fill: none }
    .dashed { stroke-dasharray: 3 3 }
    .outline, .ring, .curve, .tangent { stroke-width: 2 }
    .tangent { stroke-dasharray: 6 4 }

    """
  }

  /// The colours of a theme.
  static func colors(_ theme: FigureTheme) -> String {
    let inks = Ink.allCases.map { ink in
      let color = hexadecimal(theme.color(of: ink))
      return ".\(ink.rawValue) { fill: \(color) }\n.\(ink.rawValue)-line { stroke: \(color) }\n"
    }
    return """
      .ground { fill: \(hexadecimal(theme.ground)) }
      .ring { stroke: \(hexadecimal(theme.ground)) }
      .cell, .dashed, .axis, .wire { stroke: \(hexadecimal(theme.line)) }
      .curve { stroke: \(hexadecimal(theme.color(of: .text))) }
      .tangent { stroke: \(hexadecimal(theme.color(of: .gradient))) }
      \(inks.joined())
      """
  }

  /// A colour as style sheets write it.
  static func hexadecimal(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
