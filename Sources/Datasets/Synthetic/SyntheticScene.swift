/// Everything about one image of the built-in set, before it is drawn.
struct SyntheticScene {
  /// Small discs that mean nothing.
  struct Dot {
    let x: Float
    let y: Float
    let radius: Float
    let colour: SyntheticColour
    let isInFront: Bool
  }

  /// The side of an image in pixels.
  static let side = 32
  /// The nodes of the background's texture, along each axis.
  static let textureNodes = 6

  let shape: SyntheticShape
  let centreX: Float
  let centreY: Float
  let radius: Float
  /// The first axis of the shape in the image.
  let axisX: Float
  let axisY: Float
  /// Whether a pattern fills a disc.
  let isRound: Bool
  /// Which way the light comes from, and how strong its shading is.
  let shading: Float

  /// The colours of the shape and of the two ends of the background.
  let ink: SyntheticColour
  let ground: (SyntheticColour, SyntheticColour)
  /// The direction of the background's gradient.
  let slopeX: Float
  let slopeY: Float
  /// Brightness at the nodes of the background's texture, row by row, −1 to 1.
  let texture: [Float]
  let textureStrength: Float
  let dots: [Dot]
  /// The amplitude of the noise of single pixels.
  let noise: Float

  /// Composes an image of a class.
  init(_ shape: SyntheticShape, from random: inout KeyedRandom) {
    func within(_ range: ClosedRange<Double>) -> Float { Float(random.within(range)) }
    func direction(halfTangent: Float) -> (Float, Float) {
      // Sine and cosine by tangent of half the angle: exact on every machine, unlike a library's.
      let scale = 1 / (1 + halfTangent * halfTangent)
      return ((1 - halfTangent * halfTangent) * scale, 2 * halfTangent * scale)
    }
    let side = Double(SyntheticScene.side)
    self.shape = shape
    let size = random.within(9...13)
    radius = Float(size)
    centreX = within(size * 0.85...side - size * 0.85)
    centreY = within(size * 0.85...side - size * 0.85)
    let turn = direction(halfTangent: shape.largestHalfTangent * within(-1...1))
    // A quarter turn to either side and its opposite: the whole circle.
    let sign: Float = shape.largestHalfTangent == 1 && random.chance(0.5) ? -1 : 1
    (axisX, axisY) = (sign * turn.0, sign * turn.1)
    isRound = random.chance(0.5)
    shading = within(-0.22...0.22)

    // Dark on light or light on dark: a sum of pixels cannot tell shape from ground.
    let isInkLight = random.chance(0.8)
    let hue = within(0...1)
    let inkColour = SyntheticColour(
      hue: hue, saturation: within(0.45...0.95),
      value: isInkLight ? within(0.85...1) : within(0.25...0.6))
    let groundHue = hue + within(0.2...0.8)
    let groundValue: ClosedRange<Double> = isInkLight ? 0.12...0.5 : 0.65...0.98
    let saturation: ClosedRange<Double> = isInkLight ? 0.3...0.9 : 0.1...0.45
    ground = (
      SyntheticColour(hue: groundHue, saturation: within(saturation), value: within(groundValue)),
      SyntheticColour(
        hue: groundHue + within(-0.12...0.12), saturation: within(saturation),
        value: within(groundValue))
    )
    ink = SyntheticScene.separated(
      inkColour, from: ground.0.mixed(with: ground.1, 0.5).luma, isLight: isInkLight)
    let slope = direction(halfTangent: within(-1...1))
    (slopeX, slopeY) = (slope.0, slope.1)
    let nodes = SyntheticScene.textureNodes
    texture = (0..<nodes * nodes).map { _ in within(-1...1) }
    textureStrength = within(0.05...0.3)
    dots = (0..<random.below(4)).map { _ in
      Dot(
        x: within(0...side), y: within(0...side), radius: within(0.8...2.2),
        colour: SyntheticColour(
          hue: within(0...1), saturation: within(0.3...0.9), value: within(0.2...1)),
        isInFront: random.chance(0.4))
    }
    noise = within(0.01...0.06)
  }

  /// The ink, mixed with white or black until it stands out from the ground.
  private static func separated(
    _ ink: SyntheticColour, from ground: Float, isLight: Bool
  ) -> SyntheticColour {
    let wanted = isLight ? min(ground + 0.3, 1) : max(ground - 0.3, 0)
    let isEnough = isLight ? ink.luma >= wanted : ink.luma <= wanted
    let limit = SyntheticColour(hue: 0, saturation: 0, value: isLight ? 1 : 0)
    guard !isEnough, limit.luma != ink.luma else { return ink }
    return ink.mixed(with: limit, (wanted - ink.luma) / (limit.luma - ink.luma))
  }
}
