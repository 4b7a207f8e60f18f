import Foundation

/// A number that is made of a point's place, and that a network is given.
public enum PointFeature: String, Codable, CaseIterable, Sendable {
  case x, y
  case xSquared = "x2"
  case ySquared = "y2"
  case product = "xy"
  case sineOfX = "sin x"
  case sineOfY = "sin y"

  /// As formulas write it.
  var title: String {
    switch self {
    case .x: "x"
    case .y: "y"
    case .xSquared: "x²"
    case .ySquared: "y²"
    case .product: "xy"
    case .sineOfX: "sin x"
    case .sineOfY: "sin y"
    }
  }

  /// Its number at a place.
  func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .x: x
    case .y: y
    case .xSquared: x * x
    case .ySquared: y * y
    case .product: x * y
    case .sineOfX: sin(x)
    case .sineOfY: sin(y)
    }
  }
}
