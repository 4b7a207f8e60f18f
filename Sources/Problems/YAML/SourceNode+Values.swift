/// Reading scalars as what they are meant to be.
extension SourceNode {
  /// The number written here.
  ///
  /// Digits with a point and an exponent, and either minus sign: `1`, `-2`, `−2`, `.5`, `1e3`.
  /// - Parameter what: What the number is, as in `negative_slope`.
  public func number(_ what: String) throws(Diagnostic) -> Double {
    guard let text = scalar else {
      throw diagnostic(
        "\(what) must be a number, but this is \(kindText)", remedy: "Write a single number.")
    }
    switch NumberSyntax.parse(text) {
    case .number(let value): return value
    case .problem(let problem, let remedy):
      throw diagnostic("\(what) must be a number, but \(problem)", remedy: remedy)
    }
  }

  /// The whole number written here.
  public func integer(_ what: String) throws(Diagnostic) -> Int {
    let value = try number(what)
    guard abs(value) < 0x1p53 else {
      throw diagnostic(
        "\(what) cannot be as large as \(kindText)", remedy: "Check the number for a slip.")
    }
    guard value == value.rounded() else {
      throw diagnostic(
        "\(what) must be a whole number, but this is \(kindText)", remedy: "Remove the fraction.")
    }
    return Int(value)
  }

  /// The truth value written here: `true` or `false`, nothing else.
  public func boolean(_ what: String) throws(Diagnostic) -> Bool {
    switch scalar {
    case "true", "True": return true
    case "false", "False": return false
    default:
      throw diagnostic(
        "\(what) must be true or false, but this is \(kindText)", remedy: "Write true or false.")
    }
  }

  /// The text written here, without white space around it.
  public func string(_ what: String) throws(Diagnostic) -> String {
    guard let text = scalar, !isNull else {
      throw diagnostic(
        "\(what) must be text, but this is \(kindText)", remedy: "Write the text after the name.")
    }
    let trimmed = text.trimmingWhitespace
    guard !trimmed.isEmpty else {
      throw diagnostic("\(what) is empty", remedy: "Write the text, or remove the line.")
    }
    return trimmed
  }

  /// The texts of a list; a single text is a list of one.
  ///
  /// - Parameters:
  ///   - what: What the list is called.
  ///   - each: What one of its texts is called, where that is not "each of the …".
  public func strings(_ what: String, each: String? = nil) throws(Diagnostic) -> [String] {
    guard case .sequence(let items) = content else { return [try string(what)] }
    var result: [String] = []
    for item in items { result.append(try item.string(each ?? "each of the \(what)")) }
    return result
  }
}

extension SourceNode {
  /// An identifier: letters, digits and `-`.
  ///
  /// - Parameter example: One that could stand here, for the message.
  public func identifier(example: String) throws(Diagnostic) -> String {
    let id = try string("the id")
    guard id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      throw diagnostic(
        "the id '\(shortText)' has other characters than letters, digits and '-'",
        remedy: "Write it like '\(example)'.")
    }
    return id
  }
}

extension String {
  /// The text without spaces and line breaks around it.
  public var trimmingWhitespace: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
