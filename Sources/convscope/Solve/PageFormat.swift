import ArgumentParser
import Documents

/// As what a page is written.
enum PageFormat: String, CaseIterable, ExpressibleByArgument {
  /// Lines of text, for the terminal.
  case text
  /// Markdown, for a notebook or a repository.
  case markdown
  /// LaTeX, for printing.
  case latex

  /// What the name of such a file ends in.
  var ending: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .latex: "tex"
    }
  }

  /// A page in the format, in the characters that texts may have everywhere.
  func text(_ document: Document) -> String {
    switch self {
    case .text: PlainPage(width: Prose.width).text(document) + "\n"
    case .markdown: MarkdownPage().text(document)
    case .latex: LaTeXPage().text(document)
    }
  }
}
