/// Writes JSON on one line, its keys in the order in which they come.
///
///     var writer = JSONWriter()
///     writer.object { writer in
///       writer.key("op")
///       writer.string("relu")
///       writer.key("shape")
///       writer.array([1, 2]) { $0.integer($1) }
///     }
///     writer.text  // {"op":"relu","shape":[1,2]}
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var text = ""
  private let isSinglePrecision: Bool
  /// Whether a comma is due before the next key or value.
  private var needsComma = false

  /// Begins a text.
  ///
  /// - Parameter isSinglePrecision: Whether numbers were computed in `Float`, and are written with the
  ///   fewest digits that give a `Float` back.
  public init(isSinglePrecision: Bool = false) {
    self.isSinglePrecision = isSinglePrecision
  }

  /// Writes an object, whose keys and values `body` writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    open("{")
    body(&self)
    close("}")
  }

  /// Writes a list, of which `body` writes each item.
  public mutating func array<Items: Sequence>(
    _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    open("[")
    for item in items { body(&self, item) }
    close("]")
  }

  /// Writes the name of the value that comes next in an object.
  public mutating func key(_ name: String) {
    literal(Self.quoted(name))
    text += ":"
    needsComma = false
  }

  /// Writes a text.
  public mutating func string(_ string: String) { literal(Self.quoted(string)) }

  /// Writes a whole number.
  public mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

  /// Writes a number: whole ones without a fraction, others with the fewest digits that give the
  /// number back; what is not finite is `null`, since JSON has no word for it.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    if value == value.rounded(), abs(value) < 0x1p53 {
      literal(String(Int(value)))
    } else {
      literal(isSinglePrecision ? Float(value).description : value.description)
    }
  }

  /// Writes a truth value.
  public mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes that there is no value.
  public mutating func null() { literal("null") }

  private mutating func open(_ bracket: String) {
    literal(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: String) {
    text += bracket
    needsComma = true
  }

  private mutating func literal(_ literal: String) {
    if needsComma { text += "," }
    text += literal
    needsComma = true
  }

  private static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20:
        let code = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
