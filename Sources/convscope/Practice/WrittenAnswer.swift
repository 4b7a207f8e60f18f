import Foundation

/// An answer on the command line: as a learner types it, or as `--json` prints it.
enum WrittenAnswer {
  /// The text that a question reads: lists become rows separated by `/`.
  static func text(_ written: String) -> String {
    let trimmed = written.trimmingCharacters(in: .whitespaces)
    guard trimmed.hasPrefix("["), trimmed.hasSuffix("]") else { return written }
    let inside = trimmed.replacing(" ", with: "")
    guard inside.hasPrefix("[[") else { return inside.filter { $0 != "[" && $0 != "]" } }
    return inside.replacing("],[", with: "/").filter { $0 != "[" && $0 != "]" }
      .replacing(",", with: " ")
  }
}
