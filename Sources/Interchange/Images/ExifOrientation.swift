/// What makes a picture upright, by the tag 0x0112 of the data that cameras write into it (Exif).
enum ExifOrientation: Int, CaseIterable {
  case upright = 1
  case mirrored, halfTurned, flipped
  /// The stored rows are columns of the picture: from here on width and height change places.
  case transposed, turnedRight, transversed, turnedLeft

  /// Finds it among the segments of a JPEG file; `nil` where the file does not say it.
  init?(jpeg bytes: [UInt8]) {
    var position = 2
    // Segments of a marker, a length and data, up to the beginning of the samples.
    while position + 4 <= bytes.count, bytes[position] == 0xFF, bytes[position + 1] != 0xDA {
      let end = position + 2 + Int(bytes[position + 2]) << 8 + Int(bytes[position + 3])
      let data = position + 4
      guard end >= data, end <= bytes.count else { return nil }
      if bytes[position + 1] == 0xE1, bytes[data..<end].starts(with: Self.title) {
        self.init(exif: bytes[(data + Self.title.count)..<end])
        return
      }
      position = end
    }
    return nil
  }

  private static let title = Array("Exif\0\0".utf8)

  /// Finds it in the first directory of Exif data, which is a TIFF file.
  private init?(exif bytes: ArraySlice<UInt8>) {
    let isLittle = bytes.starts(with: Array("II".utf8))
    guard isLittle || bytes.starts(with: Array("MM".utf8)) else { return nil }
    /// A number of `count` bytes at an offset; `nil` beyond the data.
    func number(_ offset: Int, _ count: Int) -> Int? {
      guard offset >= 0, offset <= bytes.count - count else { return nil }
      let digits = bytes[(bytes.startIndex + offset)...].prefix(count)
      return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
    for index in 0..<count {
      let entry = directory + 2 + 12 * index
      guard let tag = number(entry, 2) else { return nil }
      if tag == 0x0112, let value = number(entry + 8, 2) {
        self.init(rawValue: value)
        return
      }
    }
    return nil
  }
}

extension RasterImage {
  /// The picture made upright.
  func turned(_ orientation: ExifOrientation) -> RasterImage {
    guard orientation != .upright else { return self }
    let isTransposed = orientation.rawValue >= ExifOrientation.transposed.rawValue
    let (width, height) = isTransposed ? (height, width) : (width, height)
    var turned: [UInt8] = []
    turned.reserveCapacity(pixels.count)
    for row in 0..<height {
      for column in 0..<width {
        let (x, y) =
          switch orientation {
          case .upright: (column, row)
          case .mirrored: (width - 1 - column, row)
          case .halfTurned: (width - 1 - column, height - 1 - row)
          case .flipped: (column, height - 1 - row)
          case .transposed: (row, column)
          case .turnedRight: (row, width - 1 - column)
          case .transversed: (height - 1 - row, width - 1 - column)
          case .turnedLeft: (height - 1 - row, column)
          }
        let start = (y * self.width + x) * channels
        turned += pixels[start..<start + channels]
      }
    }
    return RasterImage(width: width, height: height, channels: channels, pixels: turned)
  }
}
