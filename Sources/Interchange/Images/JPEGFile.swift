import CJPEG

/// JPEG files, by the system's libjpeg.
enum JPEGFile {
  /// The first bytes of every file.
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// Decodes a file: grey or colours, baseline or progressive, upright as its camera was held.
  ///
  /// The samples are what libjpeg's slow, exact arithmetic and its smooth upsampling of colours give, as
  /// in Pillow.
  static func decode(_ bytes: [UInt8], path: String) throws(InterchangeError) -> RasterImage {
    var image = cjpeg_image()
    try check(cjpeg_read_header(&image, bytes, bytes.count), image, path: path)
    let (width, height) = (Int(image.width), Int(image.height))
    try RasterImage.check(width: width, height: height, path: path, offset: Int(image.offset))
    let channels = Int(image.components)
    guard channels == 1 || channels == 3 else {
      throw InterchangeError(
        .unsupported, path: path,
        channels == 4
          ? "it is a JPEG of printing inks (CMYK), and grey and colours (RGB) are read"
          : "it is a JPEG with \(channels) samples for each pixel, and 1 or 3 are read",
        remedy: "Convert it, for example with `magick IMAGE -colorspace sRGB image.png`.")
    }
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    try check(cjpeg_read_pixels(&image, bytes, bytes.count, &pixels), image, path: path)
    return RasterImage(width: width, height: height, channels: channels, pixels: pixels)
      .turned(ExifOrientation(jpeg: bytes) ?? .upright)
  }

  private static func check(
    _ result: cjpeg_result, _ image: cjpeg_image, path: String
  ) throws(InterchangeError) {
    guard result != CJPEG_OK else { return }
    let reason = withUnsafeBytes(of: image.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard result == CJPEG_DAMAGED else {
      throw InterchangeError(
        .unsupported, path: path, offset: image.offset,
        "it is a JPEG of a kind that is not read: libjpeg says '\(reason)'",
        remedy: "Convert the image to PNG, for example with `magick IMAGE image.png`.")
    }
    throw InterchangeError(
      .malformed, path: path, offset: image.offset,
      "the JPEG file is damaged: libjpeg says '\(reason)'",
      remedy: "Use another copy, or save the image again with another program.")
  }
}
