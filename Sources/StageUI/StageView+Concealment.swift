import Storyboards

/// What of a stage is kept back, and what stands in its place.
extension StageView {
  /// What has room while it is kept back.
  public enum Room: Hashable, Sendable {
    case nothing
    /// The sums of a frame.
    case sums
    /// Sums and other views.
    case everything
  }

  /// What stands in place of results.
  public enum Concealment: Hashable, Sendable {
    /// The results themselves.
    case none
    /// The results that have been found, by the frame that makes them; a question mark for each of
    /// the others.
    case found(Set<Int>)
    /// One question mark: the size is not to be told either.
    case unknownSize
    /// A question mark in every cell but those found before; the window is shown when the question is
    /// about one, and in it the cells whose product somebody has got wrong.
    case questionMarks(
      showsWindow: Bool, found: Set<Int> = [], mistaken: Set<CellReference> = [])
    /// The grid that is being typed.
    case entry(StageEntry)

    /// Whether the sums of a frame are kept back.
    var hidesSums: Bool {
      switch self {
      case .none, .found: false
      case .unknownSize, .questionMarks, .entry: true
      }
    }

    /// The cells of a plane whose product somebody has got wrong, by their positions.
    func mistaken(in plane: Plane, _ index: Int, of panel: Int) -> Set<Int> {
      guard case .questionMarks(_, _, let cells) = self else { return [] }
      return Set(
        cells.filter { $0.panel == panel && $0.plane == index }
          .map { $0.row * plane.columns + $0.column })
    }

    /// Whether how many planes of results there are is kept back, or has no place.
    var hidesCount: Bool {
      switch self {
      case .none, .found, .questionMarks: false
      case .unknownSize, .entry: true
      }
    }

    /// Whether a frame's marks of one kind may be seen.
    ///
    /// Which cells no window reads is a result too: what is left is what the windows see.
    func shows(_ kind: Mark.Kind) -> Bool {
      switch self {
      case .none, .found: true
      case .entry: kind != .uncovered
      case .questionMarks(let showsWindow, _, _):
        kind != .uncovered && (showsWindow || !kind.takesPart)
      case .unknownSize: false
      }
    }
  }
}
