/// How a number is stored, named as in the header of a file.
///
/// In ascending order of size, as the reference implementation has them, which sorts tensors by it.
enum ElementType: String, CaseIterable {
  case bool = "BOOL"
  case uint8 = "U8"
  case int8 = "I8"
  case int16 = "I16"
  case uint16 = "U16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int32 = "I32"
  case uint32 = "U32"
  case float32 = "F32"
  case float64 = "F64"
  case int64 = "I64"

  /// The length of a number in bytes.
  var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64: 8
    }
  }

  /// The names, for messages.
  static var names: String { allCases.reversed().map(\.rawValue).joined(separator: ", ") }
}

extension Safetensors.Values {
  /// The type that the values are written as.
  var elementType: ElementType {
    switch self {
    case .floats: .float32
    case .integers: .int64
    }
  }

  /// Converts the bytes of a file, which are little-endian and need not be aligned.
  init(_ bytes: UnsafeRawBufferPointer, as type: ElementType) {
    switch type {
    case .bool: self = .integers(bytes.map { $0 == 0 ? 0 : 1 })
    case .uint8: self = .integers(bytes.map { Int64($0) })
    case .int8: self = .integers(bytes.map { Int64(Int8(bitPattern: $0)) })
    case .int16: self = .integers(bytes.numbers(Int16.self).map { Int64($0) })
    case .uint16: self = .integers(bytes.numbers(UInt16.self).map { Int64($0) })
    case .int32: self = .integers(bytes.numbers(Int32.self).map { Int64($0) })
    case .uint32: self = .integers(bytes.numbers(UInt32.self).map { Int64($0) })
    case .int64: self = .integers(bytes.numbers(Int64.self))
    case .float16: self = .floats(bytes.numbers(UInt16.self).map { Float(half: $0) })
    case .bfloat16:
      self = .floats(
        bytes.numbers(UInt16.self).map { Float(bitPattern: UInt32($0) << 16) })
    case .float32: self = .floats(bytes.numbers(UInt32.self).map { Float(bitPattern: $0) })
    case .float64:
      self = .floats(bytes.numbers(UInt64.self).map { Float(Double(bitPattern: $0)) })
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func numbers<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number] {
    let size = MemoryLayout<Number>.size
    return (0..<count / size).map {
      Number(littleEndian: loadUnaligned(fromByteOffset: $0 * size, as: Number.self))
    }
  }
}

extension Float {
  /// The value of a number of IEEE 754's half precision. (Swift's `Float16` is not there on every
  /// processor.)
  init(half bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      // Subnormal numbers are multiples of 2⁻²⁴; Float has them as normal ones.
      let magnitude = Float(fraction) * 0x1p-24
      self = sign == 0 ? magnitude : -magnitude
    case 31:
      self = Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default:
      self = Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
