/// Which cell of the confusion matrix is chosen.
struct ClassesState: Hashable, Sendable {
  /// The class that images show.
  var row = 0
  /// The class that they are taken for.
  var column = 0

  /// Moves the choice and keeps it inside.
  mutating func move(rows: Int, columns: Int, count: Int) {
    row = min(max(0, row + rows), max(0, count - 1))
    column = min(max(0, column + columns), max(0, count - 1))
  }
}
