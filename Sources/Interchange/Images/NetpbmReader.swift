/// Reads PGM and PPM files: P2 and P3 in text, P5 and P6 in bytes, with up to 16 bits per sample.
///
/// - SeeAlso: <https://netpbm.sourceforge.net/doc/ppm.html>.
struct NetpbmReader {
  private let bytes: [UInt8]
  private let path: String
  private var position = 2

  /// The reader of a file that starts with `P` and a digit.
  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// Reads the first image of the file.
  mutating func image() throws(InterchangeError) -> RasterImage {
    let (channels, isText) = try format()
    let width = try header("the width")
    let place = position
    let height = try header("the height")
    try RasterImage.check(width: width, height: height, path: path, offset: place)
    let maximum = try header("the largest sample")
    guard 1...65535 ~= maximum else {
      throw error(
        "the largest sample is \(maximum), and it must be 1 to 65535",
        "The file is damaged: use another copy.")
    }
    let count = width * height * channels
    let samples = isText ? try text(count, maximum) : try binary(count, maximum)
    return RasterImage(width: width, height: height, channels: channels, pixels: samples)
  }

  private func format() throws(InterchangeError) -> (channels: Int, isText: Bool) {
    switch bytes[1] {
    case UInt8(ascii: "2"): return (1, true)
    case UInt8(ascii: "3"): return (3, true)
    case UInt8(ascii: "5"): return (1, false)
    case UInt8(ascii: "6"): return (3, false)
    default:
      throw InterchangeError(
        .unsupported, path: path, offset: 1,
        "it is a file of type P\(Character(Unicode.Scalar(bytes[1]))), and P2, P3, P5 and P6 are read",
        remedy: "Convert the image to PNG, for example with `magick IMAGE image.png`.")
    }
  }

  private func error(_ problem: String, at place: Int? = nil, _ remedy: String) -> InterchangeError
  {
    InterchangeError(
      .malformed, path: path, offset: place ?? position, problem, remedy: remedy)
  }

  /// Passes space, and comments, which go from `#` to the end of the line.
  private mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else if Self.isSpace(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  /// A number of the header.
  private mutating func header(_ meaning: String) throws(InterchangeError) -> Int {
    try number { "\(meaning) of the image" }
  }

  /// A whole number in text; what it means is asked for only when there is none.
  private mutating func number(_ meaning: () -> String) throws(InterchangeError) -> Int {
    skipSpace()
    let start = position
    var number = 0
    while position < bytes.count, 0x30...0x39 ~= bytes[position] {
      number = number * 10 + Int(bytes[position] - 0x30)
      position += 1
      guard number <= 1 << 40 else {
        throw error("\(meaning()) is a number too large", at: start, "Use another copy.")
      }
    }
    guard position > start else {
      let found =
        position == bytes.count
        ? "the file ends" : "there is byte 0x\(String(bytes[position], radix: 16))"
      throw error(
        "\(meaning()) is expected, and \(found)", "The file is damaged: use another copy.")
    }
    return number
  }

  private mutating func text(_ count: Int, _ maximum: Int) throws(InterchangeError) -> [UInt8] {
    // Every sample takes a digit and a space.
    guard bytes.count - position >= 2 * count - 1 else { throw tooShort(count, of: "numbers") }
    var samples: [UInt8] = []
    samples.reserveCapacity(count)
    for index in 0..<count {
      let sample = try number { "sample \(index + 1) of \(count)" }
      samples.append(try scaled(sample, maximum))
    }
    return samples
  }

  private mutating func binary(_ count: Int, _ maximum: Int) throws(InterchangeError) -> [UInt8] {
    guard position < bytes.count, Self.isSpace(bytes[position]) else {
      throw error(
        "one space is expected between header and samples", "The file is damaged: use another copy."
      )
    }
    position += 1
    let size = maximum > 255 ? 2 : 1
    guard bytes.count - position >= size * count else {
      throw tooShort(size * count, of: "bytes")
    }
    if maximum == 255 { return Array(bytes[position..<position + count]) }
    var samples: [UInt8] = []
    samples.reserveCapacity(count)
    for _ in 0..<count {
      let high = Int(bytes[position])
      let sample = size == 1 ? high : high << 8 | Int(bytes[position + 1])
      samples.append(try scaled(sample, maximum))
      position += size
    }
    return samples
  }

  private func tooShort(_ count: Int, of unit: String) -> InterchangeError {
    error(
      "the image has \(count) \(unit) of samples, and the file has \(bytes.count - position) bytes left",
      at: bytes.count, "It was not written or copied completely: use another copy.")
  }

  /// A sample as one of 0 to 255, rounded.
  private func scaled(_ sample: Int, _ maximum: Int) throws(InterchangeError) -> UInt8 {
    guard sample <= maximum else {
      throw error(
        "a sample is \(sample), and the header says that the largest is \(maximum)",
        "The file is damaged: use another copy.")
    }
    return UInt8((sample * 255 + maximum / 2) / maximum)
  }
}
