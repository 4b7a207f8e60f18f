import Storyboards

/// The parts that the cells of a plane play in a frame.
struct PlaneMarks {
  private let kinds: [Int: Mark.Kind]
  private let columns: Int
  /// Whether every cell takes part, and none of them more than another.
  let isWhole: Bool

  /// Collects the marks on a plane; of several on one cell the one that says most counts.
  init(_ marks: [Mark], on plane: Plane) {
    var kinds: [Int: Mark.Kind] = [:]
    for mark in marks {
      let place = mark.cell.row * plane.columns + mark.cell.column
      if let known = kinds[place], known.weight >= mark.kind.weight { continue }
      kinds[place] = mark.kind
    }
    self.kinds = kinds
    columns = plane.columns
    isWhole = kinds.count == plane.values.count && kinds.values.allSatisfy { $0 == .window }
  }

  /// The part of a cell; `nil` where it takes none.
  subscript(row: Int, column: Int) -> Mark.Kind? { kinds[row * columns + column] }
}

extension Mark.Kind {
  /// Which of two parts is shown when a cell plays both.
  fileprivate var weight: Int {
    switch self {
    case .uncovered: 0
    case .window: 1
    case .chosen: 2
    case .result: 3
    }
  }
}
