import Problems
import Typesetting

/// A sum of whole numbers and names, as families write it: `n - k + 1`, `(k - 1)/2`.
///
/// Division rounds down, as in size formulas.
struct Expression: Sendable {
  private indirect enum Term: Sendable {
    case number(Int)
    case name(String)
    case binary(Character, Term, Term)
  }

  private let term: Term
  private let node: SourceNode

  /// Reads an expression from a part of a node's text.
  init(_ text: Substring, in node: SourceNode) throws(Diagnostic) {
    var reader = Reader(text: text, node: node)
    term = try reader.sum()
    self.node = node
    guard reader.rest.isEmpty else { throw reader.unreadable }
  }

  /// Reads a node's whole text.
  init(_ node: SourceNode) throws(Diagnostic) {
    try self.init(try node.string("the expression")[...], in: node)
  }

  /// What it comes to.
  ///
  /// - Returns: A number below 2⁴⁰ in magnitude, so that a difference of two has room.
  /// - Throws: A diagnostic at an unknown name, a division by zero and what is too large.
  func value(_ names: [String: Int]) throws(Diagnostic) -> Int { try value(of: term, names) }

  private func bounded(_ value: Int, overflow: Bool = false) throws(Diagnostic) -> Int {
    guard !overflow, value.magnitude < 1 << 40 else {
      throw node.diagnostic("this number is too large", remedy: "Change the numbers.")
    }
    return value
  }

  private func value(of term: Term, _ names: [String: Int]) throws(Diagnostic) -> Int {
    switch term {
    case .number(let number): return try bounded(number)
    case .name(let name):
      guard let value = names[name] else {
        throw node.diagnostic(
          "there is no number \(name.quoted) before this",
          remedy: names.isEmpty
            ? "Numbers are drawn in their order, and this is the first."
            : NearestName.remedy(
              for: name, in: names.keys.sorted(), listedAs: "The numbers before it are"))
      }
      return value
    case .binary(let sign, let left, let right):
      let (left, right) = (try value(of: left, names), try value(of: right, names))
      let result: (partialValue: Int, overflow: Bool)
      switch sign {
      case "+": result = left.addingReportingOverflow(right)
      case "-": result = left.subtractingReportingOverflow(right)
      case "*": result = left.multipliedReportingOverflow(by: right)
      default:
        guard right != 0 else {
          throw node.diagnostic("this divides by zero", remedy: "Change the numbers.")
        }
        let quotient = left.dividedReportingOverflow(by: right)
        let floors = left % right != 0 && (left < 0) != (right < 0)
        result = (quotient.partialValue - (floors ? 1 : 0), quotient.overflow)
      }
      return try bounded(result.partialValue, overflow: result.overflow)
    }
  }

  /// Reads sums, products, brackets.
  private struct Reader {
    var rest: Substring
    let node: SourceNode
    private let text: Substring
    private var depth = 0

    init(text: Substring, node: SourceNode) {
      (self.text, self.node) = (text, node)
      rest = text.drop { $0 == " " }
    }

    var unreadable: Diagnostic {
      node.diagnostic(
        "\(String(text).quoted) is no sum of whole numbers and names",
        remedy: "Write one such as n - k + 1; '..' makes a range, '|' separates alternatives.")
    }

    mutating func sum() throws(Diagnostic) -> Term {
      var term = try product()
      while let sign = taken(from: "+-−") {
        term = .binary(sign == "+" ? "+" : "-", term, try product())
      }
      return term
    }

    private mutating func product() throws(Diagnostic) -> Term {
      var term = try factor()
      while let sign = taken(from: "*·/") {
        term = .binary(sign == "/" ? "/" : "*", term, try factor())
      }
      return term
    }

    private mutating func factor() throws(Diagnostic) -> Term {
      if taken(from: "-−") != nil { return .binary("-", .number(0), try factor()) }
      if taken(from: "(") != nil {
        depth += 1
        guard depth <= 20 else { throw unreadable }
        let inner = try sum()
        guard taken(from: ")") != nil else { throw unreadable }
        depth -= 1
        return inner
      }
      let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      guard !word.isEmpty else { throw unreadable }
      rest = rest.dropFirst(word.count).drop { $0 == " " }
      if let number = Int(word) { return .number(number) }
      guard word.first?.isLetter == true else { throw unreadable }
      return .name(String(word))
    }

    private mutating func taken(from signs: String) -> Character? {
      guard let sign = rest.first, signs.contains(sign) else { return nil }
      rest = rest.dropFirst().drop { $0 == " " }
      return sign
    }
  }
}
