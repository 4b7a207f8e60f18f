import Foundation

@testable import Storyboards

/// Computes what stands left of a line's last equals sign, from its tokens alone.
///
/// It knows the signs that stories use and nothing of the ops, so that a line which says something
/// else than the engine computed is found.
struct LineEvaluator {
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  private enum Symbol: Equatable {
    case number(Double)
    case sign(Character)
    case word(String)
  }

  private var symbols: [Symbol] = []
  private var next = 0

  /// The value of a line's left side.
  static func value(of line: ArithmeticLine) throws -> Double {
    var evaluator = try LineEvaluator(line)
    let value = try evaluator.sum()
    guard evaluator.next == evaluator.symbols.count else {
      throw Unreadable(description: "stopped before the end of '\(line.text)'")
    }
    return value
  }

  private init(_ line: ArithmeticLine) throws {
    guard
      let end = line.tokens.lastIndex(where: { $0 == .sign(" = ") || $0 == .sign(" ≈ ") })
    else { throw Unreadable(description: "no equals sign in '\(line.text)'") }
    for token in line.tokens[..<end] {
      switch token {
      case .number(let value, _, _), .factor(let value, _, _): symbols.append(.number(value))
      case .breakOpportunity: break
      case .sign(let text): read(text)
      }
    }
  }

  private mutating func read(_ text: String) {
    // A label in front of a sum: `channel 0: `.
    if text.hasSuffix(": ") { return }
    // Words that stand beside a number without changing it.
    if text == "bias " || text.hasSuffix(" more terms ") { return }
    var rest = Substring(text)
    while let first = rest.first {
      if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        symbols.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else if first.isASCII, first.isNumber {
        let digits = rest.prefix { $0.isNumber }
        symbols.append(.number(Double(digits)!))
        rest = rest.dropFirst(digits.count)
      } else {
        if first != " " { symbols.append(.sign(first)) }
        rest = rest.dropFirst()
      }
    }
  }

  private var current: Symbol? { next < symbols.count ? symbols[next] : nil }

  private mutating func accept(_ sign: Character) -> Bool {
    guard current == .sign(sign) else { return false }
    next += 1
    return true
  }

  private mutating func require(_ sign: Character) throws {
    guard accept(sign) else {
      throw Unreadable(description: "expected '\(sign)' at symbol \(next) of \(symbols)")
    }
  }

  private mutating func sum() throws -> Double {
    var value = try product()
    while true {
      if accept("+") {
        value += try product()
      } else if accept("−") {
        value -= try product()
      } else {
        return value
      }
    }
  }

  private mutating func product() throws -> Double {
    var value = try power()
    while true {
      if accept("·") {
        value *= try power()
      } else if accept("/") {
        value /= try power()
      } else {
        return value
      }
    }
  }

  private mutating func power() throws -> Double {
    if accept("−") { return -(try power()) }
    if accept("√") { return try power().squareRoot() }
    let base = try primary()
    if accept("²") { return base * base }
    if accept("^") { return pow(base, try power()) }
    return base
  }

  private mutating func primary() throws -> Double {
    switch current {
    case .number(let value):
      next += 1
      return value
    case .sign("("):
      next += 1
      let value = try sum()
      try require(")")
      return value
    case .sign("⌊"):
      next += 1
      let value = try sum()
      try require("⌋")
      return value.rounded(.down)
    case .sign("⌈"):
      next += 1
      let value = try sum()
      try require("⌉")
      return value.rounded(.up)
    case .sign("["):
      // A condition: 1 where it holds, else 0.
      next += 1
      let value = try sum()
      try require("≥")
      let least = try sum()
      try require("]")
      return value.isNaN ? .nan : value >= least ? 1 : 0
    case .word("e"):
      next += 1
      return M_E
    case .word(let name):
      next += 1
      return try call(name)
    default:
      throw Unreadable(description: "no number at symbol \(next) of \(symbols)")
    }
  }

  private mutating func call(_ name: String) throws -> Double {
    try require("(")
    var arguments = [try sum()]
    while accept(",") { arguments.append(try sum()) }
    try require(")")
    switch name {
    case "max": return arguments.contains { $0.isNaN } ? .nan : arguments.max()!
    case "log": return log(arguments[0])
    case "tanh": return tanh(arguments[0])
    default: throw Unreadable(description: "unknown function \(name)")
    }
  }
}
