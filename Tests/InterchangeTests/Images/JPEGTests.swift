import TestSupport
import Testing

@testable import Interchange

/// JPEG files as Pillow reads them, by `Fixtures/make_fixtures.py`.
@Suite struct JPEGTests {
  private struct Picture: Decodable {
    let width: Int
    let height: Int
    let pixels: [UInt8]
  }

  private static func bytes(_ name: String) throws -> [UInt8] {
    try fileBytes(Repository.fixture(name + ".jpg").path)
  }

  /// How far a sample may be from Pillow's: releases of libjpeg-turbo agree to the bit, other
  /// libraries of the same interface round the cosine transform and the colours by a level or two.
  private static let tolerance = 2

  @Test func `every kind of file is read, and made upright`() throws {
    let expected: [String: Picture] = try Repository.decodeFixture("jpeg.json")
    #expect(expected.count == 14)
    for (name, picture) in expected {
      let image = try RasterImage(bytes: Self.bytes(name), path: name)
      #expect(image.width == picture.width && image.height == picture.height, "\(name)")
      #expect(image.pixels.count == picture.pixels.count, "\(name)")
      let most = zip(image.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }.max()
      #expect(try #require(most) <= Self.tolerance, "\(name)")
    }
  }

  @Test func `the orientation is found in either order of bytes, and a wrong one is none`() {
    func orientation(_ value: UInt8, _ exif: [UInt8]) -> ExifOrientation? {
      let data = Array("Exif\0\0".utf8) + exif.map { $0 == 0xEE ? value : $0 }
      let length = UInt8(data.count + 2)
      return ExifOrientation(
        jpeg: [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xE1, 0, length] + data + [0xFF, 0xDA, 0, 2])
    }
    let little: [UInt8] = [
      0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 0xEE, 0, 0, 0,
    ]
    let big: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 0xEE, 0, 0,
    ]
    #expect(ExifOrientation(jpeg: []) == nil)
    for exif in [little, big] {
      #expect(orientation(6, exif) == .turnedRight)
      #expect(orientation(0, exif) == nil && orientation(9, exif) == nil)
      for count in 0..<exif.count {
        // The value is the 19th and 20th byte.
        #expect((orientation(8, Array(exif.prefix(count))) != nil) == (count >= 20))
      }
    }
  }

  @Test func `printing inks are named`() throws {
    let error = #expect(throws: InterchangeError.self) {
      try RasterImage(bytes: Self.bytes("jpeg-cmyk"), path: "a.jpg")
    }
    #expect(error?.kind == .unsupported)
    #expect(error?.message.contains("CMYK") == true)
  }

  @Test func `a file that breaks off is refused, wherever it does`() throws {
    for name in ["jpeg-420", "jpeg-progressive", "jpeg-grey", "jpeg-restarts"] {
      let whole = try Self.bytes(name)
      // Whoever leaves the last marker out has still given every pixel.
      for count in 3..<whole.count - 2 {
        let error = #expect(throws: InterchangeError.self) {
          try RasterImage(bytes: Array(whole.prefix(count)), path: "a.jpg")
        }
        #expect(error?.kind == .malformed, "\(name), \(count) bytes")
        #expect(error?.offset ?? 0 <= count)
      }
    }
  }

  @Test func `a changed byte never traps`() throws {
    for name in ["jpeg-420", "jpeg-progressive", "jpeg-turned-6"] {
      let whole = try Self.bytes(name)
      for position in whole.indices {
        for change: UInt8 in [0x01, 0x55, 0xFF] {
          var changed = whole
          changed[position] ^= change
          _ = try? RasterImage(bytes: changed, path: "a.jpg")
        }
      }
    }
  }

  @Test func `one that claims to be huge is refused before its pixels`() throws {
    var bytes = try Self.bytes("jpeg-444")
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xEA, 0x60, 0xEA, 0x60])
    let error = #expect(throws: InterchangeError.self) {
      try RasterImage(bytes: bytes, path: "a.jpg")
    }
    #expect(error?.kind == .tooLarge)
    #expect(error?.message.contains("60000×60000") == true)
  }

  @Test func `passes over a picture that repeat for ever are refused`() throws {
    let whole = try Self.bytes("jpeg-progressive")
    // The last pass, once more and once more.
    let last = try #require(whole.indices.last { whole[$0...].starts(with: [0xFF, 0xDA]) })
    let scan = whole[last..<whole.count - 2]
    let scans = Array(repeating: Array(scan), count: 600).joined()
    let bytes = whole.dropLast(2) + scans + [0xFF, 0xD9]
    let error = #expect(throws: InterchangeError.self) {
      try RasterImage(bytes: Array(bytes), path: "a.jpg")
    }
    #expect(error?.kind == .malformed)
  }
}
