import TensorEngine
import TerminalKit

/// A layer's numbers as pictures: its channels, or a row of numbers broken into lines.
struct LayerPlanes: Sendable {
  /// How many pictures there are.
  let channels: Int
  /// Their rows.
  let height: Int
  /// Their columns.
  let width: Int
  /// Whether the numbers are a row, `[1, F]`, broken into lines for the picture.
  let isRow: Bool
  /// How many numbers there are in all.
  let count: Int
  private let tensor: Tensor<Float>

  /// A row of numbers is broken after so many.
  private static let rowWidth = 32

  init(_ tensor: Tensor<Float>) {
    self.tensor = tensor
    let shape = tensor.shape
    count = shape.count
    switch shape.rank {
    case 4: (channels, height, width, isRow) = (shape[1], shape[2], shape[3], false)
    case 3: (channels, height, width, isRow) = (shape[1], 1, shape[2], false)
    default:
      let columns = min(max(1, shape.count), Self.rowWidth)
      (channels, width, isRow) = (1, columns, true)
      height = (shape.count + columns - 1) / columns
    }
  }

  /// Whether there is a number at a place; the last line of a row may be short.
  func holds(row: Int, column: Int) -> Bool {
    row >= 0 && row < height && column >= 0 && column < width
      && (!isRow || row * width + column < count)
  }

  /// The number at a place.
  ///
  /// - Precondition: ``holds(row:column:)``.
  func value(channel: Int, row: Int, column: Int) -> Float {
    tensor.elements[offset(channel, row, column)]
  }

  /// The index in the layer's output of the number at a place.
  ///
  /// - Precondition: ``holds(row:column:)``.
  func index(channel: Int, row: Int, column: Int) -> [Int] {
    tensor.shape.index(at: offset(channel, row, column))
  }

  private func offset(_ channel: Int, _ row: Int, _ column: Int) -> Int {
    (channel * height + row) * width + column
  }

  /// The numbers of one picture, row by row; short where a row of numbers is.
  func plane(_ channel: Int) -> ArraySlice<Float> {
    let start = channel * height * width
    return tensor.elements[start..<min(start + height * width, count)]
  }
}

/// The least and the greatest of some numbers; numbers that are none do not count.
struct ValueRange: Hashable, Sendable {
  private(set) var least: Double
  private(set) var greatest: Double

  init?<Values: Sequence>(_ values: Values) where Values.Element == Float {
    var (least, greatest) = (Float.infinity, -Float.infinity)
    for value in values where value.isFinite {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    guard least <= greatest else { return nil }
    (self.least, self.greatest) = (Double(least), Double(greatest))
  }

  /// The larger of both distances from zero.
  var reach: Double { max(abs(least), abs(greatest)) }

  mutating func formUnion(_ other: ValueRange?) {
    guard let other else { return }
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }
}

/// The filters of a convolution as pictures: in colours where they see red, green and blue, otherwise
/// the first channel.
struct LayerPlanesOfFilters: Sendable {
  /// How many filters there are.
  let count: Int
  /// Their side.
  let size: Int
  /// Whether they see red, green and blue.
  var areColours: Bool { tensor.shape[1] == 3 }
  private let tensor: Tensor<Float>
  private let reach: Float

  /// Creates pictures of a weight; `nil` for one that is no [O, C, K, K] with K above 1.
  init?(_ tensor: Tensor<Float>) {
    guard tensor.shape.rank == 4, tensor.shape[2] == tensor.shape[3], tensor.shape[3] > 1 else {
      return nil
    }
    count = tensor.shape[0]
    size = tensor.shape[3]
    self.tensor = tensor
    reach = tensor.elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  }

  /// The picture of a filter: grey is zero.
  func image(_ filter: Int) -> PixelImage {
    let channels = tensor.shape[1]
    return PixelImage(width: size, height: size) { row, column in
      func level(_ channel: Int) -> UInt8 {
        let index = ((filter * channels + channel) * size + row) * size + column
        let share = reach > 0 ? tensor.elements[index] / reach : 0
        return share.isFinite ? UInt8(min(max(127.5 + 127.5 * share, 0), 255)) : 255
      }
      guard areColours else {
        let grey = level(0)
        return RGB(grey, grey, grey)
      }
      return RGB(level(0), level(1), level(2))
    }
  }
}
