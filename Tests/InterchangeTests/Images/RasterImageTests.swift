import TestSupport
import Testing

@testable import Interchange

/// What Pillow reads and PyTorch resizes, as `Fixtures/make_fixtures.py` wrote it.
struct ImageFixture: Decodable {
  let width: Int
  let height: Int
  let pixels: [String: [UInt8]]
  let resized: [String: [Float]]
  let luminance: [UInt8]

  static func load() throws -> ImageFixture {
    try Repository.decodeFixture("images.json")
  }
}

@Suite struct RasterImageTests {
  @Test(arguments: [
    "rgb", "grey", "interlaced", "palette", "bilevel", "grey16", "rgba", "grey-alpha",
  ])
  func `every kind of PNG file is read`(name: String) throws {
    let fixture = try ImageFixture.load()
    let image = try RasterImage(contentsOf: Repository.fixture("\(name).png").path)
    #expect(image.width == fixture.width)
    #expect(image.height == fixture.height)
    #expect(image.pixels == fixture.pixels[name])
  }

  @Test func `a written PNG file is read again`() throws {
    let folder = try TemporaryFolder()
    for name in ["rgb", "grey"] {
      let image = try RasterImage(contentsOf: Repository.fixture("\(name).png").path)
      try image.write(to: folder("\(name).png"))
      #expect(try RasterImage(contentsOf: folder("\(name).png")) == image)
    }
    #expect(try folder.names == ["grey.png", "rgb.png"])
    let error = #expect(throws: InterchangeError.self) {
      try RasterImage(width: 1, height: 1, channels: 1, pixels: [0]).write(to: folder("no/a.png"))
    }
    #expect(error?.kind == .missing)
  }

  @Test func `planes are the samples sorted by channel`() {
    let image = RasterImage(width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6])
    #expect(image.planes == [1, 4, 2, 5, 3, 6])
    #expect(RasterImage(width: 2, height: 1, planes: image.planes) == image)
  }

  @Test func `grey is Pillow's, and grey in colours is grey`() throws {
    let fixture = try ImageFixture.load()
    let colours = try RasterImage(contentsOf: Repository.fixture("rgb.png").path)
    let grey = colours.converted(toChannels: 1)
    #expect(grey.pixels == fixture.luminance)
    #expect(grey.converted(toChannels: 3).converted(toChannels: 1) == grey)
    #expect(grey.converted(toChannels: 1) == grey)
  }

  @Test func `resizing is PyTorch's, bilinear up and by area down`() throws {
    let fixture = try ImageFixture.load()
    let image = try RasterImage(contentsOf: Repository.fixture("rgb.png").path)
    #expect(fixture.resized.count == 7)
    for (size, expected) in fixture.resized {
      let lengths = size.split(separator: "x").compactMap { Int($0) }
      let resized = image.resized(width: lengths[0], height: lengths[1])
      #expect(resized.width == lengths[0] && resized.height == lengths[1])
      #expect(resized.pixels.count == expected.count)
      for (found, expected) in zip(resized.pixels, expected) {
        // Half of a level by rounding, and what Float leaves of a tie.
        #expect(abs(Float(found) - expected) <= 0.502, "\(size)")
      }
    }
  }

  @Test func `parts of pixels count by the part`() {
    // Three pixels on two: each is one and a half of them.
    let row = RasterImage(width: 3, height: 1, channels: 1, pixels: [30, 60, 120])
    #expect(row.resized(width: 2, height: 1).pixels == [40, 100])
    let column = RasterImage(width: 1, height: 3, channels: 1, pixels: [30, 60, 120])
    #expect(column.resized(width: 1, height: 2).pixels == [40, 100])
  }

  @Test func `an even picture stays even at any size`() {
    let image = RasterImage(
      width: 5, height: 7, channels: 3, pixels: [UInt8](repeating: 200, count: 105))
    for (width, height) in [(1, 1), (3, 11), (32, 32), (4, 5), (6, 8)] {
      #expect(image.resized(width: width, height: height).pixels.allSatisfy { $0 == 200 })
    }
    #expect(image.resized(width: 5, height: 7) == image)
  }

  @Test(arguments: [
    // As Python rounds (width − 8) / 2: to the even one of two that are as near.
    (8, 0), (9, 0), (10, 1), (11, 2), (12, 2), (13, 2), (14, 3), (15, 4),
  ])
  func `a picture that is too wide or too high keeps its middle`(length: Int, left: UInt8) {
    let columns = (0..<8 * length).map { UInt8($0 % length) }
    let wide = RasterImage(width: length, height: 8, channels: 1, pixels: columns)
    #expect(wide.filling(width: 8, height: 8).pixels.prefix(8) == ArraySlice(left..<left + 8))
    let rows = (0..<8 * length).map { UInt8($0 / 8) }
    let high = RasterImage(width: 8, height: length, channels: 1, pixels: rows)
    let kept = high.filling(width: 8, height: 8)
    #expect(kept.pixels == (0..<64).map { left + UInt8($0 / 8) })
  }

  @Test func `the middle is that of the whole picture at the new size`() throws {
    let image = try RasterImage(contentsOf: Repository.fixture("rgb.png").path)
    // 8×6 pixels: 16×12 at twice the size, of which the columns 2 to 13 are kept.
    let whole = image.resized(width: 16, height: 12)
    let middle = image.filling(width: 12, height: 12)
    for row in 0..<12 {
      let start = (row * 16 + 2) * 3
      #expect(
        middle.pixels[(row * 36)..<(row * 36 + 36)] == whole.pixels[start..<start + 36])
    }
    #expect(image.fitted(width: 4, height: 3, by: .crop) == image.resized(width: 4, height: 3))
    #expect(image.fitted(width: 3, height: 3, by: .squeeze) == image.resized(width: 3, height: 3))
  }

  @Test func `a strip takes no more memory than its picture`() {
    let strip = RasterImage(
      width: 1, height: 1 << 22, channels: 1, pixels: [UInt8](repeating: 7, count: 1 << 22))
    // At this width the whole of it would have 4 billion rows.
    let seen = strip.filling(width: 1 << 10, height: 2)
    #expect(seen.width == 1 << 10 && seen.height == 2 && seen.pixels.allSatisfy { $0 == 7 })
  }
}

@Suite struct NetpbmTests {
  private func image(_ text: String, _ samples: [UInt8] = []) throws -> RasterImage {
    try RasterImage(bytes: Array(text.utf8) + samples, path: "a.ppm")
  }

  @Test func `the four types are read`() throws {
    #expect(try image("P2 2 1 255 7 255").pixels == [7, 255])
    #expect(try image("P3\n1 1\n255\n1 2 3\n").pixels == [1, 2, 3])
    #expect(try image("P5 1 2 255\n", [9, 8]).pixels == [9, 8])
    let color = try image("P6 1 1 255 ", [10, 35, 32])
    #expect(color.pixels == [10, 35, 32])
    #expect(color.channels == 3)
  }

  @Test func `comments and any space stand between numbers`() throws {
    let text = "P2# a comment\n#another 5\n 2\t1 # 3\r\n4\n1 #x\n\n4"
    #expect(try image(text).pixels == [64, 255])
  }

  @Test func `other depths are scaled`() throws {
    #expect(try image("P2 3 1 1 0 1 1").pixels == [0, 255, 255])
    #expect(try image("P5 2 1 65535\n", [0xFF, 0xFF, 0x80, 0x00]).pixels == [255, 128])
    #expect(try image("P5 2 1 15\n", [15, 1]).pixels == [255, 17])
  }
}
