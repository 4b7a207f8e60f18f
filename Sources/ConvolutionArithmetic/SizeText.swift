/// Pieces of the sums that explain a size, shared by direct and transposed windows.
enum SizeText {
  /// The padding term with its sign: ` + 2·1`, ` + 1 + 2`, or nothing.
  static func padding(_ window: SlidingWindow, sign: Character) -> String {
    let (before, after) = (window.paddingBefore, window.paddingAfter)
    if before == 0 && after == 0 { return "" }
    if before == after { return " \(sign) 2·\(before)" }
    return [before, after].filter { $0 > 0 }.map { " \(sign) \($0)" }.joined()
  }

  /// The effective kernel size, spelled out where dilation makes it differ: `(2·(3 − 1) + 1)`.
  static func kernel(_ window: SlidingWindow) -> String {
    guard window.dilation > 1 else { return "\(window.kernelSize)" }
    return "(\(window.dilation)·(\(window.kernelSize) − 1) + 1)"
  }

  /// A count with its noun: `1 cell`, `2 cells`.
  static func cells(_ count: Int) -> String {
    count == 1 ? "1 cell" : "\(count) cells"
  }
}
