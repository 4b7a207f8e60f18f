extension Buffer {
  /// Calls `body` with every cell that differs from an earlier buffer of the same size, row by row.
  ///
  /// - Parameters:
  ///   - old: What was shown before; `nil`, or a buffer of another size, stands for blanks.
  ///   - body: Receives the position and the new cell. Where one half of a wide character changes,
  ///     both halves are reported.
  public func forEachChange(since old: Buffer?, _ body: (Point, Cell) -> Void) {
    let old = old.flatMap { $0.size == size ? $0 : nil }
    for y in 0..<size.height {
      for x in 0..<size.width {
        let cell = self[x, y]
        let isChanged = cell != (old?[x, y] ?? .blank)
        // A wide character that was hidden by its own old right half has to be drawn again.
        let isRightHalfChanged = cell.width == 2 && self[x + 1, y] != (old?[x + 1, y] ?? .blank)
        if isChanged || isRightHalfChanged { body(Point(x: x, y: y), cell) }
      }
    }
  }
}
