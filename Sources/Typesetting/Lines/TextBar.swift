/// A bar of characters whose filled part shows a share.
public enum TextBar {
  /// How many of a bar's cells are filled; all of them only when the share is 1 or more.
  ///
  /// - Parameters:
  ///   - share: The part that is done, from 0 to 1; what lies beyond is cut, and NaN counts as 0.
  ///   - width: The cells of the whole bar.
  public static func filled(_ share: Double, of width: Int) -> Int {
    Int((clamped(share) * Double(width)).rounded(.down))
  }

  /// The percentage behind a bar, 100 only at the end.
  public static func percentage(_ share: Double) -> Int { filled(share, of: 100) }

  /// The share as a bar can show it.
  public static func clamped(_ share: Double) -> Double {
    share.isNaN ? 0 : min(max(0, share), 1)
  }

  /// The bar in characters.
  public static func text(
    _ share: Double, width: Int, full: Character = "#", empty: Character? = nil
  ) -> String {
    let count = filled(share, of: width)
    return String(repeating: full, count: count)
      + (empty.map { String(repeating: $0, count: width - count) } ?? "")
  }
}
