import Problems
import Typesetting

/// Markup of other systems, which a lesson shows as it stands.
struct ForeignMarkup {
  /// What stands there, as it is written.
  let written: String
  /// What is wrong with it, behind what is written.
  let complaint: String
  /// What to write instead.
  let remedy: String

  private init(_ written: some StringProtocol, _ remedy: String, _ complaint: String? = nil) {
    self.written = String(written)
    self.complaint = complaint ?? "is no markup here, and is shown as it stands"
    self.remedy = remedy
  }

  private static let listRemedy =
    "Begin each item with '- ', or with '1. ' where they are numbered."
  private static let signs = [
    "__": "Write '**' around what is stressed.", "*": "Write '**' around what is stressed.",
    "_": "Write '**' around what is stressed.", "~~": "Leave it out.",
    "$": "Write formulas with the signs of the keyboard, between backticks: `k × k`.",
  ]
  private static let tags: Set = [
    "a", "b", "br", "code", "em", "i", "p", "strong", "sub", "sup", "u",
  ]
}

extension ForeignMarkup {
  /// What stands inside of lines: `*this*`, `$x$`, links, tags.
  ///
  /// - Parameter text: Text with neither code nor anything that is markup here.
  /// - Complexity: O(length of the text) for each of a few signs.
  static func inline(in text: String) -> [ForeignMarkup] {
    var found: [ForeignMarkup] = []
    for sign in ["__", "~~", "*", "_", "$"] {
      guard let part = pair(of: sign, in: text), !found.contains(where: { $0.written == part })
      else { continue }
      found.append(ForeignMarkup(part, signs[sign] ?? ""))
    }
    if let link = link(in: text) {
      found.append(
        ForeignMarkup(link, "Write the words alone; what a lesson rests on goes under 'sources'."))
    }
    if let command = command(in: text) {
      found.append(ForeignMarkup(command, signs["$"] ?? ""))
    }
    if let tag = tag(in: text) {
      found.append(
        ForeignMarkup(tag, "Leave it out: '**' stresses, a blank line parts paragraphs."))
    }
    return found
  }

  /// The first text between two equal signs that stand close around it, and apart from other words.
  private static func pair(of sign: String, in text: String) -> Substring? {
    let places = text.ranges(of: sign).filter { range in
      let mark = sign.last
      return text[..<range.lowerBound].last != mark && text[range.upperBound...].first != mark
    }
    for (start, end) in zip(places, places.dropFirst()) {
      let inside = text[start.upperBound..<end.lowerBound]
      let (before, behind) = (text[..<start.lowerBound].last, text[end.upperBound...].first)
      guard let first = inside.first, let last = inside.last, !first.isWhitespace,
        !last.isWhitespace, before?.isWordPart != true, behind?.isWordPart != true,
        inside.contains(where: { $0.isLetter || "\\^".contains($0) })
      else { continue }
      return text[start.lowerBound..<end.upperBound]
    }
    return nil
  }

  /// The first `[words](address)`.
  private static func link(in text: String) -> Substring? {
    guard let middle = text.firstRange(of: "]("),
      let start = text[..<middle.lowerBound].lastIndex(of: "["),
      let end = text[middle.upperBound...].firstIndex(of: ")"),
      !text[middle.upperBound..<end].contains(where: \.isWhitespace)
    else { return nil }
    return text[start...end]
  }

  /// The first command of LaTeX: `\frac`, `\(`.
  private static func command(in text: String) -> Substring? {
    guard let start = text.firstIndex(of: "\\") else { return nil }
    let rest = text[start...].dropFirst()
    let name = rest.prefix { $0.isLetter && $0.isASCII }
    if name.count > 1 { return text[start..<name.endIndex] }
    guard let sign = rest.first, "([".contains(sign) else { return nil }
    return text[start..<text.index(after: rest.startIndex)]
  }

  /// The first tag of HTML.
  private static func tag(in text: String) -> Substring? {
    for start in text.indices where text[start] == "<" {
      let name = text[start...].dropFirst().drop { $0 == "/" }.prefix { $0.isLetter }
      if tags.contains(name.lowercased()), let end = text[name.endIndex...].firstIndex(of: ">") {
        return text[start...end]
      }
    }
    return nil
  }
}

extension ForeignMarkup {
  /// What begins lines of a text that has blocks: headings, other lists, lists in lists.
  ///
  /// - Parameter lines: The lines outside of code.
  static func blocks(in lines: [String]) -> [ForeignMarkup] {
    var found: [ForeignMarkup] = []
    var listIndent: Int?
    // Within a paragraph a line may begin with a sign of a sum.
    var startsBlock = true
    for line in lines {
      let bare = line.trimmingWhitespace
      let indent = line.prefix { $0 == " " }.count
      if bare.hasPrefix("- ") {
        if let outer = listIndent, indent > outer {
          found.append(
            ForeignMarkup(
              bare, "Write all items in one list, or the inner ones as a sentence.",
              "would be a list in a list, and is shown as an item like the others"))
        }
        listIndent = listIndent.map { min($0, indent) } ?? indent
      } else if bare.isEmpty {
        listIndent = nil
      }
      let sign = startsBlock ? beginning(of: bare) : nil
      if let sign { found.append(sign) }
      startsBlock = bare.isEmpty || bare.last == ":" || sign != nil
    }
    return found
  }

  /// What begins a line and would be markup elsewhere.
  private static func beginning(of line: String) -> ForeignMarkup? {
    let word = line.prefix { !$0.isWhitespace }
    guard word.count < line.count else {
      let isRule =
        line.count > 2
        && ["-", "*", "_", "="].contains { sign in
          line.allSatisfy { String($0) == sign }
        }
      return isRule ? ForeignMarkup(line, "Part paragraphs by a blank line.") : nil
    }
    if word.allSatisfy({ $0 == "#" }), word.count <= 6 {
      return ForeignMarkup(line, "Write '**' around it, or leave it out: a step has no headings.")
    }
    let isItem =
      ["*", "+", "•", "–"].contains(word)
      || word.last == ")" && word.count <= 3
        && word.dropLast().allSatisfy { $0.isLetter || $0.isNumber }
    if isItem { return ForeignMarkup(line, listRemedy) }
    return word == ">" ? ForeignMarkup(line, "Write the quotation between quotes.") : nil
  }

  /// Blocks in a text that has none: lists, tables and code in a question or an explanation.
  static func blocksWithoutPlace(in text: String) -> ForeignMarkup? {
    let lines = text.split(separator: "\n").map { String($0).trimmingWhitespace }
    guard lines.count > 1 else { return nil }
    let sign = lines.first { line in
      line.hasPrefix("- ") || line.hasPrefix("|") || line.hasPrefix("```")
        || line.first?.isNumber == true && line.drop(while: \.isNumber).hasPrefix(". ")
    }
    return sign.map {
      ForeignMarkup(
        $0, "Say it in a sentence, or in the step's 'text'.",
        "is running text here: lists, tables and code stand in 'text' alone")
    }
  }
}

extension Character {
  /// Whether a sign beside it is a part of a word or a product.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == ")" }
}
