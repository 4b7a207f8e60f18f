import CPNG

/// PNG files, by the system's libpng.
enum PNGFile {
  /// The first bytes of every file.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Decodes a file: 8 and 16 bits, grey, colours, palettes, interlaced or not.
  ///
  /// What is transparent is laid over white, in linear light; 16-bit samples are taken for sRGB.
  static func decode(_ bytes: [UInt8], path: String) throws(InterchangeError) -> RasterImage {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(InterchangeError) in try decode(buffer, path: path) }
    }
    return try result.get()
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, path: String
  ) throws(InterchangeError) -> RasterImage {
    var png = cpng_image()
    guard cpng_read_header(&png, bytes.baseAddress, bytes.count) != 0 else {
      throw error(png, path: path)
    }
    let (width, height) = (Int(png.image.width), Int(png.image.height))
    do throws(InterchangeError) {
      // The sizes stand in the first chunk: signature, length and name take 16 bytes.
      try RasterImage.check(width: width, height: height, path: path, offset: 16)
    } catch {
      cpng_free(&png)
      throw error
    }
    let hasColor = cpng_has_color(&png)
    let channels = hasColor != 0 ? 3 : 1
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    guard cpng_read_pixels(&png, hasColor, &pixels) != 0 else { throw error(png, path: path) }
    return RasterImage(width: width, height: height, channels: channels, pixels: pixels)
  }

  private static func error(_ png: cpng_image, path: String) -> InterchangeError {
    var png = png
    let message = String(cString: cpng_message(&png))
    return InterchangeError(
      .malformed, path: path, "the PNG file is damaged: libpng says '\(message)'",
      remedy: "Use another copy, or save the image again with another program.")
  }

  /// Encodes an image.
  static func encode(_ image: RasterImage) -> [UInt8] {
    var png = cpng_image()
    let (width, height) = (UInt32(image.width), UInt32(image.height))
    let hasColor: Int32 = image.channels == 3 ? 1 : 0
    // A first call finds out the size.
    var count = 0
    guard cpng_write(&png, width, height, hasColor, image.pixels, nil, &count) != 0 else {
      preconditionFailure("libpng: \(String(cString: cpng_message(&png)))")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    guard cpng_write(&png, width, height, hasColor, image.pixels, &bytes, &count) != 0 else {
      preconditionFailure("libpng: \(String(cString: cpng_message(&png)))")
    }
    return Array(bytes.prefix(count))
  }
}

extension RasterImage {
  /// The bytes of a PNG file of the image, 8-bit grey or RGB.
  public var pngBytes: [UInt8] { PNGFile.encode(self) }

  /// Writes the image as a PNG file, which is either complete afterwards or as it was.
  ///
  /// - Throws: An ``InterchangeError`` about `path`.
  public func write(to path: String) throws(InterchangeError) {
    try AtomicFile.write(pngBytes, to: path)
  }
}
