import TerminalKit

/// The plane as pixels: the class that is most probable at each, or what a unit makes of it, and the
/// points over them.
struct PlanePixels {
  /// A pixel, and what stands for it where no colours are shown.
  struct Pixel {
    var color: RGB
    /// `nil` for a sign as bright as the colour.
    var sign: Character?
    var isPoint = false
  }

  let width: Int
  let height: Int
  private var pixels: [Pixel] = []

  /// Draws the regions and points of a run.
  ///
  /// - Parameters:
  ///   - map: What a unit makes of each cell, to be drawn instead of the regions.
  ///   - isHard: Whether regions have one colour each, however sure the network is.
  ///   - showsTest: Whether the points of the test are drawn, too.
  ///   - radius: How far a point reaches beyond its pixel.
  init(
    _ shot: Shot, _ data: SplitPoints, width: Int, height: Int, map: [Float]? = nil, isHard: Bool,
    showsTest: Bool, radius: Int = 0
  ) {
    (self.width, self.height) = (width, height)
    let reach = Double((map ?? []).reduce(0) { max($0, abs($1)) })
    pixels = (0..<height).flatMap { row in
      (0..<width).map { column in
        let row = (2 * row + 1) * Plane.cells / (2 * height)
        let column = (2 * column + 1) * Plane.cells / (2 * width)
        if let map {
          let value = map[row * Plane.cells + column]
          return Pixel(color: SignedRamp.color(value, reach: reach), sign: nil)
        }
        return Self.region(shot, classes: data.classes, isHard: isHard, row: row, column: column)
      }
    }
    // Points that are learned lie over those of the test.
    if showsTest { for point in data.test { set(point, isTest: true, radius: radius) } }
    for point in data.train { set(point, isTest: false, radius: radius) }
  }

  subscript(row: Int, column: Int) -> Pixel { pixels[row * width + column] }

  /// The pixel that a place lies in, the nearest one for a place outside.
  func index(of x: Double, _ y: Double) -> (row: Int, column: Int) {
    func place(_ share: Double, _ count: Int) -> Int {
      min(max(0, Int(share * Double(count))), count - 1)
    }
    return (
      place((1 - y / Plane.reach) / 2, height), place((1 + x / Plane.reach) / 2, width)
    )
  }

  private static func region(
    _ shot: Shot, classes: Int, isHard: Bool, row: Int, column: Int
  ) -> Pixel {
    guard let winner = shot.winner(row: row, column: column), winner.share.isFinite
    else { return Pixel(color: RGB(0, 0, 0), sign: "?") }
    // 0 where all classes are as probable, 1 where there is no doubt.
    let chance = 1 / Double(classes)
    let sureness = isHard ? 1 : (Double(winner.share) - chance) / (1 - chance)
    return Pixel(
      color: ClassColor.region(winner.label, sureness),
      sign: sureness < 0.25 ? " " : ClassColor.sign(winner.label))
  }

  /// Draws a point, unless it lies outside.
  private mutating func set(_ point: LabelledPoint, isTest: Bool, radius: Int) {
    guard abs(point.x) <= Plane.reach, abs(point.y) <= Plane.reach else { return }
    let (row, column) = index(of: point.x, point.y)
    let letter = SplitPoints.letter(point.label)
    let pixel = Pixel(
      color: ClassColor.point(point.label, isTest: isTest),
      sign: Character(isTest ? letter.lowercased() : letter), isPoint: true)
    for down in -radius...radius {
      for across in -radius...radius where down * down + across * across <= radius * radius + 1 {
        let (y, x) = (row + down, column + across)
        guard (0..<height).contains(y), (0..<width).contains(x) else { continue }
        pixels[y * width + x] = pixel
      }
    }
  }
}
