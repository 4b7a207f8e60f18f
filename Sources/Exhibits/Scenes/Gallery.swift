import Typesetting

/// Patches beside each other, and below each of them what kernels answer to it.
public struct Gallery: Hashable, Sendable {
  /// The plates of each row; the rows are equally long.
  public let rows: [[Plate]]

  init(_ rows: [[Plate]]) { self.rows = rows }

  /// One grid of numbers with its name: a patch, a kernel or an answer.
  public struct Plate: Hashable, Sendable {
    /// What stands above it; may be empty.
    public let name: String
    /// The numbers, row by row; none for an empty place.
    public let values: [[Double]]
    /// What its numbers are.
    public let kind: Kind
    /// Its name and group where it can be kept back.
    public let piece: Piece?

    init(_ name: String, _ values: [[Double]], _ kind: Kind, piece: Piece? = nil) {
      (self.name, self.values, self.kind, self.piece) = (name, values, kind, piece)
    }
  }

  /// What the numbers of a plate are.
  public enum Kind: Hashable, Sendable {
    /// How bright something is, from black to `white`.
    case light(white: Double)
    case kernel
    /// Answers around 0; `reach` is the largest distance from it among all that are compared.
    case answer(reach: Double)
  }
}

extension Gallery.Plate {
  /// The most rows and columns that are written as numbers; what is larger is a picture.
  static let mostNumbers = (rows: 6, columns: 8)

  /// Whether it is drawn in shades instead of as numbers.
  public var isPicture: Bool {
    values.count > Self.mostNumbers.rows || columnCount > Self.mostNumbers.columns
  }

  /// How many columns it has.
  public var columnCount: Int { values.first?.count ?? 0 }

  /// Its numbers as texts.
  public var numbers: [[String]] { values.map { $0.map { NumberText.short($0) } } }

  /// The smallest number of it.
  public var least: Double { values.joined().min() ?? 0 }
  /// The largest number of it.
  public var most: Double { values.joined().max() ?? 0 }

  /// Its rows and columns in words.
  public var size: String { "\(values.count) rows of \(columnCount)" }
}
