import Foundation
import TensorEngine

extension Safetensors {
  /// The file's bytes.
  public var bytes: Data {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var offset = 0
    for (name, entry) in entries {
      header[name] =
        [
          "dtype": entry.type, "shape": entry.shape.dimensions,
          "data_offsets": [offset, offset + entry.size],
        ] as [String: Any]
      offset += entry.size
    }
    // Strings, whole numbers and lists of them always become JSON.
    // swift-format-ignore: NeverUseForceTry
    var json = try! JSONSerialization.data(
      withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
    // Spaces behind the header put the numbers at a multiple of their size.
    json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))

    var data = Data(capacity: 8 + json.count + offset)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for (_, entry) in entries {
      switch entry {
      case .numbers(let tensor):
        for number in tensor.elements {
          withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
      case .integers(_, let elements):
        for number in elements {
          withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
        }
      }
    }
    return data
  }

  /// Writes the file and waits until the disk has it.
  ///
  /// - Throws: ``InterchangeError``.
  public func write(to path: String) throws(InterchangeError) {
    try DurableFile.write(bytes, to: path)
  }
}
