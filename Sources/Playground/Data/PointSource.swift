/// Where the points come from that a network of the playground learns.
public enum PointSource: String, Codable, CaseIterable, Sendable {
  /// A disc, and a ring around it.
  case circles
  /// Four quarters, of which opposite ones are of one class.
  case xor
  /// Two heaps.
  case gaussians
  /// Two arms that wind around each other.
  case spirals
  /// Four heaps, each a class.
  case blobs
  /// Three arms, each a class.
  case arms
  /// A file of somebody's own.
  case own

  /// What it is called in a sentence.
  var title: String {
    switch self {
    case .circles: "circles"
    case .xor: "XOR"
    case .gaussians: "two heaps"
    case .spirals: "spirals"
    case .blobs: "four heaps"
    case .arms: "three arms"
    case .own: "own points"
    }
  }

  /// The classes of points that are made; `nil` where a file says it.
  var classes: Int? {
    switch self {
    case .circles, .xor, .gaussians, .spirals: 2
    case .arms: 3
    case .blobs: 4
    case .own: nil
    }
  }
}

/// A point of the plane, and what it is.
struct LabelledPoint: Hashable, Sendable {
  var x: Double
  var y: Double
  /// Its class, from 0.
  var label: Int
}

/// The part of the plane that is looked at: from −6 to 6 both ways.
enum Plane {
  /// The distance of each side from the middle.
  static let reach = 6.0
  /// The pictures' rows and columns.
  static let cells = 64

  /// The middle of a row or column of a picture, in units of the plane; columns go to the right, and
  /// rows, with the sign changed, upwards.
  static func position(of index: Int) -> Double {
    (2 * (Double(index) + 0.5) / Double(cells) - 1) * reach
  }
}
