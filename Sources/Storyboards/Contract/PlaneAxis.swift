import TensorEngine

/// What stands in a cell of a plane, or at a position of one of its axes.
public enum CellKind: Int, Comparable, Hashable, Sendable {
  /// An element of the tensor.
  case data
  /// An element in a row or column that `output_padding` adds behind the others of a transposed convolution.
  case added
  /// A zero between two elements, where a transposed convolution spreads its input.
  case insertedZero
  /// A cell around the data: a constant, or a copy of an element.
  case padding
  /// A cell that is cut off: shown, but read by nothing, or no part of the result.
  case cropped
  /// A place of a sparse matrix at which nothing meets.
  case empty

  /// The kind of a cell is the larger of its row's and its column's.
  public static func < (left: CellKind, right: CellKind) -> Bool { left.rawValue < right.rawValue }

  /// Whether an element of the tensor stands there, and no copy of one.
  public var isElement: Bool { self <= .added }
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
  /// Whether the last element stands first, as in a kernel that has made half a turn.
  public let isReversed: Bool
  /// What the positions around the elements are: padding, or what a result is cropped by.
  public let margin: CellKind
  /// How many of the positions after the elements lie beyond the padding, where the last window of ceil
  /// mode hangs over.
  public let overhang: Int
  /// How many of the last elements `output_padding` has added.
  public let added: Int
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
  ///   - isReversed: Whether the last element stands first.
  ///   - margin: What the positions around the elements are.
  ///   - overhang: How many of the positions after the elements lie beyond the padding.
  ///   - added: How many of the last elements `output_padding` has added.
  public init(
    _ size: Int, before: Int = 0, after: Int = 0, spacing: Int = 1, fill: Pad.Mode = .constant(0),
    isReversed: Bool = false, margin: CellKind = .padding, overhang: Int = 0, added: Int = 0
  ) {
    self.size = size
    self.before = before
    self.after = after
    self.spacing = spacing
    self.fill = fill
    self.isReversed = isReversed
    self.margin = margin
    self.overhang = overhang
    self.added = added
    count = max(0, before) + max(0, (size - 1) * spacing + 1) + max(0, after)
  }

  /// The position of the first element.
  public var start: Int { max(0, before) }

  /// The positions of the elements; `nil` where they are all there are, or do not lie side by side.
  public var ownPositions: Range<Int>? {
    spacing == 1 && count > size && before >= 0 && after >= 0 ? start..<(start + size) : nil
  }

  /// What stands at a position.
  public func kind(at position: Int) -> CellKind {
    let isCropped = position < -before || position >= count + min(0, after)
    return isCropped ? .cropped : uncroppedKind(at: position)
  }

  /// What stands at a position, whether it is cut off or not.
  func uncroppedKind(at position: Int) -> CellKind {
    let place = position - start
    if place < 0 || place > (size - 1) * spacing { return margin }
    guard place.isMultiple(of: spacing) else { return .insertedZero }
    return turned(place / spacing) < size - added ? .data : .added
  }

  /// Whether positions around the elements are cropped.
  var hasMargin: Bool { margin == .cropped && count > size }

  /// Whether copies of elements stand in its padding.
  var holdsCopies: Bool {
    if case .constant = fill { return false }
    return before > 0 || after > 0
  }

  /// The element at a position, in the padding the one that is copied there; `nil` for a constant
  /// and for an inserted zero.
  public func element(at position: Int) -> Int? {
    let place = position - start
    guard place >= 0, place <= (size - 1) * spacing else {
      return size == 0 ? nil : fill.source(of: place, inputSize: size)
    }
    return place.isMultiple(of: spacing) ? turned(place / spacing) : nil
  }

  /// The position of an element's own cell, or of one so many elements outside.
  func position(of element: Int) -> Int { start + turned(element) * spacing }

  private func turned(_ element: Int) -> Int { isReversed ? size - 1 - element : element }

  /// Every position at which an element stands, its own and those of its copies.
  public func positions(of element: Int) -> [Int] {
    let own = position(of: element)
    if case .constant = fill { return [own] }
    let padding = [0..<start, (count - max(0, after))..<count].joined()
    return ([own] + padding.filter { self.element(at: $0) == element }).sorted()
  }
}
