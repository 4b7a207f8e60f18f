import TensorEngine

/// The explanation of one node of an executed graph: its panels, and a frame for
/// each step of the computation.
///
/// A storyboard is data. The terminal view, the plain text and the figures draw it; none of them
/// computes. Every number in a cell is an element of an executed tensor, or what an op's padding
/// holds; a line of arithmetic joins those, the op's own constants, and sums that the graph does
/// not hold: a channel's share, the terms that a long line leaves out. The engine takes them too.
public struct Storyboard: Sendable {
  /// What is explained, such as `conv2d, kernel 3×3, stride 2`.
  public let title: String
  /// The tensors that are shown, left to right.
  public internal(set) var panels: [Panel]
  /// The frames in order; at least one.
  public internal(set) var frames: Frames
  /// Where numbers of the arithmetic come from that stand in no panel, for those who read lines
  /// without captions; often empty.
  public let opening: String
  /// What is left to say once all frames have passed, such as which cells no window covers.
  ///
  /// Often empty; where it is not, the last frame's caption ends with it.
  public let closing: String
  /// The panels, by their positions, in the order in which they are read one after the other.
  public internal(set) var readingOrder: [Int]
  /// The lines between the units of panels that are layers.
  public internal(set) var edges: [UnitEdge] = []
  /// Whether panels that do not fit beside each other may go on in rows below.
  public internal(set) var goesOnBelow = false
  /// Of a graph whose ops stand in rows, how many bands a row has; `nil` where bands are no rows of ops.
  ///
  /// Such rows go on below where they are too wide, and out of view where there are too many.
  public internal(set) var bandsPerRow: Int?
  /// The frames that make the results of the node, one each in row-major order; all of them but where
  /// a view is of the graph.
  public internal(set) var resultFrames: Range<Int>
  /// In a view of the graph the node's result that each frame is about: the one that it makes, or whose
  /// gradient or weights' gradients it does; `nil` for frames about other values.
  var subjects: [Int?] = []
  /// How the kernel came to lie as it does; `nil` where it lies as it was given.
  public internal(set) var turn: KernelTurn?
  /// The node that is explained, and which of its results depend on an element of what it was made of;
  /// unknown in a storyboard of something else.
  var dependence: Dependence?
  /// What is behind a cell that no frame makes, such as a gradient that all frames add up to.
  var detail: (@Sendable (CellReference) -> Frame?)?
  /// What a gradient comes to by differences, where that can be computed.
  var differences: GradientCheck?

  /// Creates a storyboard.
  public init(
    title: String, panels: [Panel], frames: Frames, opening: String = "", closing: String = ""
  ) {
    self.title = title
    self.panels = panels
    self.frames = frames
    self.opening = opening
    self.closing = closing
    resultFrames = frames.indices
    readingOrder = Array(panels.indices)
  }

  /// The frame that makes a result, the nearest one that there is.
  ///
  /// - Parameter result: The result's position in row-major order.
  public func frame(ofResult result: Int) -> Int {
    resultFrames.lowerBound + min(max(0, result), max(0, resultFrames.count - 1))
  }

  /// The cell of the result that a frame makes; `nil` where it makes none.
  public func resultCell(of frame: Frame) -> CellReference? {
    frame.marks.last { $0.kind == .result && panels[$0.cell.panel].isFilledByFrames }?.cell
  }

  /// The result that a frame is about; where it is about none of the node's, the one of the last frame
  /// before it that is about one, or else the first.
  public func result(ofFrame frame: Int) -> Int {
    guard subjects.isEmpty else { return subjects.prefix(frame + 1).compactMap(\.self).last ?? 0 }
    return min(max(0, frame - resultFrames.lowerBound), max(0, resultFrames.count - 1))
  }
}

/// The frames of a storyboard, made when they are looked at: a 512×512 result has a quarter of a
/// million of them.
public struct Frames: RandomAccessCollection, Sendable {
  /// How many frames there are.
  public let count: Int
  private let make: @Sendable (Int) -> Frame

  /// Creates a sequence from a count and a pure function from position to frame.
  public init(count: Int, make: @escaping @Sendable (Int) -> Frame) {
    self.count = count
    self.make = make
  }

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of frames.
  public var endIndex: Int { count }

  /// The frame at a position.
  public subscript(position: Int) -> Frame {
    precondition(position >= 0 && position < count, "frame \(position) of \(count)")
    return make(position)
  }
}
