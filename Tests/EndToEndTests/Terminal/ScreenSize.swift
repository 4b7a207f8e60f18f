/// The size of a terminal in character cells.
struct ScreenSize: Hashable, Sendable, CustomStringConvertible {
  var columns: Int
  var rows: Int

  /// The size that a terminal window has had since the vt100.
  static let standard = ScreenSize(columns: 80, rows: 24)

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  var description: String { "\(columns)×\(rows)" }
}
