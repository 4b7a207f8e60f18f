import Typesetting

/// Pages in LaTeX, for pdfLaTeX as for its successors.
public struct LaTeXPage: Sendable {
  /// Creates a rendering.
  public init() {}

  /// The whole file, with a newline at its end.
  public func text(_ document: Document) -> String {
    let body = document.blocks.indices.map { index in
      let text = text(document.blocks[index])
      guard case .heading = document.blocks[index] else { return text }
      return "\\keep{\(Self.linesKept(document.blocks[index...]))\\baselineskip}\n\(text)"
    }.joined(separator: "\n\n")
    return """
      \\documentclass[11pt,a4paper]{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{amsmath,amssymb,array,longtable,textcomp}
      \\usepackage[margin=22mm]{geometry}
      \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
      \\setlength{\\parindent}{0pt}
      \\setlength{\\parskip}{6pt plus 2pt}
      \\setlength{\\LTleft}{0pt}
      \\setcounter{secnumdepth}{0}
      \\raggedbottom
      % A new page where less than that is left of this one.
      \\newcommand{\\keep}[1]{\\par\\penalty-100\\begingroup
        \\dimen0=\\pagegoal \\advance\\dimen0 -\\pagetotal
        \\ifdim\\dimen0<#1\\relax \\ifdim\\dimen0>0pt \\vfil\\fi \\break\\fi
        \\endgroup}
      \(Self.declarations(for: body))\\begin{document}

      \(body)

      \\end{document}

      """
  }

  /// About how many lines a heading has to have below it, so that the first numbers stand on its page.
  private static func linesKept(_ blocks: ArraySlice<Block>) -> Int {
    var lines = 0
    for block in blocks where lines < mostLinesKept {
      switch block {
      case .heading: lines += 2
      case .prose(let text): lines += 1 + text.count / lettersInLine
      case .list(let items, _): lines += 1 + items.count
      case .grids(let grids):
        return min(mostLinesKept, lines + 2 + (grids.map(\.rows.count).max() ?? 0))
      case .table, .sums, .formula, .verbatim: return min(mostLinesKept, lines + 3)
      case .room, .pageBreak: return min(mostLinesKept, lines)
      }
    }
    return min(mostLinesKept, lines)
  }

  private static let lettersInLine = 80
  /// About half a page: what is longer may as well be broken.
  private static let mostLinesKept = 24

  /// What tells pdfLaTeX how to write characters that it has no glyph of: by their number.
  private static func declarations(for body: String) -> String {
    let codes = LaTeXText.unknown(in: body).map(\.value).sorted()
      .map { String($0, radix: 16, uppercase: true) }
    guard !codes.isEmpty else { return "" }
    return "\\ifdefined\\DeclareUnicodeCharacter\n"
      + codes.map { "\\DeclareUnicodeCharacter{\($0)}{[U+\($0)]}\n" }.joined() + "\\fi\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      "\\" + ["section", "subsection", "subsubsection"][min(max(level, 1), 3) - 1]
        + "*{\(LaTeXText.escaped(text.onOneLine))}"
    case .prose(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { LaTeXText.escaped(String($0)) }.joined(separator: "\\newline\n")
    case .list(let items, let isNumbered): list(items, isNumbered ? "enumerate" : "itemize")
    case .table(let table): self.table(table)
    case .grids(let grids): self.grids(grids)
    case .sums(let sums): self.sums(sums)
    case .formula(let text):
      "\\begin{quote}\n"
        + text.split(separator: "\n").map { "$\(LaTeXMath.spelled(String($0)))$" }
        .joined(separator: "\\\\\n") + "\n\\end{quote}"
    case .verbatim(let text): verbatim(text)
    case .room(let lines): "\\vspace{\(lines * 14)pt}"
    case .pageBreak: "\\clearpage"
    }
  }

  private func list(_ items: [String], _ environment: String) -> String {
    "\\begin{\(environment)}\n\\setlength{\\itemsep}{0pt}\n"
      + items.map { "\\item {}" + LaTeXText.escaped($0.onOneLine) }.joined(separator: "\n")
      + "\n\\end{\(environment)}"
  }

  private func verbatim(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return "{\\ttfamily\\small "
      + lines.map { LaTeXText.escaped(String($0)).replacing(" ", with: "~") }
      .joined(separator: "\\newline\n") + "}"
  }
}
