import Foundation
import TensorEngine

/// Named tensors in one file, as the machine-learning world exchanges weights.
///
/// A file is the length of a header (8 bytes, the smallest first), the header in JSON, and the
/// numbers: `{"conv1.weight": {"dtype": "F32", "shape": [16, 3, 3, 3], "data_offsets": [0, 1728]}}`.
///
///     var file = Safetensors()
///     file.append("weight", weights)
///     try file.write(to: "model.safetensors")
///
/// - SeeAlso: Hugging Face, *Safetensors*, the format's README.
public struct Safetensors: Sendable {
  /// What a tensor of a file holds.
  public enum Entry: Equatable, Sendable {
    /// Numbers of 32 bits.
    case numbers(Tensor<Float>)
    /// Whole numbers of 64 bits, with a shape.
    case integers(Shape, [Int64])
  }

  /// The tensors, in the order of the file.
  public private(set) var entries: [(name: String, entry: Entry)] = []
  /// Texts that belong to the file.
  public var metadata: [String: String] = [:]

  /// Creates a file without tensors.
  public init() {}

  /// Adds a tensor.
  ///
  /// - Precondition: No other one has its name.
  public mutating func append(_ name: String, _ tensor: Tensor<Float>) {
    append(name, .numbers(tensor))
  }

  /// Adds a whole number without axes.
  public mutating func append(_ name: String, _ number: Int64) {
    append(name, .integers(.scalar, [number]))
  }

  /// Adds what a tensor holds.
  mutating func append(_ name: String, _ entry: Entry) {
    precondition(self[name] == nil, "two tensors called \(name)")
    entries.append((name, entry))
  }

  /// What the tensor of a name holds.
  public subscript(name: String) -> Entry? { entries.first { $0.name == name }?.entry }

  /// The numbers of a name; `nil` when there are none of that name.
  public func numbers(_ name: String) -> Tensor<Float>? {
    guard case .numbers(let tensor) = self[name] else { return nil }
    return tensor
  }
}

extension Safetensors.Entry {
  /// The format's name of the number type.
  var type: String {
    switch self {
    case .numbers: "F32"
    case .integers: "I64"
    }
  }

  /// The lengths of the axes.
  public var shape: Shape {
    switch self {
    case .numbers(let tensor): tensor.shape
    case .integers(let shape, _): shape
    }
  }

  /// How many bytes it takes.
  var size: Int {
    switch self {
    case .numbers(let tensor): tensor.elements.count * 4
    case .integers(_, let elements): elements.count * 8
    }
  }
}
