import Foundation
import TensorEngine

extension Safetensors {
  /// Reads a file: numbers of 16, 32 and 64 bits become 32-bit ones, whole numbers 64-bit ones.
  ///
  /// - Throws: ``InterchangeError`` with the byte at which it goes wrong.
  public init(contentsOf path: String) throws(InterchangeError) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw InterchangeError(path: path, "there is no such file", remedy: "Check the path.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InterchangeError(path: path, "this cannot be read", remedy: "Check its permissions.")
    }
    try self.init(data, path: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameter path: What messages call it.
  public init(_ data: Data, path: String) throws(InterchangeError) {
    let remedy = "The file is damaged, or no safetensors file. Use another one."
    func failure(_ offset: Int, _ message: String) -> InterchangeError {
      InterchangeError(path: path, offset: offset, message, remedy: remedy)
    }
    let bytes = [UInt8](data)
    guard bytes.count >= 8 else {
      throw failure(bytes.count, "the file ends within its first number")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw failure(0, "the header is said to have \(length) bytes, and the file has fewer")
    }
    let start = 8 + Int(length)
    let parsed = try? JSONSerialization.jsonObject(with: Data(bytes[8..<start]))
    guard let header = parsed as? [String: Any] else {
      throw failure(8, "the header is no JSON object")
    }
    var parts: [(name: String, range: Range<Int>, type: String, shape: [Int])] = []
    for (name, value) in header {
      if name == "__metadata__" {
        guard let texts = value as? [String: String] else {
          throw failure(8, "the metadata are no texts")
        }
        metadata = texts
        continue
      }
      guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
        let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int],
        offsets.count == 2
      else {
        throw failure(8, "'\(name)' has no dtype, shape and pair of data_offsets")
      }
      guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= bytes.count - start else {
        throw failure(
          start + max(0, min(offsets[0], bytes.count - start)),
          "'\(name)' is said to lie at \(offsets[0])–\(offsets[1]), beyond the file's end")
      }
      parts.append((name, offsets[0]..<offsets[1], type, shape))
    }
    parts.sort { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
    var end = 0
    for part in parts {
      guard part.range.lowerBound == end else {
        throw failure(
          start + part.range.lowerBound, "'\(part.name)' does not begin where the one before ends")
      }
      end = part.range.upperBound
      guard let width = Self.widths[part.type] else {
        throw failure(8, "'\(part.name)' has the number type \(part.type), which is not read")
      }
      guard part.shape.allSatisfy({ $0 >= 0 }), let count = Shape.checkedCount(part.shape),
        count.multipliedReportingOverflow(by: width) == (part.range.count, false)
      else {
        throw failure(
          start + part.range.lowerBound,
          "'\(part.name)' has \(part.range.count) bytes for \(part.type) of shape \(part.shape)")
      }
      let place = (start + part.range.lowerBound)..<(start + part.range.upperBound)
      append(part.name, Self.entry(bytes[place], part.type, Shape(part.shape), width))
    }
    guard end == bytes.count - start else {
      throw failure(start + end, "there are bytes that belong to no tensor")
    }
  }

  /// The number types that are read, with their sizes.
  private static let widths = ["F16": 2, "BF16": 2, "F32": 4, "F64": 8, "I32": 4, "I64": 8]

  private static func entry(
    _ bytes: ArraySlice<UInt8>, _ type: String, _ shape: Shape, _ width: Int
  ) -> Entry {
    let patterns = stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
      bytes[start..<(start + width)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    switch type {
    case "I64": return .integers(shape, patterns.map { Int64(bitPattern: $0) })
    case "I32":
      return .integers(shape, patterns.map { Int64(Int32(bitPattern: UInt32($0))) })
    case "F64":
      return .numbers(Tensor(shape, patterns.map { Float(Double(bitPattern: $0)) }))
    case "BF16":
      return .numbers(Tensor(shape, patterns.map { Float(bitPattern: UInt32($0) << 16) }))
    case "F16": return .numbers(Tensor(shape, patterns.map { half(UInt32($0)) }))
    default: return .numbers(Tensor(shape, patterns.map { Float(bitPattern: UInt32($0)) }))
    }
  }

  /// The number of a 16-bit pattern; Swift's own type for it is not there on every processor.
  private static func half(_ bits: UInt32) -> Float {
    let (sign, exponent, fraction) = (bits >> 15 & 1, bits >> 10 & 31, bits & 1023)
    let magnitude: Float =
      switch exponent {
      case 0: Float(fraction) * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(bitPattern: (exponent + 112) << 23 | fraction << 13)
      }
    return sign == 1 ? -magnitude : magnitude
  }
}
