/// A number that is null in JSON where it is not finite, and that is no number where JSON has null.
@propertyWrapper
public struct JSONNumber: Codable, Hashable, Sendable {
  /// The number.
  public var wrappedValue: Double

  /// Wraps a number.
  public init(wrappedValue: Double) {
    self.wrappedValue = wrappedValue
  }

  /// Reads a number or null.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    wrappedValue = value.decodeNil() ? .nan : try value.decode(Double.self)
  }

  /// Writes the number or null.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    if wrappedValue.isFinite { try value.encode(wrappedValue) } else { try value.encodeNil() }
  }
}
