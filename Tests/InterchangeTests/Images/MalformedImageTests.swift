import Foundation
import TestSupport
import Testing

@testable import Interchange

/// A file that is no image that can be read.
struct MalformedImage: CustomStringConvertible {
  let bytes: [UInt8]
  let kind: InterchangeError.Kind
  let offset: Int?
  let problem: String

  var description: String { problem }

  init(
    _ bytes: [UInt8], at offset: Int?, _ problem: String, kind: InterchangeError.Kind = .malformed
  ) {
    self.bytes = bytes
    self.kind = kind
    self.offset = offset
    self.problem = problem
  }

  init(
    _ text: String, at offset: Int?, _ problem: String, kind: InterchangeError.Kind = .malformed
  ) {
    self.init(Array(text.utf8), at: offset, problem, kind: kind)
  }

  static let formats: [MalformedImage] = [
    MalformedImage("", at: nil, "the file is empty"),
    MalformedImage([0xFF, 0xD8, 0xFF, 0xE0], at: 4, "the JPEG file is damaged: libjpeg says"),
    MalformedImage("GIF89a", at: 0, "it is a GIF", kind: .unsupported),
    MalformedImage("RIFFxxxxWEBP", at: 0, "it is a WebP", kind: .unsupported),
    MalformedImage("BM", at: 0, "it is a BMP", kind: .unsupported),
    MalformedImage("hello", at: 0, "it does not start as a PNG", kind: .unsupported),
    MalformedImage("P", at: 0, "it does not start as a PNG", kind: .unsupported),
    MalformedImage("P4 1 1 ", at: 1, "it is a file of type P4", kind: .unsupported),
    MalformedImage("P9 1 1 ", at: 1, "it is a file of type P9", kind: .unsupported),
  ]

  static let netpbm: [MalformedImage] = [
    MalformedImage("P6", at: 2, "the width of the image is expected, and the file ends"),
    MalformedImage("P6 x", at: 3, "the width of the image is expected, and there is byte 0x78"),
    MalformedImage("P6 -1 1 255 ", at: 3, "the width of the image is expected"),
    MalformedImage("P6 1", at: 4, "the height of the image is expected, and the file ends"),
    MalformedImage("P6 0 5 255 ", at: 4, "the image is 0×5 pixels: it has none"),
    MalformedImage(
      "P6 100000 100000 255 ", at: 9, "the image is 100000×100000 pixels", kind: .tooLarge),
    MalformedImage(
      "P5 1000000000000 1000000000000 255 ", at: 16, "the image is 1000000000000×", kind: .tooLarge),
    MalformedImage("P6 99999999999999999999999 1 255 ", at: 3, "is a number too large"),
    MalformedImage("P2 1 1 0 0", at: 8, "the largest sample is 0"),
    MalformedImage("P2 1 1 65536 0", at: 12, "the largest sample is 65536"),
    MalformedImage("P2 2 2 255 1 2 3", at: 16, "the image has 4 numbers of samples"),
    MalformedImage("P2 2 1 255 1      ", at: 18, "sample 2 of 2 is expected, and the file ends"),
    MalformedImage("P2 2 1 255 1 zz", at: 13, "sample 2 of 2 is expected, and there is byte 0x7a"),
    MalformedImage(
      "P2 1 1 9 10", at: 11, "a sample is 10, and the header says that the largest is 9"),
    MalformedImage("P5 1 1 9 \n", at: 9, "a sample is 10"),
    MalformedImage("P5 4 4 255\nabc", at: 14, "the image has 16 bytes of samples"),
    MalformedImage("P5 2 1 999\nabc", at: 14, "the image has 4 bytes of samples"),
    MalformedImage("P5 1 1 255", at: 10, "one space is expected between header and samples"),
    MalformedImage("P5 1 1 255#c", at: 10, "one space is expected between header and samples"),
    MalformedImage("P2 #", at: 4, "the width of the image is expected, and the file ends"),
  ]
}

@Suite struct MalformedImageTests {
  @Test(arguments: MalformedImage.formats + MalformedImage.netpbm)
  func `a file that is no image is refused with a remedy`(_ file: MalformedImage) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, to: "bad")
    let error = try #require(
      #expect(throws: InterchangeError.self) { try RasterImage(contentsOf: path) })
    #expect(error.kind == file.kind)
    #expect(error.offset == file.offset)
    #expect(error.message.contains(file.problem), "\(error.message)")
    #expect(error.path == path)
    #expect(error.remedy.hasSuffix("."))
  }

  /// A PNG file of chunks.
  private func png(_ chunks: [(name: String, data: [UInt8])]) -> [UInt8] {
    chunks.reduce(PNGFile.signature) { bytes, chunk in
      let body = Array(chunk.name.utf8) + chunk.data
      return bytes + bigEndian(UInt32(chunk.data.count)) + body + bigEndian(checksum(body))
    }
  }

  private func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// The checksum of a chunk (CRC-32).
  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
      }
    }
  }

  private func header(_ width: UInt32, _ height: UInt32, depth: UInt8 = 8, color: UInt8 = 2)
    -> (name: String, data: [UInt8])
  {
    ("IHDR", bigEndian(width) + bigEndian(height) + [depth, color, 0, 0, 0])
  }

  private func refusal(_ bytes: [UInt8]) -> InterchangeError? {
    #expect(throws: InterchangeError.self) { try RasterImage(bytes: bytes, path: "a.png") }
  }

  @Test func `a PNG that claims to be huge is refused before its pixels`() {
    for (width, height): (UInt32, UInt32) in [
      (100_000, 100_000), (1_000_000, 1_000_000), (67_108_865, 1), (2_147_483_647, 2_147_483_647),
    ] {
      let error = refusal(png([header(width, height), ("IDAT", [1, 2, 3]), ("IEND", [])]))
      #expect(error != nil, "\(width)×\(height)")
    }
    let error = refusal(png([header(100_000, 100_000), ("IDAT", []), ("IEND", [])]))
    #expect(error?.kind == .tooLarge)
    #expect(error?.offset == 16)
  }

  @Test func `a damaged PNG is refused with what libpng says`() throws {
    let whole = try fileBytes(Repository.fixture("rgb.png").path)
    let cases: [(String, [UInt8])] = [
      ("the signature alone", PNGFile.signature),
      ("no pixels at all", png([header(0, 5), ("IEND", [])])),
      ("no header", png([("IDAT", [1]), ("IEND", [])])),
      ("no data", png([header(2, 2), ("IEND", [])])),
      ("data that is not compressed", png([header(2, 2), ("IDAT", [1, 2, 3, 4]), ("IEND", [])])),
      ("a depth that does not exist", png([header(2, 2, depth: 7), ("IEND", [])])),
      ("a type that does not exist", png([header(2, 2, color: 5), ("IEND", [])])),
      ("a palette that is missing", png([header(2, 2, color: 3), ("IDAT", []), ("IEND", [])])),
      ("half a file", Array(whole.prefix(whole.count / 2))),
    ]
    for (name, bytes) in cases {
      let error = try #require(refusal(bytes), "\(name)")
      #expect(error.kind == .malformed, "\(name)")
      #expect(error.message.hasPrefix("the PNG file is damaged: libpng says '"), "\(name)")
      #expect(error.path == "a.png")
    }
    var changed = whole
    changed[29] ^= 1
    #expect(refusal(changed)?.message.contains("CRC") == true)
  }

  @Test func `a PNG cut anywhere, or with any byte changed, never traps`() throws {
    for name in ["rgb.png", "palette.png", "interlaced.png"] {
      let whole = try fileBytes(Repository.fixture(name).path)
      for count in 0..<whole.count {
        _ = try? RasterImage(bytes: Array(whole.prefix(count)), path: name)
        var changed = whole
        changed[count] ^= 0x55
        _ = try? RasterImage(bytes: changed, path: name)
      }
    }
  }

  @Test func `no file, a folder and a device are refused`() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: InterchangeError.self) {
      try RasterImage(contentsOf: folder("none.png"))
    }
    #expect(missing?.kind == .missing)
    #expect(throws: InterchangeError.self) { try RasterImage(contentsOf: folder.path) }
    #expect(throws: InterchangeError.self) { try RasterImage(contentsOf: "/dev/zero") }
  }
}
