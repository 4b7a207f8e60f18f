/// How much of a solution is written down.
public struct SolutionStyle: Hashable, Sendable {
  /// Of which cells the arithmetic is spelled out.
  public enum Cells: Hashable, Sendable {
    /// Of small results all, of large ones a few.
    case few
    /// Of all, however many there are.
    case all
    /// Of one, in every result that has it.
    case one(row: Int, column: Int)
  }

  /// The most cells of a result that are spelled out unless all are asked for.
  public static let fewCells = 49
  /// The most cells of a result that are spelled out even when all are asked for: the sums of a softmax
  /// over a million numbers would take a day to print.
  public static let mostCells = 4096
  /// The most numbers of a grid that is written out unless all are asked for.
  static let fewNumbers = 1024
  /// The most numbers of a grid that is written out even when all are asked for.
  static let mostNumbers = 1 << 15

  /// Of which cells the arithmetic is spelled out.
  public var cells: Cells
  /// The channel, or the filter, that is shown alone; all when absent.
  public var channel: Int?
  /// Whether products with a zero are left out.
  public var isBrief: Bool
  /// Whether sizes, sums and results are given; without them it is a sheet to be filled in.
  public var hasAnswers: Bool

  /// Creates a style.
  public init(
    cells: Cells = .few, channel: Int? = nil, isBrief: Bool = false, hasAnswers: Bool = true
  ) {
    (self.cells, self.channel) = (cells, channel)
    (self.isBrief, self.hasAnswers) = (isBrief, hasAnswers)
  }

  /// The most numbers of a grid that is written out.
  var mostNumbers: Int { cells == .all ? Self.mostNumbers : Self.fewNumbers }
}
