import Foundation

extension Safetensors {
  /// Writes the tensors to a file, which is either complete afterwards or as it was.
  ///
  /// The bytes are those that the reference implementation writes: larger element types first, then
  /// by name, and the header padded with spaces to a multiple of eight bytes.
  ///
  /// - Throws: An ``InterchangeError`` about `path`.
  /// - Precondition: No two tensors have the same name, and none is called `__metadata__`.
  public func write(to path: String) throws(InterchangeError) {
    let ordered = ordered
    let header = header(of: ordered)
    try AtomicFile.write(to: path) { (file) throws(InterchangeError) in
      try Self.write(header, to: file)
      for entry in ordered {
        switch entry.values {
        case .floats(let values): try Self.write(values, to: file)
        case .integers(let values): try Self.write(values, to: file)
        }
      }
    }
  }

  /// The tensors as they lie in a file.
  private var ordered: [Entry] {
    let types = ElementType.allCases
    return tensors.sorted { left, right in
      let (leftType, rightType) = (left.values.elementType, right.values.elementType)
      guard leftType == rightType else {
        return types.firstIndex(of: leftType) ?? 0 > types.firstIndex(of: rightType) ?? 0
      }
      // By code units, as other languages compare: the order of Unicode's letters is not theirs.
      return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
  }

  private func header(of entries: [Entry]) -> [UInt8] {
    var items: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\($0.key.quotedAsJSON):\($0.value.quotedAsJSON)" }
      items.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var names: Set<String> = ["__metadata__"]
    var offset = 0
    for entry in entries {
      precondition(names.insert(entry.name).inserted, "two tensors are called '\(entry.name)'")
      let type = entry.values.elementType
      let end = offset + entry.values.count * type.size
      let shape = entry.shape.dimensions.map(String.init).joined(separator: ",")
      items.append(
        "\(entry.name.quotedAsJSON):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var json = Array("{\(items.joined(separator: ","))}".utf8)
    json += [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
  }

  private static func write<Number>(
    _ numbers: [Number], to file: OpenFile
  ) throws(InterchangeError) {
    let result = numbers.withUnsafeBytes { buffer in
      Result { () throws(InterchangeError) in try file.write(buffer) }
    }
    try result.get()
  }
}

extension String {
  /// The text in quotation marks, escaped as JSON asks for.
  fileprivate var quotedAsJSON: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
