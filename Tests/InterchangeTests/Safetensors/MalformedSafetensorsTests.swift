import Foundation
import TestSupport
import Testing

@testable import Interchange

/// A file that is not as the format has it.
struct MalformedSafetensors: CustomStringConvertible {
  let bytes: [UInt8]
  let kind: InterchangeError.Kind
  let offset: Int
  let problem: String

  var description: String { problem }

  init(
    _ bytes: [UInt8], at offset: Int, _ problem: String, kind: InterchangeError.Kind = .malformed
  ) {
    self.bytes = bytes
    self.kind = kind
    self.offset = offset
    self.problem = problem
  }

  /// A file with a header, at whose `¶` the mistake is, and so many bytes of numbers.
  init(
    _ marked: String, _ problem: String, data: Int = 8, kind: InterchangeError.Kind = .malformed
  ) {
    let parts = marked.split(separator: "¶", omittingEmptySubsequences: false)
    self.init(
      Self.file(Array(parts.joined().utf8), data: data),
      at: 8 + (parts.count > 1 ? parts[0].utf8.count : 0), problem, kind: kind)
  }

  static func file(_ header: [UInt8], data: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
      + [UInt8](repeating: 0, count: data)
  }

  static let all: [MalformedSafetensors] = lengths + json + entries + layout

  static let lengths: [MalformedSafetensors] = [
    MalformedSafetensors([], at: 0, "the file has 0 bytes"),
    MalformedSafetensors([1, 2, 3], at: 3, "the file has 3 bytes"),
    MalformedSafetensors(
      [255, 255, 255, 255, 255, 255, 255, 255], at: 0,
      "the header would have 18446744073709551615 bytes, more than"),
    MalformedSafetensors(
      [0, 0, 0, 0, 1, 0, 0, 0], at: 0, "the header would have 4294967296 bytes, more than"),
    MalformedSafetensors(
      [16, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), at: 0,
      "the header would have 16 bytes, and the file has 2 after its length"),
    MalformedSafetensors([0, 0, 0, 0, 0, 0, 0, 0], at: 8, "starts with the end instead of '{'"),
  ]

  static let json: [MalformedSafetensors] = [
    MalformedSafetensors("¶PK", "starts with 'P' instead of '{'"),
    MalformedSafetensors("¶ {}", "starts with byte 0x20 instead of '{'"),
    MalformedSafetensors("¶[]", "starts with '[' instead of '{'"),
    MalformedSafetensors("{¶", "a text in quotation marks is expected, and there is the end"),
    MalformedSafetensors("{¶a:1}", "a text in quotation marks is expected, and there is 'a'"),
    MalformedSafetensors("{¶\"a", "a text has no end"),
    MalformedSafetensors("{\"a\"¶ 1}".replacing(" ", with: ""), "':' is expected"),
    MalformedSafetensors("{\"a\":¶1}", "'{' is expected, and there is '1'"),
    MalformedSafetensors("{\"a\":¶{}}", "tensor 'a' has no 'dtype'"),
    MalformedSafetensors("{} ¶x", "'x' follows the end of the header", data: 0),
    MalformedSafetensors("{}¶\0", "byte 0x0 follows the end of the header", data: 0),
    MalformedSafetensors("{\"a¶\u{1}\":{}}", "a text contains a control character"),
    MalformedSafetensors("{\"¶\\x\":{}}", "a backslash is not followed by an escape"),
    MalformedSafetensors("{\"¶\\uD800\":{}}", "a backslash is not followed by an escape"),
    MalformedSafetensors("{\"¶\\uD800\\u0041\":{}}", "a backslash is not followed by an escape"),
    MalformedSafetensors("{\"¶\\u12\":{}}", "\\u is not followed by four hexadecimal digits"),
    MalformedSafetensors(
      file(Array("{\"a".utf8) + [0xFF, 0xC0] + Array("\":{}}".utf8), data: 8), at: 9,
      "a text is not UTF-8"),
    MalformedSafetensors("{\"__metadata__\":{\"a\":¶1}}", "a text in quotation marks is expected"),
    MalformedSafetensors(
      "{\"__metadata__\":{\"a\":\"1\",¶\"a\":\"2\"}}", "'a' of __metadata__ is given twice"),
    MalformedSafetensors(
      "{\"__metadata__\":{},¶\"__metadata__\":{}}", "the name '__metadata__' is given twice"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},¶\"a\":{}}",
      "the name 'a' is given twice"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},¶}",
      "a text in quotation marks is expected, and there is '}'"),
    MalformedSafetensors(
      "{\"a\":{¶" + String(repeating: "\"a\":{", count: 50_000), "tensor 'a' has 'a', and only"),
  ]

  static let entries: [MalformedSafetensors] = [
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",¶\"dtype\":\"F32\"}}", "'dtype' of tensor 'a' is given twice"),
    MalformedSafetensors("{\"a\":{\"dtype\":¶5}}", "a text in quotation marks is expected"),
    MalformedSafetensors("{\"a\":{¶\"color\":5}}", "tensor 'a' has 'color', and only dtype"),
    MalformedSafetensors(
      "{\"a\":¶{\"dtype\":\"F32\",\"shape\":[2]}}", "tensor 'a' has no 'data_offsets'"),
    MalformedSafetensors(
      "{\"a\":{\"shape\":[¶-2]}}", "a whole number is expected, and there is '-'"),
    MalformedSafetensors("{\"a\":{\"shape\":[2¶.5]}}", "']' is expected, and there is '.'"),
    MalformedSafetensors("{\"a\":{\"shape\":[¶02]}}", "a number starts with 0"),
    MalformedSafetensors("{\"a\":{\"shape\":[¶]}}".replacing("]", with: ",]"), "a whole number"),
    MalformedSafetensors(
      "{\"a\":{\"shape\":[¶99999999999999999999]}}", "the number is too large"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":¶[0]}}",
      "data_offsets of tensor 'a' are 1 numbers instead of 2"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":¶\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}",
      "tensor 'a' has numbers of type 'F8_E4M3', which is not read here", kind: .unsupported),
  ]

  static let layout: [MalformedSafetensors] = [
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,¶12]}}",
      "tensor 'a' ends at byte 12 of the numbers, and the file has 8"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,¶0]}}",
      "tensor 'a' ends at byte 0 of the numbers, before its begin 8"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[¶0,8]}}",
      "tensor 'a' has 8 bytes, and F32 numbers of shape [3] take 12"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":¶[4294967296,4294967296],\"data_offsets\":[0,8]}}",
      "tensor 'a' has a shape with more elements than can be counted"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":¶[0,4294967296,4294967296],\"data_offsets\":[0,0]}}",
      "tensor 'a' has a shape with more elements than can be counted", data: 0),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":¶[2305843009213693952],\"data_offsets\":[0,0]}}",
      "tensor 'a' has a shape with more elements than can be counted", data: 0),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[¶4,8]}}",
      "tensor 'b' begins at byte 4 of the numbers, inside of 'a', which ends at 8"),
    MalformedSafetensors(
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[¶4,8]}}",
      "tensor 'a' begins at byte 4 of the numbers, and bytes 0 to 3 belong to no tensor"),
    MalformedSafetensors(
      file(Array("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".utf8), data: 8),
      at: 66, "4 bytes follow the last tensor and belong to none"),
    MalformedSafetensors(file(Array("{}".utf8), data: 3), at: 10, "3 bytes follow the last tensor"),
  ]
}

@Suite struct MalformedSafetensorsTests {
  @Test(arguments: MalformedSafetensors.all)
  func `a malformed file is refused with place and remedy`(_ file: MalformedSafetensors) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, to: "bad.safetensors")
    let error = try #require(
      #expect(throws: InterchangeError.self) { try Safetensors(contentsOf: path) })
    #expect(error.kind == file.kind)
    #expect(error.offset == file.offset)
    #expect(error.message.contains(file.problem), "\(error.message)")
    #expect(error.description.hasPrefix("\(path), byte \(file.offset): "))
    #expect(error.remedy.hasSuffix("."))
  }

  @Test func `no file, a folder, and a device are refused`() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: InterchangeError.self) {
      try Safetensors(contentsOf: folder("none"))
    }
    #expect(missing?.kind == .missing)
    let whole = #expect(throws: InterchangeError.self) { try Safetensors(contentsOf: folder.path) }
    #expect(whole?.message.contains("Is a directory") == true)
    let device = #expect(throws: InterchangeError.self) {
      try Safetensors(contentsOf: "/dev/zero")
    }
    #expect(device?.message == "it is a pipe or a device, not a file")
  }

  @Test func `cut anywhere, or with any byte of the header changed, nothing traps`() throws {
    let whole = try fileBytes(Repository.fixture("model.safetensors").path)
    let folder = try TemporaryFolder()
    for count in stride(from: 0, to: whole.count, by: 3) {
      let path = try folder.write(Array(whole.prefix(count)), to: "cut")
      #expect(throws: InterchangeError.self, "\(count)") { try Safetensors(contentsOf: path) }
    }
    let header = 8 + Int(whole[0]) + Int(whole[1]) << 8
    for index in 8..<header {
      for byte: UInt8 in [0, 34, 57, 255] {
        var changed = whole
        changed[index] = byte
        // Some changes leave a header that means something else; none may trap.
        _ = try? SafetensorsHeader(
          Array(changed[8..<header]), path: "changed", fileSize: changed.count)
      }
    }
  }
}
