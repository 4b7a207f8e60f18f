/// A line of arithmetic: `(0,1)  1·1 + 3·0 + 2·2 = 5`.
public struct Sum: Hashable, Sendable {
  /// Which result it makes; may be empty.
  public let label: String
  /// Which part of it, such as `input channel 1`; may be empty.
  public let name: String
  /// What stands before the sign of equality, in pieces between which a long line is broken.
  public let pieces: [String]
  /// `=` or `≈`.
  public let relation: String
  /// What it comes to.
  public let result: String

  /// Creates a line.
  public init(
    label: String = "", name: String = "", _ pieces: [String], _ result: String,
    relation: String = "="
  ) {
    (self.label, self.name, self.pieces) = (label, name, pieces)
    (self.relation, self.result) = (relation, result)
  }
}
