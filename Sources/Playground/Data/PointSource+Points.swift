import Foundation
import NeuralNetworks

extension PointSource {
  /// The number of points that are made.
  static let count = 400

  /// Makes the points, class by class.
  ///
  /// - Parameters:
  ///   - noise: How far points stray: 0 for not at all, 0.5 for half the radius of the picture.
  ///   - seed: Other seeds make other points; the same one always the same.
  func points(noise: Double, seed: UInt64) -> [LabelledPoint] {
    var numbers = RandomNumbers(seed: seed, stream: "points of \(rawValue)")
    let classes = classes ?? 0
    guard classes > 0 else { return [] }
    let each = Self.count / classes
    return (0..<each * classes).map { index in
      let (label, place) = (index / each, Double(index % each) / Double(each))
      let clean = self.clean(label, place, noise, &numbers)
      guard self != .gaussians, self != .blobs else { return clean }
      // What is made of a shape strays evenly; heaps get wider instead.
      return LabelledPoint(
        x: clean.x + numbers.within(-1...1) * noise * straying,
        y: clean.y + numbers.within(-1...1) * noise * straying, label: label)
    }
  }

  /// How far points stray at most where the noise is 1.
  private var straying: Double {
    switch self {
    case .spirals, .arms: 2.5
    default: 5
    }
  }

  private func clean(
    _ label: Int, _ place: Double, _ noise: Double, _ numbers: inout RandomNumbers
  ) -> LabelledPoint {
    switch self {
    case .circles:
      let radius = label == 0 ? numbers.within(0...2.5) : numbers.within(3.5...5)
      return LabelledPoint(radius: radius, angle: numbers.within(0...2 * .pi), label: label)
    case .xor:
      // A gap along the axes, so that without noise the quarters can be told apart.
      let (x, y) = (numbers.within(0.3...5.3), numbers.within(0.3...5.3))
      let isRight = numbers.uniform() < 0.5
      let isAbove = isRight == (label == 1)
      return LabelledPoint(x: isRight ? x : -x, y: isAbove ? y : -y, label: label)
    case .spirals, .arms:
      let turn = 2 * .pi * Double(label) / Double(classes ?? 1)
      return LabelledPoint(
        radius: 5 * place, angle: (self == .spirals ? 3.5 : 2.2) * .pi * place + turn, label: label)
    case .gaussians, .blobs:
      let spread = 0.5 + 3 * noise
      let side = self == .blobs ? 3.0 : 2.0
      let middle = [(side, side), (-side, -side), (-side, side), (side, -side)][label]
      return LabelledPoint(
        x: middle.0 + spread * numbers.normal(), y: middle.1 + spread * numbers.normal(),
        label: label)
    case .own: return LabelledPoint(x: 0, y: 0, label: label)
    }
  }
}

extension LabelledPoint {
  /// A point at a distance from the middle, the angle counted from the upper half's axis.
  fileprivate init(radius: Double, angle: Double, label: Int) {
    self.init(x: radius * sin(angle), y: radius * cos(angle), label: label)
  }
}

extension RandomNumbers {
  /// A number in a range.
  fileprivate mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A number from the normal distribution around 0 with deviation 1, by Box and Muller.
  fileprivate mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
