import Storyboards

extension Panel {
  /// Whether its cells are some numbers, in row-major order.
  func holds(_ elements: [Double]) -> Bool {
    let values = planes.flatMap { plane in
      (0..<plane.rows).flatMap { row in
        (0..<plane.columns).filter { plane.kind(row: row, column: $0).isElement }
          .map { plane[row, $0] }
      }
    }
    return values.count == elements.count
      && zip(values, elements).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($1)) }
  }
}
