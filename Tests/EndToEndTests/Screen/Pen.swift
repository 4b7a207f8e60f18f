/// How characters are drawn: what SGR sequences set.
struct Pen: Hashable, Sendable {
  /// The switches of SGR.
  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: Int

    static let bold = Attributes(rawValue: 1 << 0)
    static let dim = Attributes(rawValue: 1 << 1)
    static let italic = Attributes(rawValue: 1 << 2)
    static let underline = Attributes(rawValue: 1 << 3)
    static let blink = Attributes(rawValue: 1 << 4)
    static let reverse = Attributes(rawValue: 1 << 5)
    static let hidden = Attributes(rawValue: 1 << 6)
    static let struck = Attributes(rawValue: 1 << 7)
  }

  enum Color: Hashable, Sendable {
    /// The user's own.
    case standard
    case indexed(Int)
    case rgb(red: Int, green: Int, blue: Int)
  }

  var attributes: Attributes = []
  var foreground = Color.standard
  var background = Color.standard

  var hasColor: Bool { foreground != .standard || background != .standard }

  /// Applies the parameters of one SGR sequence.
  ///
  /// - Parameter parameters: The parameters, each with its colon-separated parts.
  /// - Returns: Whether all of them were understood.
  mutating func select(_ parameters: [[Int]]) -> Bool {
    var rest = parameters[...]
    var isUnderstood = true
    while let parameter = rest.popFirst() {
      let code = parameter[0]
      switch code {
      case 38, 48:
        guard let color = Self.extendedColor(parameter, &rest) else {
          isUnderstood = false
          continue
        }
        if code == 38 { foreground = color } else { background = color }
      default:
        if !select(code) { isUnderstood = false }
      }
    }
    return isUnderstood
  }

  private mutating func select(_ code: Int) -> Bool {
    switch code {
    case 0: self = Pen()
    case 1: attributes.insert(.bold)
    case 2: attributes.insert(.dim)
    case 3: attributes.insert(.italic)
    case 4: attributes.insert(.underline)
    case 5: attributes.insert(.blink)
    case 7: attributes.insert(.reverse)
    case 8: attributes.insert(.hidden)
    case 9: attributes.insert(.struck)
    case 22: attributes.subtract([.bold, .dim])
    case 23: attributes.remove(.italic)
    case 24: attributes.remove(.underline)
    case 25: attributes.remove(.blink)
    case 27: attributes.remove(.reverse)
    case 28: attributes.remove(.hidden)
    case 29: attributes.remove(.struck)
    case 30...37: foreground = .indexed(code - 30)
    case 39: foreground = .standard
    case 40...47: background = .indexed(code - 40)
    case 49: background = .standard
    case 90...97: foreground = .indexed(code - 90 + 8)
    case 100...107: background = .indexed(code - 100 + 8)
    default: return false
    }
    return true
  }

  /// The colour after 38 or 48, in its colon form (38:5:n, 38:2:space:r:g:b) or its semicolon form.
  private static func extendedColor(
    _ parameter: [Int], _ rest: inout ArraySlice<[Int]>
  ) -> Color? {
    if parameter.count > 1 {
      switch (parameter[1], parameter.count) {
      case (5, 3): return .indexed(parameter[2])
      case (2, 5): return .rgb(red: parameter[2], green: parameter[3], blue: parameter[4])
      case (2, 6...): return .rgb(red: parameter[3], green: parameter[4], blue: parameter[5])
      default: return nil
      }
    }
    switch rest.popFirst()?.first {
    case 5:
      return rest.popFirst().map { .indexed($0[0]) }
    case 2:
      guard rest.count >= 3 else { return nil }
      let parts = rest.prefix(3).map { $0[0] }
      rest.removeFirst(3)
      return .rgb(red: parts[0], green: parts[1], blue: parts[2])
    default:
      return nil
    }
  }
}
