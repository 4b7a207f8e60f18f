import Foundation
import Interchange
import TensorEngine
import Testing

struct SafetensorsTests {
  private func file() -> Safetensors {
    var file = Safetensors()
    file.append("b.weight", Tensor([2, 3], [1, -2, 0.5, .infinity, .leastNonzeroMagnitude, 3]))
    file.append("a", Tensor([1], [7]))
    file.append("count", 391)
    file.append("nothing", Tensor([0, 4], []))
    file.metadata = ["format": "pt"]
    return file
  }

  @Test
  func `what is written is read back to the bit`() throws {
    let file = file()
    let read = try Safetensors(file.bytes, path: "x")
    #expect(read.metadata == file.metadata)
    #expect(Set(read.entries.map(\.name)) == Set(file.entries.map(\.name)))
    for (name, entry) in file.entries { #expect(read[name] == entry) }
  }

  @Test
  func `numbers start at a multiple of eight bytes`() {
    let bytes = [UInt8](file().bytes)
    let length = Int(bytes[0]) + Int(bytes[1]) << 8
    #expect(length.isMultiple(of: 8))
    #expect(bytes[8] == UInt8(ascii: "{"))
  }

  /// A file with a header of one's own.
  private static func data(_ header: String, _ numbers: Int = 0, length: UInt64? = nil) -> Data {
    var data = Data()
    withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) {
      data.append(contentsOf: $0)
    }
    data.append(contentsOf: Array(header.utf8))
    data.append(contentsOf: [UInt8](repeating: 0, count: numbers))
    return data
  }

  private static func tensor(_ type: String, _ shape: String, _ offsets: String) -> String {
    #""t": {"dtype": "\#(type)", "shape": \#(shape), "data_offsets": \#(offsets)}"#
  }

  @Test(arguments: [
    (Data(), "byte 0: the file ends"), (Data([1, 2, 3]), "byte 3: the file ends"),
    (data("{}", length: 3), "byte 0: the header is said to have 3 bytes"),
    (data("{}", length: .max), "byte 0: the header"),
    (data("[]"), "byte 8: the header is no JSON object"),
    (data("{nonsense"), "no JSON object"), (data("\u{FF}"), "no JSON object"),
    (data(#"{"t": 3}"#), "'t' has no dtype"),
    (data(#"{"t": {"dtype": "F32"}}"#), "'t' has no dtype"),
    (data("{" + tensor("F32", "[1]", "[0]") + "}", 4), "pair of data_offsets"),
    (data("{" + tensor("F32", "[1]", "[0, 8]") + "}", 4), "beyond the file's end"),
    (data("{" + tensor("F32", "[1]", "[-4, 0]") + "}", 4), "beyond the file's end"),
    (data("{" + tensor("F32", "[1]", "[4, 0]") + "}", 4), "beyond the file's end"),
    (data("{" + tensor("F32", "[2]", "[0, 4]") + "}", 4), "has 4 bytes for F32 of shape [2]"),
    (data("{" + tensor("F32", "[-1]", "[0, 4]") + "}", 4), "of shape [-1]"),
    (data("{" + tensor("F32", "[4611686018427387904, 4]", "[0, 4]") + "}", 4), "of shape"),
    (data("{" + tensor("C64", "[1]", "[0, 8]") + "}", 8), "number type C64"),
    (data("{" + tensor("F32", "[1]", "[4, 8]") + "}", 8), "does not begin where"),
    (data("{" + tensor("F32", "[1]", "[0, 4]") + "}", 8), "belong to no tensor"),
    (data(#"{"__metadata__": {"a": 1}}"#), "the metadata are no texts"),
  ])
  func `a damaged file is refused with the byte`(_ data: Data, _ message: String) throws {
    let error = #expect(throws: InterchangeError.self) { try Safetensors(data, path: "m") }
    let text = try #require(error).description
    #expect(text.contains(message) && text.hasPrefix("m: byte "))
    #expect(text.split(separator: "\n").count == 2)
  }

  @Test
  func `other number types are converted`() throws {
    let header =
      #"{"h": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "#
      + #""b": {"dtype": "BF16", "shape": [1], "data_offsets": [6, 8]}}"#
    var data = Self.data(header)
    data.append(contentsOf: [0x00, 0x3C, 0x00, 0xC1, 0x01, 0x00, 0x80, 0x3F])
    let read = try Safetensors(data, path: "m")
    #expect(read.numbers("h")?.elements == [1, -2.5, 0x1p-24])
    #expect(read.numbers("b")?.elements == [1])
  }

  @Test
  func `a file is replaced whole, and what cannot be written says why`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/interchange-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try DurableFile.createFolder(folder + "/inner")
    let path = folder + "/inner/model.safetensors"
    try DurableFile.replace(path, with: Data([1, 2]))
    try DurableFile.replace(path, with: file().bytes)
    #expect(try Safetensors(contentsOf: path).numbers("a")?.elements == [7])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/inner").count == 1)

    let full = #expect(throws: InterchangeError.self) {
      try DurableFile.write(Data([1]), to: "/dev/full")
    }
    #expect(try #require(full).description.contains("Free some space"))
    let missing = #expect(throws: InterchangeError.self) {
      try DurableFile.write(Data([1]), to: folder + "/none/file")
    }
    #expect(try #require(missing).description.contains("No such file"))
    let inFile = #expect(throws: InterchangeError.self) {
      try DurableFile.createFolder(path + "/folder")
    }
    #expect(try #require(inFile).description.contains("creating the folder"))
    #expect(throws: InterchangeError.self) { try Safetensors(contentsOf: folder + "/none") }
  }
}
