import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Argument {
  /// The largest length, stride or padding that a problem may name; more is a slip.
  private static let largestLength = GeometryLimits.maximumParameter

  /// Reads a parameter's value.
  ///
  /// - Throws: A diagnostic that names the parameter and points at its value.
  init(
    _ node: SourceNode, for parameter: OperationSchema.Parameter, of operation: String
  ) throws(Diagnostic) {
    let what = "\(operation): \(parameter.name)"
    switch parameter.kind {
    case .grid:
      self = .grid(try GridLiteral(node, as: what))
    case .grids:
      self = .grids(try Argument.readGrids(node, what))
    case .lengths:
      self = .lengths(
        try Argument.readLengths(node, what, "a whole number or [vertical, horizontal]"))
    case .factors:
      self = .factors(try Argument.readFactors(node, what))
    case .padding:
      self = .padding(try Argument.readPadding(node, what))
    case .number, .numberOrNull:
      self = .number(try node.number(what))
    case .integer:
      self = .integer(try node.integer(what))
    case .boolean:
      self = .boolean(try node.boolean(what))
    case .choice(let words):
      self = .word(try Argument.readWord(node, what, words))
    case .shape:
      self = .shape(try Argument.integers(node, what, "a list of lengths, such as [1, 4]"))
    case .references:
      self = .references(try Argument.readReferences(node, what))
    }
    guard let limits = parameter.limits,
      let number = numbers.first(where: { !limits.range.contains($0) })
    else { return }
    throw node.diagnostic(
      "\(what) cannot be \(Argument.number(number).text)", remedy: limits.remedy)
  }

  /// The numbers that limits are about.
  private var numbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .integer(let integer): [Double(integer)]
    case .lengths(let lengths): lengths.map(Double.init)
    case .grid, .grids, .factors, .padding, .boolean, .word, .shape, .references: []
    }
  }

  private static func readGrids(
    _ node: SourceNode, _ what: String
  ) throws(Diagnostic) -> [GridLiteral] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      throw node.diagnostic(
        "\(what) must be a list of grids, but this is \(node.kindText)",
        remedy: "Write each grid after a '-'; for a single one use other.")
    }
    var grids: [GridLiteral] = []
    for item in items { grids.append(try GridLiteral(item, as: what)) }
    return grids
  }

  private static func readLengths(
    _ node: SourceNode, _ what: String, _ wanted: String
  ) throws(Diagnostic) -> [Int] {
    let lengths = try integers(node, what, wanted)
    guard lengths.count <= 2 else {
      throw node.diagnostic(
        "\(what) must be \(wanted), but this is a list of \(lengths.count)",
        remedy: "Give one number for all axes, or two.")
    }
    if let absurd = lengths.first(where: { $0 > largestLength }) {
      throw node.diagnostic(
        "\(what) \(absurd) is more than \(largestLength)", remedy: "Check the number for a slip.")
    }
    return lengths
  }

  private static func readFactors(
    _ node: SourceNode, _ what: String
  ) throws(Diagnostic) -> [Double] {
    var factors: [Double] = []
    if case .sequence(let items) = node.content {
      for item in items { factors.append(try item.number(what)) }
    } else {
      factors = [try node.number(what)]
    }
    guard (1...2).contains(factors.count) else {
      throw node.diagnostic(
        "\(what) must be a number or [vertical, horizontal], but this is a list of"
          + " \(factors.count)", remedy: "Give one number for all axes, or two.")
    }
    guard factors.allSatisfy({ $0 > 0 && $0 <= Double(largestLength) }) else {
      throw node.diagnostic(
        "\(what) must be more than 0 and at most \(largestLength)",
        remedy: "Use 2 for twice the size.")
    }
    return factors
  }

  private static func readPadding(
    _ node: SourceNode, _ what: String
  ) throws(Diagnostic) -> PaddingArgument {
    let wanted =
      "a number, [vertical, horizontal], [top, bottom, left, right], same, valid or full"
    switch node.scalar?.lowercased() {
    case "same": return .rule(.same)
    case "valid": return .rule(.valid)
    case "full": return .rule(.full)
    case "half": throw node.diagnostic("\(what) must be \(wanted)", remedy: "Did you mean 'same'?")
    default: break
    }
    if let text = node.scalar, case .problem = NumberSyntax.parse(text),
      text.contains(where: \.isLetter), sizeParts(text) == nil
    {
      throw node.diagnostic(
        "\(what) must be \(wanted), but this is \(node.kindText)",
        remedy: NearestName.remedy(
          for: text, in: ["same", "valid", "full"], listedAs: "The words are"))
    }
    let amounts = try integers(node, what, wanted)
    guard [1, 2, 4].contains(amounts.count) else {
      throw node.diagnostic(
        "\(what) must be \(wanted), but this is a list of \(amounts.count)",
        remedy: "Give one, two or four numbers.")
    }
    return .amounts(amounts)
  }

  private static func readWord(
    _ node: SourceNode, _ what: String, _ words: [String]
  ) throws(Diagnostic) -> String {
    let text = try node.string(what)
    guard words.contains(text) else {
      throw node.diagnostic(
        "\(what) cannot be '\(node.shortText)'",
        remedy: NearestName.remedy(for: text, in: words, listedAs: "It can be"))
    }
    return text
  }

  private static func readReferences(
    _ node: SourceNode, _ what: String
  ) throws(Diagnostic) -> [Reference] {
    if case .sequence(let items) = node.content {
      var references: [Reference] = []
      for item in items { references += try readReferences(item, what) }
      return references
    }
    if node.scalar == "input" { return [.input] }
    guard let text = node.scalar, let index = Int(text) else {
      throw node.diagnostic(
        "\(what) must be input or the index of an earlier op, but this is \(node.kindText)",
        remedy: "Ops count from 0: the first op is 0.")
    }
    return [.operation(index)]
  }

  /// Whole numbers written as one number, as `2x3`, as `2, 3` or as a list.
  private static func integers(
    _ node: SourceNode, _ what: String, _ wanted: String
  ) throws(Diagnostic) -> [Int] {
    switch node.content {
    case .sequence(let items):
      guard !items.isEmpty else {
        throw node.diagnostic(
          "\(what) must be \(wanted), but the list is empty", remedy: "Write the numbers.")
      }
      var result: [Int] = []
      for item in items { result.append(try item.integer(what)) }
      return result
    case .scalar(let text, _):
      if isHexadecimal(text) {
        throw node.diagnostic(
          "\(what) is \(node.kindText), which looks like a hexadecimal number",
          remedy: "Write the number in decimal, or two numbers as [0, 1].")
      }
      if let parts = sizeParts(text) {
        var result: [Int] = []
        for part in parts {
          guard let value = Int(part.replacing("−", with: "-")) else {
            throw node.diagnostic(
              "\(what) cannot be as large as \(node.kindText)",
              remedy: "Check the number for a slip.")
          }
          result.append(value)
        }
        return result
      }
      return [try node.integer(what)]
    case .mapping:
      throw node.diagnostic(
        "\(what) must be \(wanted), but this is \(node.kindText)",
        remedy: "Write numbers, without names.")
    }
  }

  /// Whether a text is 0x10 or 0X10 and not, as `3x10` is, a height and a width.
  private static func isHexadecimal(_ text: String) -> Bool {
    text.drop { "+-−".contains($0) }.lowercased().hasPrefix("0x")
  }

  /// The parts of `2x3`, `2×3`, `2, 3` or `2 3`; `nil` when there is only one.
  private static func sizeParts(_ text: String) -> [String]? {
    let parts = text.split { "x×X, \n".contains($0) }.map(String.init)
    guard parts.count > 1, parts.allSatisfy({ NumberSyntax.isWhole($0) }) else { return nil }
    return parts
  }
}
