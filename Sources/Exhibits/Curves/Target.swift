import Foundation

/// A curve that is to be met.
enum Target: String, CaseIterable, Sendable {
  case square = "x^2"
  case cube = "x^3"
  case fold = "|x-2|"
  case sine = "sin x"
  case root = "sqrt x"
  case step

  /// Its height; no number where it has none.
  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .square: x * x
    case .cube: x * x * x
    case .fold: abs(x - 2)
    case .sine: sin(x)
    case .root: x.squareRoot()
    case .step: x >= 1 ? 1 : 0
    }
  }
}

/// A sum of ReLUs: a bias, and for each unit a weight and the place where it begins.
struct ReLUSum: Hashable, Sendable {
  var bias: Double
  var units: [Unit]

  /// weight·relu(x − place).
  struct Unit: Hashable, Sendable {
    let weight, place: Double
  }

  func callAsFunction(_ x: Double) -> Double {
    units.reduce(bias) { $0 + $1.weight * max(0, x - $1.place) }
  }

  /// So many equal pieces that meet a curve at their ends.
  init(meeting target: Target, in domain: ClosedRange<Double>, pieces: Int) {
    let width = (domain.upperBound - domain.lowerBound) / Double(pieces)
    let places = (0...pieces).map { domain.lowerBound + Double($0) * width }
    bias = target(places[0])
    var slope = 0.0
    units = (0..<pieces).map { index in
      let next = (target(places[index + 1]) - target(places[index])) / width
      defer { slope = next }
      return Unit(weight: next - slope, place: places[index])
    }
  }

  init(bias: Double, units: [Unit]) { (self.bias, self.units) = (bias, units) }

  /// How many straight pieces it has in a domain.
  func pieces(in domain: ClosedRange<Double>) -> Int {
    let inside = units.filter {
      $0.weight != 0 && $0.place > domain.lowerBound && $0.place < domain.upperBound
    }
    return Set(inside.map(\.place)).count + 1
  }
}
