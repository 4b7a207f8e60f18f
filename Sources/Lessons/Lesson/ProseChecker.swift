import Problems

/// Looks for slips in what a lesson says that YAML and the markup pass over in silence.
struct ProseChecker {
  /// The names whose values are sentences.
  private static let names: Set = [
    "title", "goals", "facts", "text", "question", "choices", "items", "hints", "explain", "say",
  ]
  /// Those of them in which nothing is set apart.
  private static let plainNames: Set = ["title", "goals"]

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
    guard let text = node.scalar else { return }
    // Options of several lines stand as they are.
    if hasMarkup {
      for sign in LessonText(text).unpaired {
        warn(node, "'\(sign)' is not closed", "Write the second '\(sign)', or remove this one.")
      }
    } else if text.contains("**") || text.contains("`") {
      warn(
        node, "'**' and '`' set no words apart in titles and goals, and are shown as they stand",
        "Remove them.")
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
