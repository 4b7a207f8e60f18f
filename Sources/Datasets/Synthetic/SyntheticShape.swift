/// The classes of the built-in set.
enum SyntheticShape: Int, CaseIterable {
  case circle, square, triangle, cross, star, ring, crescent, heart, stripes, checkerboard

  /// The name of the class.
  var name: String { "\(self)" }

  /// How far the shape may be turned, as the tangent of half the angle: 1 is a quarter turn to
  /// either side.
  ///
  /// A heart on its head is no heart to most people.
  var largestHalfTangent: Float { self == .heart ? 0.35 : 1 }

  /// The signed distance of a point from the edge, below 0 inside, in units of the shape's radius.
  ///
  /// Distances are exact near the edge, which is where they matter: they become the share of a pixel
  /// that the shape covers.
  ///
  /// - Parameters:
  ///   - u: The point's place along the shape's own first axis, in units of its radius.
  ///   - v: The place along the second axis, which points down.
  ///   - isRound: Whether a pattern fills a disc rather than a square.
  /// - SeeAlso: I. Quilez, *2D distance functions*, https://iquilezles.org/articles/distfunctions2d.
  func distance(_ u: Float, _ v: Float, isRound: Bool) -> Float {
    switch self {
    case .circle: (u * u + v * v).squareRoot() - 0.88
    case .square: max(abs(u), abs(v)) - 0.76
    case .triangle: max(v, 0.866_025_4 * abs(u) - 0.5 * v) - 0.48
    case .cross:
      min(max(abs(u) - 0.3, abs(v) - 0.95), max(abs(u) - 0.95, abs(v) - 0.3))
    case .star: SyntheticShape.star(u, v)
    case .ring: abs((u * u + v * v).squareRoot() - 0.68) - 0.24
    case .crescent:
      max(
        (u * u + v * v).squareRoot() - 0.96,
        0.8 - ((u - 0.48) * (u - 0.48) + v * v).squareRoot())
    case .heart: SyntheticShape.heart(u, v)
    case .stripes:
      max(SyntheticShape.patch(u, v, isRound), abs(SyntheticShape.wave(u, period: 0.6)) - 0.14)
    case .checkerboard:
      max(SyntheticShape.patch(u, v, isRound), SyntheticShape.checks(u, v))
    }
  }

  /// A star with five points at distance 1.
  private static func star(_ u: Float, _ v: Float) -> Float {
    // The plane is folded along the star's axes of symmetry until one edge is left.
    let (x1, y1): (Float, Float) = (0.809_017, -0.587_785_25)
    var x = abs(u)
    var y = -v
    var fold = 2 * max(x1 * x + y1 * y, 0)
    x -= fold * x1
    y -= fold * y1
    fold = 2 * max(-x1 * x + y1 * y, 0)
    x += fold * x1
    y -= fold * y1
    x = abs(x)
    y -= 1
    let inner: Float = 0.45
    let edgeX = inner * 0.587_785_25
    let edgeY = inner * 0.809_017 - 1
    let along = min(
      max((x * edgeX + y * edgeY) / (edgeX * edgeX + edgeY * edgeY), 0), 1)
    let (dx, dy) = (x - edgeX * along, y - edgeY * along)
    let distance = (dx * dx + dy * dy).squareRoot()
    return y * edgeX - x * edgeY < 0 ? -distance : distance
  }

  /// A heart: a square on its tip with half discs on its upper edges.
  private static func heart(_ u: Float, _ v: Float) -> Float {
    let size: Float = 1.75
    let x = abs(u) / size
    let y = 0.52 - v / size
    if x + y > 1 {
      let (dx, dy) = (x - 0.25, y - 0.75)
      return size * ((dx * dx + dy * dy).squareRoot() - 0.353_553_4)
    }
    let half = 0.5 * max(x + y, 0)
    let toTop = x * x + (y - 1) * (y - 1)
    let toSide = (x - half) * (x - half) + (y - half) * (y - half)
    let distance = size * min(toTop, toSide).squareRoot()
    return x < y ? -distance : distance
  }

  /// What a pattern is cut out of.
  private static func patch(_ u: Float, _ v: Float, _ isRound: Bool) -> Float {
    isRound ? (u * u + v * v).squareRoot() - 1 : max(abs(u), abs(v)) - 0.85
  }

  /// The place within a period, from minus half of it to half of it.
  private static func wave(_ place: Float, period: Float) -> Float {
    place - period * (place / period).rounded()
  }

  /// The dark fields of a board whose fields measure 0.44.
  private static func checks(_ u: Float, _ v: Float) -> Float {
    let field: Float = 0.44
    let x = abs(wave(u, period: 2 * field)) - field / 2
    let y = abs(wave(v, period: 2 * field)) - field / 2
    let distance = min(abs(x), abs(y))
    return (x < 0) == (y < 0) ? -distance : distance
  }
}
