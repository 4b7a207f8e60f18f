import Problems
import Typesetting

/// Looks for slips in what a lesson says that YAML and the markup pass over in silence.
struct ProseChecker {
  /// The names whose values are sentences.
  private static let names: Set = [
    "title", "goals", "facts", "text", "question", "choices", "items", "hints", "explain", "say",
  ]
  /// Those of them in which nothing is set apart.
  private static let plainNames: Set = ["title", "goals"]

  /// Those of them whose lines stand as they are drawn.
  private static let drawnNames: Set = ["choices"]

  /// A warning at each slip, in the order of the file.
  private(set) var findings: [Diagnostic] = []

  /// Looks through a lesson.
  ///
  /// - Parameter lesson: The root of its file.
  init(_ lesson: SourceNode) {
    visit(lesson)
  }

  private mutating func visit(_ node: SourceNode) {
    switch node.content {
    case .scalar: break
    case .sequence(let items): for item in items { visit(item) }
    case .mapping(let entries):
      for entry in entries {
        if Self.names.contains(entry.key) {
          for text in entry.value.texts {
            check(text, hasMarkup: !Self.plainNames.contains(entry.key))
            checkForeign(text, in: entry.key)
          }
          if entry.key == "hints" { checkCommas(entry.value.texts) }
        } else {
          visit(entry.value)
        }
      }
    }
  }

  private mutating func check(_ node: SourceNode, hasMarkup: Bool) {
    if node.isCutByComment {
      warn(
        node, "YAML takes what follows ' #' for a comment, so the text ends before it",
        "Put the text between quotes, or under '|'.")
    }
    if let place = node.dashedLine {
      findings.append(
        Diagnostic(
          file: node.file.path, at: place,
          "this line begins with '-', and is taken for more of the text above",
          remedy: "Begin it in the column of the other items, or put the text between quotes.",
          severity: .warning))
    }
    guard let text = node.scalar else { return }
    // Options of several lines stand as they are.
    if hasMarkup {
      for sign in LessonText(text).unpaired {
        findings.append(
          node.diagnostic(
            atLast: sign, "'\(sign)' is not closed",
            remedy: "Write the second '\(sign)', or remove this one.", severity: .warning))
      }
    } else if text.contains("**") || text.contains("`") {
      warn(
        node, "'**' and '`' set no words apart in titles and goals, and are shown as they stand",
        "Remove them.")
    }
  }

  /// Looks for what would be markup elsewhere.
  private mutating func checkForeign(_ node: SourceNode, in name: String) {
    guard let text = node.scalar else { return }
    let plain = LessonText(text).blocks.flatMap(\.texts).joined().filter { $0.style == .plain }
    var found = plain.flatMap { ForeignMarkup.inline(in: $0.text) }
    if name == "text" {
      found += ForeignMarkup.blocks(in: LessonText.linesOutsideCode(of: text))
    } else if !Self.drawnNames.contains(name),
      let block = ForeignMarkup.blocksWithoutPlace(in: text)
    {
      found.append(block)
    }
    for markup in found {
      findings.append(
        node.diagnostic(
          atLast: markup.written, "\(markup.written.start.quoted) \(markup.complaint)",
          remedy: markup.remedy, severity: .warning))
    }
  }

  /// Between brackets a comma begins another hint: one that goes on on the same line like the rest of a
  /// sentence is the rest of a sentence.
  private mutating func checkCommas(_ hints: [SourceNode]) {
    let pairs = zip(hints, hints.dropFirst())
    let torn = pairs.first { first, second in
      let (end, start) = (first.scalar?.last, second.scalar?.first)
      return first.location.line == second.location.line && end.map { !".?!:".contains($0) } == true
        && start.map { $0.isLowercase || $0.isNumber } == true
    }
    guard let torn else { return }
    warn(
      torn.1, "the comma before this word begins another hint",
      "Put a hint with a comma between quotes, or each hint on a line of its own.")
  }

  private mutating func warn(_ node: SourceNode, _ message: String, _ remedy: String) {
    findings.append(node.diagnostic(message, remedy: remedy, severity: .warning))
  }
}

extension SourceNode {
  /// The text itself, or the texts of a list.
  fileprivate var texts: [SourceNode] {
    switch content {
    case .scalar: [self]
    case .sequence(let items): items.filter { $0.scalar != nil }
    case .mapping: []
    }
  }
}
