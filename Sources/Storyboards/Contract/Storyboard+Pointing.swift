extension Storyboard {
  /// The answer to "what does this cell have to do with the others?": the cell, and everything
  /// that it is computed from or that is computed from it.
  ///
  /// - Pointing at a result marks what it was computed from.
  /// - Pointing at an input cell marks **every** result that it feeds.
  /// - Pointing at a kernel cell marks every input cell that it meets.
  ///
  /// - Parameter cell: A cell of one of the panels.
  /// - Returns: A frame that shows all results; the cell is marked as chosen, the others as read.
  /// - Complexity: O(frames), of which at most ``mostFramesSearched`` are looked at.
  public func pointing(at cell: CellReference) -> Frame {
    let panel = panels[cell.panel]
    let plane = panel.planes[cell.plane]
    let searched = frames.prefix(Self.mostFramesSearched)
    let using = searched.filter { frame in frame.marks.contains { $0.cell == cell } }
    let related: Set<CellReference>
    let what: String
    if panel.isFilledByFrames {
      related = Set(using.flatMap(\.marks).map(\.cell))
      what = using.isEmpty ? "no step of this view makes it" : "computed from the marked cells"
    } else if panel.role == .kernel {
      related = Set(using.flatMap { $0.partners(of: cell) })
      what = "it meets \(Self.count(related.count, "cell")) of the input"
    } else {
      related = Set(using.flatMap(\.marks).filter { $0.kind == .result }.map(\.cell))
      let all = panels.filter(\.isFilledByFrames).flatMap(\.planes).map(\.values.count)
      what = "it feeds \(related.count) of \(Self.count(all.reduce(0, +), "result"))"
    }
    let place = plane.title.isEmpty ? panel.title : "\(panel.title), \(plane.title)"
    let kind = plane.isPadding(row: cell.row, column: cell.column) ? " (padding)" : ""
    let position =
      "row \(cell.row - plane.dataRows.lowerBound), "
      + "column \(cell.column - plane.dataColumns.lowerBound)"
    let value = NumberText.short(plane[cell.row, cell.column])
    let marks = related.subtracting([cell]).map { Mark($0, .window) } + [Mark(cell, .chosen)]
    return Frame(
      caption: "\(place), \(position)\(kind) is \(value): \(what).",
      marks: marks, arithmetic: [], finishedCells: .max)
  }

  /// How many frames are searched; a view of more steps answers for these.
  public static let mostFramesSearched = 4_096

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Frame {
  /// The cells that a factor is multiplied with in this frame's arithmetic.
  fileprivate func partners(of cell: CellReference) -> [CellReference] {
    arithmetic.flatMap { line in
      let numbers = line.tokens.compactMap { token -> CellReference?? in
        switch token {
        case .number(_, _, let cell), .factor(_, _, let cell): cell
        case .sign, .breakOpportunity: nil
        }
      }
      return numbers.indices.dropLast().flatMap { index -> [CellReference] in
        guard let left = numbers[index], let right = numbers[index + 1] else { return [] }
        if right == cell, left.panel != cell.panel { return [left] }
        return []
      }
    }
  }
}
