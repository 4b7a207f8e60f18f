import Problems
import Typesetting

/// Reading what several kinds of exhibits have.
extension SourceNode {
  /// One of some words.
  func word(_ what: String, of words: [String]) throws(Diagnostic) -> String {
    let text = try string(what)
    guard words.contains(text) else {
      throw diagnostic(
        "\(what) cannot be '\(shortText)'",
        remedy: NearestName.remedy(for: text, in: words, listedAs: "It can be"))
    }
    return text
  }

  /// Numbers between blanks, or in a list.
  func numbers(_ what: String) throws(Diagnostic) -> [Double] {
    var numbers: [Double] = []
    for part in try parts {
      for word in try part.string(what).split(separator: " ") {
        guard case .number(let number) = NumberSyntax.parse(String(word)), number.isFinite else {
          throw part.diagnostic(
            "'\(String(word).prefix(20))' is no number", remedy: "Write numbers between blanks.")
        }
        numbers.append(number)
      }
    }
    return numbers
  }

  /// So many numbers.
  func numbers(_ what: String, count: Int) throws(Diagnostic) -> [Double] {
    let numbers = try numbers(what)
    guard numbers.count == count else {
      throw diagnostic(
        "\(what) has \(numbers.count) number\(numbers.count == 1 ? "" : "s"), not \(count)",
        remedy: "Write \(count) between blanks.")
    }
    return numbers
  }

  /// Two ends, the lower one first.
  func range(_ what: String) throws(Diagnostic) -> ClosedRange<Double> {
    let ends = try numbers(what, count: 2)
    guard ends[0] < ends[1] else {
      throw diagnostic("\(what) ends before it begins", remedy: "Write the lower end first.")
    }
    return ends[0]...ends[1]
  }

  /// Rows of numbers, as a grid is written: `1 0 / 0 1`.
  func rows(_ what: String) throws(Diagnostic) -> [[Double]] {
    let text = try string(what)
    var rows: [[Double]] = []
    for line in text.split(whereSeparator: { $0 == "/" || $0.isNewline }) {
      var row: [Double] = []
      for word in line.split(separator: " ") {
        guard case .number(let number) = NumberSyntax.parse(String(word)), number.isFinite else {
          throw diagnostic(
            "'\(String(word).prefix(20))' of \(what) is no number",
            remedy: "Write rows of numbers, such as 1 0 / 0 1.")
        }
        row.append(number)
      }
      if !row.isEmpty { rows.append(row) }
    }
    guard let first = rows.first, rows.allSatisfy({ $0.count == first.count }) else {
      throw diagnostic(
        "the rows of \(what) are not equally long",
        remedy: "Write as many numbers in each, such as 1 0 / 0 1.")
    }
    return rows
  }
}
