/// Words as LaTeX spells them.
enum LaTeXText {
  /// A text without signs that LaTeX would take for commands; its line ends stay.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text { result += spelling(of: character) }
    return result
  }

  private static func spelling(of character: Character) -> String {
    if let spelling = spellings[character] { return spelling }
    if let sign = LaTeXMath.signs[character] { return "$\(sign)$" }
    return String(character)
  }

  private static let spellings: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "^": "\\textasciicircum{}", "_": "\\_", "%": "\\%", "~": "\\textasciitilde{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\textquotedbl{}",
    "–": "--", "—": "---", "…": "\\dots{}", "’": "'", "‘": "`", "“": "``", "”": "''",
    "„": "\\quotedblbase{}",
    "`": "\\textasciigrave{}", "'": "'", "\u{A0}": "~", "•": "\\textbullet{}",
    "☐": "$\\square$", "✓": "$\\checkmark$", "✗": "$\\times$",
  ]

  /// The characters of a text that pdfLaTeX does not know by itself: those beyond the alphabets of
  /// Western and Central Europe.
  static func unknown(in text: String) -> Set<Unicode.Scalar> {
    Set(text.unicodeScalars.filter { $0.value > 0x17F })
  }
}
