import Typesetting

/// One step of an explanation: which cells are involved and which arithmetic joins them.
public struct Frame: Hashable, Sendable {
  /// What happens in this step, in one sentence.
  public let caption: String
  /// The cells that take part, with the part they play.
  public let marks: [Mark]
  /// The arithmetic of this step, a line for each result.
  public let arithmetic: [ArithmeticLine]
  /// How the result is made where a line would say nothing that the caption does not: a copy, `3 = 3`, or a
  /// number that nothing reaches, `0 = 0`.
  var untold: ArithmeticLine?
  /// Of a view of gradients whose arithmetic is that of the way forward, the sum behind the first of the
  /// gradients that it lights; often empty.
  public internal(set) var backward: [ArithmeticLine] = []
  /// The planes to show of each panel, by the panel's position; all where absent.
  public var visiblePlanes: [Int: [Int]]
  /// The point of each curve that the frame is about, by the panel's position.
  public var plotMarks: [Int: Plot.Mark]
  /// The edges that take part, by their positions in the storyboard.
  public var edges: [Int] = []
  /// For panels that fill up: how many cells are finished after this frame, counted plane by
  /// plane in row-major order, or column after column where ``Panel/fillsByColumns``.
  public var finishedCells: Int
  /// The cells of a panel that are in view before others where not all are; where it has none of them,
  /// the middle of those that take part is.
  public var sights: [CellReference]

  /// Creates a frame.
  public init(
    caption: String, marks: [Mark], arithmetic: [ArithmeticLine],
    visiblePlanes: [Int: [Int]] = [:], plotMarks: [Int: Plot.Mark] = [:], finishedCells: Int = 0,
    sights: [CellReference] = []
  ) {
    self.caption = caption
    self.marks = marks
    self.arithmetic = arithmetic
    self.visiblePlanes = visiblePlanes
    self.plotMarks = plotMarks
    self.finishedCells = finishedCells
    self.sights = sights
  }
}

extension Frame {
  /// Whether a cell is in one of the planes that the frame shows.
  public func shows(_ cell: CellReference) -> Bool {
    visiblePlanes[cell.panel]?.contains(cell.plane) ?? true
  }

  /// The sums that people are told of it: in a view of the way back those of a gradient.
  public var told: [ArithmeticLine] { backward.isEmpty ? arithmetic : backward }

  /// The same step with its cells at other places; what has no place is not marked.
  func moved(_ place: (CellReference) -> CellReference?) -> Frame {
    var frame = Frame(
      caption: caption,
      marks: marks.compactMap { mark in place(mark.cell).map { Mark($0, mark.kind) } },
      arithmetic: arithmetic.map { $0.moved(place) }, finishedCells: finishedCells)
    frame.untold = untold?.moved(place)
    return frame
  }
}

extension ArithmeticLine {
  /// The same line with its numbers in other cells.
  func moved(_ place: (CellReference) -> CellReference?) -> ArithmeticLine {
    ArithmeticLine(
      tokens.map { token in
        switch token {
        case .number(let value, let role, let cell): .number(value, role, cell.flatMap(place))
        case .factor(let value, let role, let cell): .factor(value, role, cell.flatMap(place))
        case .sign, .breakOpportunity: token
        }
      }, result: result, digits: digits)
  }
}

/// A cell that takes part in a frame.
public struct Mark: Hashable, Sendable {
  /// The part a cell plays in a frame.
  public enum Kind: String, Hashable, Sendable {
    /// Read by this step: under the window.
    case window
    /// The one that decides: a maximum, a chosen class.
    case chosen
    /// Written by this step.
    case result
    /// Covered by no window at all.
    case uncovered

    /// Whether the step reads or writes the cell itself.
    public var takesPart: Bool { self != .uncovered }
  }

  /// The cell.
  public let cell: CellReference
  /// The part it plays.
  public let kind: Kind

  /// Creates a mark.
  public init(_ cell: CellReference, _ kind: Kind) {
    self.cell = cell
    self.kind = kind
  }
}

/// A line of arithmetic, such as `1·1 + 3·0 + 2·2 + 1·(−1) = 4`, or with `≈` where what is written
/// has been rounded.
public struct ArithmeticLine: Hashable, Sendable {
  /// A number or a sign in a line.
  public enum Token: Hashable, Sendable {
    /// A number, the part it plays, and the cell it stands in (`nil` for constants).
    case number(Double, ValueRole, CellReference?)
    /// A number that continues a product or a difference, written in parentheses when negative.
    case factor(Double, ValueRole, CellReference?)
    /// A sign or a word: `·`, ` + `, `max(`, ` = `.
    case sign(String)
    /// A place where a long line may be broken.
    case breakOpportunity
  }

  /// The tokens in order.
  public let tokens: [Token]
  /// What the line comes to: an element of an executed tensor, or a partial sum that the engine
  /// took and that the frame's last line joins.
  public let result: Double
  /// With how many significant digits the numbers before its result are written: as many as it takes
  /// to see that the line holds.
  public let digits: Int

  /// The digits of a line in which nothing cancels.
  public static let usualDigits = 4

  /// Creates a line.
  public init(_ tokens: [Token], result: Double, digits: Int = ArithmeticLine.usualDigits) {
    self.tokens = tokens
    self.result = result
    self.digits = digits
  }

  /// A token of this line as plain text.
  public func text(of token: Token) -> String {
    switch token {
    case .number(result, _, _): NumberText.short(result, digits: Self.usualDigits)
    case .number(let value, _, _): NumberText.short(value, digits: digits)
    case .factor(let value, _, _): NumberText.factor(value, digits: digits)
    case .sign(let text): text
    case .breakOpportunity: ""
    }
  }

  /// The line as plain text.
  public var text: String { tokens.map(text).joined() }
}
