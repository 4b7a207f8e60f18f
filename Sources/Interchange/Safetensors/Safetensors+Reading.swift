import Foundation
import TensorEngine

extension Safetensors {
  /// Reads a file.
  ///
  /// - Throws: An ``InterchangeError`` with the offset at which the file is not as the format has it.
  /// - Complexity: O(bytes); nothing is allocated before what the header says was checked against the
  ///   length of the file.
  public init(contentsOf path: String) throws(InterchangeError) {
    let file = try OpenFile.reading(path)
    let header = try Self.header(of: file)
    self.path = path
    metadata = header.metadata
    for item in header.items {
      tensors.append(Entry(item.name, item.shape, try Self.values(of: item, in: file)))
    }
  }

  private static func header(of file: OpenFile) throws(InterchangeError) -> SafetensorsHeader {
    let size = try file.size()
    guard size >= 8 else {
      throw InterchangeError(
        .malformed, path: file.path, offset: size,
        "the file has \(size) bytes, and the length of the header alone takes 8",
        remedy: "It is no safetensors file, or was not written completely: use another copy.")
    }
    let lengthBytes = try bytes(8, at: 0, of: file)
    let length = lengthBytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(SafetensorsHeader.longest) else {
      throw InterchangeError(
        .malformed, path: file.path, offset: 0,
        "the header would have \(length) bytes, more than the \(SafetensorsHeader.longest) that are "
          + "allowed",
        remedy: "It is no safetensors file, or it is damaged: check which file this is.")
    }
    guard Int(length) <= size - 8 else {
      throw InterchangeError(
        .malformed, path: file.path, offset: 0,
        "the header would have \(length) bytes, and the file has \(size - 8) after its length",
        remedy: "It was not written or copied completely, or is no safetensors file: use another "
          + "copy.")
    }
    let json = try bytes(Int(length), at: 8, of: file)
    return try SafetensorsHeader(json, path: file.path, fileSize: size)
  }

  private static func values(
    of item: SafetensorsHeader.Item, in file: OpenFile
  ) throws(InterchangeError) -> Values {
    // The common type is read straight into its array.
    guard item.type == .float32 else {
      let bytes = try bytes(item.range.count, at: item.range.lowerBound, of: file)
      return bytes.withUnsafeBytes { Values($0, as: item.type) }
    }
    var failure: InterchangeError?
    let floats = [Float](unsafeUninitializedCapacity: item.shape.count) { buffer, count in
      do throws(InterchangeError) {
        try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: item.range.lowerBound)
        count = buffer.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return .floats(floats)
  }

  private static func bytes(
    _ count: Int, at offset: Int, of file: OpenFile
  ) throws(InterchangeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(InterchangeError) in try file.read(into: buffer, at: offset) }
    }
    try result.get()
    return bytes
  }
}
