import Foundation

extension RasterImage {
  /// Reads a PNG, JPEG, PPM or PGM file; which of them it is, its first bytes say.
  ///
  /// - Throws: An ``InterchangeError``. A width and height beyond ``mostPixels`` are refused before
  ///   anything of that size is allocated.
  public init(contentsOf path: String) throws(InterchangeError) {
    let file = try OpenFile.reading(path)
    let size = try file.size()
    guard size <= Self.longestFile else {
      throw InterchangeError(
        .tooLarge, path: path,
        "the file has \(size) bytes, and images of at most \(Self.longestFile) are read",
        remedy: "Make the image smaller with another program.")
    }
    var bytes = [UInt8](repeating: 0, count: size)
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(InterchangeError) in try file.read(into: buffer, at: 0) }
    }
    try result.get()
    try self.init(bytes: bytes, path: path)
  }

  /// Reads the bytes of a PNG, JPEG, PPM or PGM file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: What messages call it.
  /// - Throws: As ``init(contentsOf:)``.
  public init(bytes: [UInt8], path: String) throws(InterchangeError) {
    if bytes.starts(with: PNGFile.signature) {
      self = try PNGFile.decode(bytes, path: path)
    } else if bytes.starts(with: JPEGFile.signature) {
      self = try JPEGFile.decode(bytes, path: path)
    } else if bytes.count >= 2, bytes[0] == UInt8(ascii: "P"), 0x30...0x39 ~= bytes[1] {
      var reader = NetpbmReader(bytes, path: path)
      self = try reader.image()
    } else {
      throw Self.unknownFormat(bytes, path: path)
    }
  }

  /// Refuses an image that is too large to be read, or has no pixels.
  static func check(
    width: Int, height: Int, path: String, offset: Int
  ) throws(InterchangeError) {
    guard width > 0, height > 0 else {
      throw InterchangeError(
        .malformed, path: path, offset: offset,
        "the image is \(width)×\(height) pixels: it has none",
        remedy: "The file is damaged: use another copy.")
    }
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, area <= mostPixels else {
      throw InterchangeError(
        .tooLarge, path: path, offset: offset,
        "the image is \(width)×\(height) pixels, and at most \(mostPixels) in all are read",
        remedy: "Make it smaller with another program; networks here look at small images anyway.")
    }
  }

  private static func unknownFormat(_ bytes: [UInt8], path: String) -> InterchangeError {
    let remedy = "Convert the image to PNG, for example with `magick IMAGE image.png`."
    let known: [(name: String, start: [UInt8])] = [
      ("a GIF", Array("GIF8".utf8)), ("a BMP", Array("BM".utf8)),
      ("a WebP or another RIFF file", Array("RIFF".utf8)), ("a TIFF", [0x49, 0x49, 0x2A, 0x00]),
      ("a TIFF", [0x4D, 0x4D, 0x00, 0x2A]), ("a PDF", Array("%PDF".utf8)),
    ]
    if let format = known.first(where: { bytes.starts(with: $0.start) }) {
      return InterchangeError(
        .unsupported, path: path, offset: 0,
        "it is \(format.name), and PNG, JPEG, PPM and PGM are read", remedy: remedy)
    }
    guard !bytes.isEmpty else {
      return InterchangeError(
        .malformed, path: path, "the file is empty", remedy: "Use another copy.")
    }
    return InterchangeError(
      .unsupported, path: path, offset: 0,
      "it does not start as a PNG, JPEG, PPM or PGM file does", remedy: remedy)
  }
}
