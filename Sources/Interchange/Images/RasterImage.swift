/// A picture of 8-bit pixels, grey or in colours.
///
///     let photo = try RasterImage(contentsOf: "cat.png")
///     let planes = photo.converted(toChannels: 3).resized(width: 32, height: 32).planes
///
/// It never holds an alpha channel: what is transparent in a file is laid over white when it is read.
public struct RasterImage: Hashable, Sendable {
  /// The number of columns; at least 1.
  public let width: Int
  /// The number of rows; at least 1.
  public let height: Int
  /// 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// The samples [height, width, channels], row by row from the top, 0 to 255 as a file has them (sRGB).
  public let pixels: [UInt8]

  /// Creates a picture.
  ///
  /// - Precondition: `channels` is 1 or 3, and there are `width · height · channels` pixels.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(channels == 1 || channels == 3, "\(channels) channels are neither 1 nor 3")
    precondition(width > 0 && height > 0, "an image of \(width)×\(height)")
    precondition(
      pixels.count == width * height * channels,
      "\(pixels.count) samples do not fill \(width)×\(height)×\(channels)")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// Creates a picture from planes [channels, height, width], the order of data sets and networks.
  ///
  /// - Precondition: As for ``init(width:height:channels:pixels:)``.
  public init(width: Int, height: Int, planes: some Collection<UInt8>) {
    let planes = Array(planes)
    let area = width * height
    precondition(
      area > 0 && planes.count % area == 0,
      "\(planes.count) samples in planes of \(width)×\(height)")
    let channels = planes.count / area
    var pixels = [UInt8](repeating: 0, count: planes.count)
    for channel in 0..<channels {
      for position in 0..<area {
        pixels[position * channels + channel] = planes[channel * area + position]
      }
    }
    self.init(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// The samples as planes [channels, height, width].
  public var planes: [UInt8] {
    let area = width * height
    var planes = [UInt8](repeating: 0, count: pixels.count)
    for channel in 0..<channels {
      for position in 0..<area {
        planes[channel * area + position] = pixels[position * channels + channel]
      }
    }
    return planes
  }

  /// The same picture in grey or in colours.
  ///
  /// Grey is `0.299·red + 0.587·green + 0.114·blue`, rounded, as in ITU-R BT.601 and in Pillow.
  ///
  /// - Precondition: `channels` is 1 or 3.
  public func converted(toChannels channels: Int) -> RasterImage {
    precondition(channels == 1 || channels == 3, "\(channels) channels are neither 1 nor 3")
    guard channels != self.channels else { return self }
    var converted: [UInt8] = []
    converted.reserveCapacity(width * height * channels)
    if channels == 3 {
      for grey in pixels { converted += [grey, grey, grey] }
    } else {
      for start in stride(from: 0, to: pixels.count, by: 3) {
        let (red, green, blue) = (pixels[start], pixels[start + 1], pixels[start + 2])
        // The weights in 65536ths.
        let sum = Int(red) * 19595 + Int(green) * 38470 + Int(blue) * 7471
        converted.append(UInt8((sum + 0x8000) >> 16))
      }
    }
    return RasterImage(width: width, height: height, channels: channels, pixels: converted)
  }
}

extension RasterImage {
  /// The most pixels of an image that is read: 64 million, 192 MB in colours.
  public static let mostPixels = 64 << 20

  /// The longest file that is read, in bytes; an image of ``mostPixels`` in plain PPM.
  static let longestFile = 1 << 30
}
