import TensorEngine

/// What stands in a cell of a plane, or at a position of one of its axes.
public enum CellKind: Int, Comparable, Hashable, Sendable {
  /// An element of the tensor.
  case data
  /// A zero between two elements, where a transposed convolution spreads its input.
  case insertedZero
  /// A cell around the data: a constant, or a copy of an element.
  case padding
  /// A cell that is cut off: shown, but read by nothing.
  case cropped

  /// The kind of a cell is the larger of its row's and its column's.
  public static func < (left: CellKind, right: CellKind) -> Bool { left.rawValue < right.rawValue }
}

/// How one axis of a tensor lies along a side of a plane: its elements in order, perhaps apart,
/// with padding around them or with their ends cut off.
public struct PlaneAxis: Hashable, Sendable {
  /// The length of the tensor's axis.
  public let size: Int
  /// The positions of padding before the elements; negative counts positions cut off.
  public let before: Int
  /// The positions of padding after the elements; negative counts positions cut off.
  public let after: Int
  /// How many positions apart elements lie; those between hold inserted zeros.
  public let spacing: Int
  /// What padding holds.
  public let fill: Pad.Mode
  /// The number of positions, padding and inserted zeros included.
  public let count: Int

  /// Lays an axis out.
  ///
  /// - Parameters:
  ///   - size: The length of the tensor's axis.
  ///   - before: The positions of padding before the elements; negative counts positions cut off.
  ///   - after: The positions of padding after the elements; negative counts positions cut off.
  ///   - spacing: How many positions apart elements lie.
  ///   - fill: What padding holds.
  public init(
    _ size: Int, before: Int = 0, after: Int = 0, spacing: Int = 1, fill: Pad.Mode = .constant(0)
  ) {
    self.size = size
    self.before = before
    self.after = after
    self.spacing = spacing
    self.fill = fill
    count = max(0, before) + max(0, (size - 1) * spacing + 1) + max(0, after)
  }

  /// The position of the first element.
  public var start: Int { max(0, before) }

  /// What stands at a position.
  public func kind(at position: Int) -> CellKind {
    let isCropped = position < -before || position >= count + min(0, after)
    return isCropped ? .cropped : uncroppedKind(at: position)
  }

  /// What stands at a position, whether it is cut off or not.
  func uncroppedKind(at position: Int) -> CellKind {
    let place = position - start
    if place < 0 || place > (size - 1) * spacing { return .padding }
    return place.isMultiple(of: spacing) ? .data : .insertedZero
  }

  /// The element at a position, in the padding the one that is copied there; `nil` for a constant
  /// and for an inserted zero.
  public func element(at position: Int) -> Int? {
    switch uncroppedKind(at: position) {
    case .padding: size == 0 ? nil : fill.source(of: position - start, inputSize: size)
    case .insertedZero: nil
    case .data, .cropped: (position - start) / spacing
    }
  }

  /// Every position at which an element stands, its own and those of its copies.
  public func positions(of element: Int) -> [Int] {
    let own = start + element * spacing
    if case .constant = fill { return [own] }
    let padding = [0..<start, (count - max(0, after))..<count].joined()
    return ([own] + padding.filter { self.element(at: $0) == element }).sorted()
  }
}
