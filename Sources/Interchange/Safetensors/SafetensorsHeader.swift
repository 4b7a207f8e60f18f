import TensorEngine
import Typesetting

/// What the header of a file says, checked against the length of the file.
struct SafetensorsHeader {
  /// A tensor and where its numbers lie.
  struct Item {
    let name: String
    let type: ElementType
    let shape: Shape
    /// Bytes of the file.
    let range: Range<Int>
  }

  /// The tensors, in the order of their numbers.
  let items: [Item]
  let metadata: [String: String]

  /// The longest header that is read; the reference implementation's limit.
  static let longest = 100_000_000

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - json: The header without the eight bytes before it.
  ///   - path: The file's name, for messages.
  ///   - fileSize: The file's length in bytes.
  init(_ json: [UInt8], path: String, fileSize: Int) throws(InterchangeError) {
    var parser = HeaderParser(json, path: path)
    let description = try parser.parse()
    metadata = description.metadata
    let start = 8 + json.count
    let available = fileSize - start
    let stated = description.tensors.sorted {
      ($0.begin.value, $0.end.value) < ($1.begin.value, $1.end.value)
    }
    var items: [Item] = []
    var end = 0
    for tensor in stated {
      let item = try Self.item(
        tensor, after: end, of: items.last?.name, available: available, start: start, path: path)
      items.append(item)
      end = item.range.upperBound - start
    }
    guard end == available else {
      throw InterchangeError(
        .malformed, path: path, offset: start + end,
        "\(available - end) bytes follow the last tensor and belong to none",
        remedy: "The file is damaged or was not written completely: use another copy.")
    }
    self.items = items
  }

  private static func item(
    _ tensor: HeaderParser.Tensor, after end: Int, of previous: String?, available: Int,
    start: Int, path: String
  ) throws(InterchangeError) -> Item {
    let name = tensor.name
    func error(
      _ problem: String, at place: Int,
      _ remedy: String = "Write the file again, or use another copy."
    ) -> InterchangeError {
      InterchangeError(
        .malformed, path: path, offset: 8 + place, "tensor \(name.quoted) \(problem)",
        remedy: remedy)
    }
    guard let type = ElementType(rawValue: tensor.type.value) else {
      throw InterchangeError(
        .unsupported, path: path, offset: 8 + tensor.type.place,
        "tensor \(name.quoted) has numbers of type \(tensor.type.value.quoted), which is not read here",
        remedy: "Convert it to one of \(ElementType.names).")
    }
    let (first, last) = (tensor.begin.value, tensor.end.value)
    guard first <= last else {
      throw error(
        "ends at byte \(last) of the numbers, before its begin \(first)", at: tensor.end.place)
    }
    guard last <= available else {
      throw error(
        "ends at byte \(last) of the numbers, and the file has \(available)", at: tensor.end.place,
        "The file was not written or copied completely: use another copy.")
    }
    // Lengths are checked before their product, so that a zero does not hide an overflow.
    guard let count = Shape.checkedCount(tensor.shape.value.map { max(1, $0) }),
      let bytes = Shape.checkedCount([count, type.size])
    else {
      throw error("has a shape with more elements than can be counted", at: tensor.shape.place)
    }
    let size = tensor.shape.value.contains(0) ? 0 : bytes
    guard last - first == size else {
      throw error(
        "has \(last - first) bytes, and \(type.rawValue) numbers of shape \(tensor.shape.value) take "
          + "\(size)", at: tensor.begin.place)
    }
    guard first >= end else {
      throw error(
        "begins at byte \(first) of the numbers, inside of \((previous ?? "").quoted), which ends at \(end)",
        at: tensor.begin.place)
    }
    guard first == end else {
      throw error(
        "begins at byte \(first) of the numbers, and bytes \(end) to \(first - 1) belong to no tensor",
        at: tensor.begin.place)
    }
    return Item(
      name: name, type: type, shape: Shape(tensor.shape.value),
      range: start + first..<start + last)
  }
}
