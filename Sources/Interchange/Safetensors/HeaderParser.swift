import Typesetting

/// Reads the JSON of a header: an object of tensors, and of `__metadata__`.
///
/// It takes exactly this form, so it needs neither recursion nor a limit of depth, and every mistake
/// is reported where it is. Offsets are counted from the header's first byte.
struct HeaderParser {
  /// Something read, and where it stands.
  struct Placed<Value> {
    let value: Value
    let place: Int
  }

  /// What a header says about a tensor.
  struct Tensor {
    let name: String
    let type: Placed<String>
    let shape: Placed<[Int]>
    let begin: Placed<Int>
    let end: Placed<Int>
  }

  private(set) var scanner: JSONScanner

  init(_ bytes: [UInt8], path: String) {
    scanner = JSONScanner(bytes, path: path)
  }

  /// Reads the header to its end.
  mutating func parse() throws(InterchangeError)
    -> (tensors: [Tensor], metadata: [String: String])
  {
    guard scanner.peek == UInt8(ascii: "{") else {
      throw scanner.error(
        "the header starts with \(scanner.found) instead of '{'",
        remedy: "It is no safetensors file, or it is damaged: check which file this is.")
    }
    var tensors: [Tensor] = []
    var metadata: [String: String]?
    var names: Set<String> = []
    try object { (parser, name) throws(InterchangeError) in
      guard names.insert(name.value).inserted else {
        throw parser.scanner.error(
          "the name \(name.value.quoted) is given twice", at: name.place, remedy: Self.remedy)
      }
      if name.value == "__metadata__" {
        metadata = try parser.texts()
      } else {
        tensors.append(try parser.tensor(name.value))
      }
    }
    scanner.skipSpace()
    guard scanner.isAtEnd else {
      throw scanner.error("\(scanner.found) follows the end of the header", remedy: Self.remedy)
    }
    return (tensors, metadata ?? [:])
  }

  static let remedy = "The file is damaged or was written wrongly: use another copy."

  private mutating func tensor(_ name: String) throws(InterchangeError) -> Tensor {
    let start = scanner.position
    var type: Placed<String>?
    var shape: Placed<[Int]>?
    var offsets: Placed<[Placed<Int>]>?
    var seen: Set<String> = []
    try object { (parser, key) throws(InterchangeError) in
      guard seen.insert(key.value).inserted else {
        throw parser.scanner.error(
          "\(key.value.quoted) of tensor \(name.quoted) is given twice", at: key.place,
          remedy: Self.remedy)
      }
      parser.scanner.skipSpace()
      let place = parser.scanner.position
      switch key.value {
      case "dtype": type = Placed(value: try parser.scanner.string(), place: place)
      case "shape":
        shape = Placed(value: try parser.numbers().map(\.value), place: place)
      case "data_offsets": offsets = Placed(value: try parser.numbers(), place: place)
      default:
        throw parser.scanner.error(
          "tensor \(name.quoted) has \(key.value.quoted), and only dtype, shape and data_offsets are known",
          at: key.place, remedy: Self.remedy)
      }
    }
    guard let type, let shape, let offsets else {
      let missing = ["dtype", "shape", "data_offsets"].first { !seen.contains($0) } ?? ""
      throw scanner.error(
        "tensor \(name.quoted) has no '\(missing)'", at: start, remedy: Self.remedy)
    }
    guard offsets.value.count == 2 else {
      throw scanner.error(
        "data_offsets of tensor \(name.quoted) are \(offsets.value.count) numbers instead of 2",
        at: offsets.place, remedy: Self.remedy)
    }
    return Tensor(
      name: name, type: type, shape: shape, begin: offsets.value[0], end: offsets.value[1])
  }

  /// An object whose values are texts.
  private mutating func texts() throws(InterchangeError) -> [String: String] {
    var texts: [String: String] = [:]
    try object { (parser, key) throws(InterchangeError) in
      let value = try parser.scanner.string()
      guard texts.updateValue(value, forKey: key.value) == nil else {
        throw parser.scanner.error(
          "\(key.value.quoted) of __metadata__ is given twice", at: key.place, remedy: Self.remedy)
      }
    }
    return texts
  }

  /// An array of whole numbers.
  private mutating func numbers() throws(InterchangeError) -> [Placed<Int>] {
    var numbers: [Placed<Int>] = []
    try scanner.expect("[")
    if scanner.skip("]") { return numbers }
    repeat {
      scanner.skipSpace()
      let place = scanner.position
      numbers.append(Placed(value: try scanner.wholeNumber(), place: place))
    } while scanner.skip(",")
    try scanner.expect("]")
    return numbers
  }

  /// An object; `body` reads each value.
  private mutating func object(
    _ body: (inout HeaderParser, Placed<String>) throws(InterchangeError) -> Void
  ) throws(InterchangeError) {
    try scanner.expect("{")
    if scanner.skip("}") { return }
    repeat {
      scanner.skipSpace()
      let place = scanner.position
      let key = Placed(value: try scanner.string(), place: place)
      try scanner.expect(":")
      try body(&self, key)
    } while scanner.skip(",")
    try scanner.expect("}")
  }
}
