import TensorEngine
import Typesetting

/// Named tensors in a file of the safetensors format, which PyTorch reads and writes, too.
///
///     var file = Safetensors()
///     file.append("conv1.weight", weight)
///     file.metadata["format"] = "pt"
///     try file.write(to: "model.safetensors")
///     try Safetensors(contentsOf: "model.safetensors").floats(named: "conv1.weight", shape: [16, 3, 5, 5])
///
/// A file is eight bytes with the length of the header, the header, which is JSON, and the numbers.
/// Everything a header says is checked before anything is allocated or read.
///
/// - SeeAlso: <https://github.com/huggingface/safetensors>, *Format*.
public struct Safetensors: Equatable, Sendable {
  /// The tensors, in the order in which their numbers lie in the file.
  public var tensors: [Entry] = []

  /// Texts about the file; PyTorch's writers put `"format": "pt"` here.
  public var metadata: [String: String] = [:]

  /// The path that the tensors were read from, for messages about them.
  var path = ""

  /// Whether tensors and texts are the same; where they were read from does not count.
  public static func == (left: Safetensors, right: Safetensors) -> Bool {
    left.tensors == right.tensors && left.metadata == right.metadata
  }

  /// Creates a file without tensors.
  public init() {}

  /// A named tensor.
  public struct Entry: Equatable, Sendable {
    /// The name, such as `layer1.0.conv1.weight`.
    public let name: String
    /// The lengths of the axes.
    public let shape: Shape
    /// The elements in row-major order; `shape.count` of them.
    public let values: Values

    /// Creates a named tensor.
    ///
    /// - Precondition: There are as many values as the shape has elements.
    public init(_ name: String, _ shape: Shape, _ values: Values) {
      precondition(
        values.count == shape.count, "\(name): \(values.count) values do not fill \(shape)")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The numbers of a tensor.
  ///
  /// A file's F64, F16 and BF16 become `Float`, rounded to the nearest; its smaller integers and BOOL
  /// become `Int64`.
  public enum Values: Equatable, Sendable {
    /// Written as F32.
    case floats([Float])
    /// Written as I64.
    case integers([Int64])

    /// How many there are.
    public var count: Int {
      switch self {
      case .floats(let values): values.count
      case .integers(let values): values.count
      }
    }
  }
}

extension Safetensors {
  /// Adds a tensor that is written as F32.
  public mutating func append(_ name: String, _ tensor: Tensor<Float>) {
    tensors.append(Entry(name, tensor.shape, .floats(tensor.elements)))
  }

  /// Adds a whole number that is written as I64 with no axes, such as `bn1.num_batches_tracked`.
  public mutating func append(_ name: String, _ number: Int) {
    tensors.append(Entry(name, .scalar, .integers([Int64(number)])))
  }

  /// The tensor of a name, or `nil`.
  public subscript(name: String) -> Entry? {
    tensors.first { $0.name == name }
  }

  /// The floating-point tensor of a name.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - shape: The shape that it has to have, or `nil` for any.
  /// - Throws: An ``InterchangeError`` that says what there is instead.
  public func floats(named name: String, shape: Shape? = nil) throws(InterchangeError)
    -> Tensor<Float>
  {
    let entry = try entry(named: name, shape: shape)
    guard case .floats(let values) = entry.values else {
      throw contentsError(
        "tensor \(name.quoted) holds whole numbers, and floating-point numbers are needed",
        remedy: "It was written by something else: use a file of this network.")
    }
    return Tensor(entry.shape, values)
  }

  /// The whole number of a name.
  ///
  /// - Throws: An ``InterchangeError`` that says what there is instead.
  public func integer(named name: String) throws(InterchangeError) -> Int {
    let entry = try entry(named: name, shape: nil)
    guard case .integers(let values) = entry.values, values.count == 1 else {
      throw contentsError(
        "tensor \(name.quoted) is not one whole number",
        remedy: "It was written by something else: use a file of this network.")
    }
    return Int(values[0])
  }

  private func entry(named name: String, shape: Shape?) throws(InterchangeError) -> Entry {
    guard let entry = self[name] else {
      let names = tensors.prefix(4).map { "\($0.name.quoted)" }.joined(separator: ", ")
      throw contentsError(
        "there is no tensor \(name.quoted)",
        remedy: tensors.isEmpty
          ? "The file holds no tensors: use a file of this network."
          : "The file holds \(names)\(tensors.count > 4 ? " and \(tensors.count - 4) more" : ""): "
            + "use a file of this network.")
    }
    if let shape, entry.shape != shape {
      throw contentsError(
        "tensor \(name.quoted) has shape \(entry.shape), and \(shape) is needed",
        remedy: "The file belongs to another network, or to one with other sizes: use that.")
    }
    return entry
  }

  private func contentsError(_ problem: String, remedy: String) -> InterchangeError {
    InterchangeError(.contents, path: path, problem, remedy: remedy)
  }
}
