/// A colour of a picture, 0 to 255 in each part.
public struct RGB: Hashable, Sendable {
  /// The share of red.
  public var red: UInt8
  /// The share of green.
  public var green: UInt8
  /// The share of blue.
  public var blue: UInt8

  /// Creates a colour.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// How bright it looks, 0 to 1.
  public var luma: Double {
    (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }

  /// The colour as `0xRRGGBB`.
  public var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The nearest colour that a terminal shows; `nil` where it shows none.
  ///
  /// - Parameter depth: How many colours there are.
  public func color(depth: ColorDepth) -> Color? {
    switch depth {
    case .none: nil
    case .ansi8: .indexed(nearest(in: Self.ansi.prefix(8)))
    case .ansi16: .indexed(nearest(in: Self.ansi[...]))
    case .indexed256: .indexed(nearestOf256)
    case .direct: .rgb(hex)
    }
  }

  /// The nearer of the nearest colours of the 6×6×6 cube and of the grey ramp.
  private var nearestOf256: UInt8 {
    let steps = [0, 95, 135, 175, 215, 255]
    func level(_ part: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(part)) < abs(steps[$1] - Int(part)) } ?? 0
    }
    let (r, g, b) = (level(red), level(green), level(blue))
    let cube = RGB(UInt8(steps[r]), UInt8(steps[g]), UInt8(steps[b]))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let grey = min(max((mean - 3) / 10, 0), 23)
    let shade = UInt8(8 + 10 * grey)
    return distance(to: RGB(shade, shade, shade)) < distance(to: cube)
      ? UInt8(232 + grey) : UInt8(16 + 36 * r + 6 * g + b)
  }

  private func nearest(in colors: ArraySlice<RGB>) -> UInt8 {
    UInt8(colors.indices.min { distance(to: colors[$0]) < distance(to: colors[$1]) } ?? 0)
  }

  /// The squared distance, weighted as the eye sees the parts.
  private func distance(to other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return 3 * square(red, other.red) + 6 * square(green, other.green)
      + square(blue, other.blue)
  }

  /// xterm's palette, which others are near.
  private static let ansi: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238),
    RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0),
    RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255),
    RGB(255, 255, 255),
  ]
}
