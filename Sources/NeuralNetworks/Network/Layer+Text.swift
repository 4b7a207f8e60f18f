import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Layer {
  /// The window, as far as it differs from what is usual: `3×3 s2 p1 g32`; padding that differs before
  /// and behind, as that of an even kernel which keeps the size does, as `p1+2`.
  public var windowText: String {
    guard let windows, let rows = windows.first, let columns = windows.last else { return "" }
    func pair(_ letter: String, unless usual: String, _ value: (SlidingWindow) -> String) -> String?
    {
      let (a, b) = (value(rows), value(columns))
      guard a != usual || b != usual else { return nil }
      return letter + (a == b ? a : "\(a)×\(b)")
    }
    func padding(_ window: SlidingWindow) -> String {
      let (before, after) = (window.paddingBefore, window.paddingAfter)
      return before == after ? "\(before)" : "\(before)+\(after)"
    }
    let parts = [
      "\(rows.kernelSize)×\(columns.kernelSize)", pair("s", unless: "1") { "\($0.stride)" },
      pair("p", unless: "0", padding), pair("d", unless: "1") { "\($0.dilation)" },
      pair("o", unless: "0") { "\($0.outputPadding)" }, groups > 1 ? "g\(groups)" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  /// The receptive field along the rows, or both where they differ: `32 j4 −14`.
  public var fieldText: String {
    guard let field = receptiveField, let rows = field.first, let columns = field.last else {
      return outputShape.rank == 1 ? "all" : ""
    }
    let texts = (rows == columns ? [rows] : [rows, columns]).map {
      "\($0.size) j\($0.jump) " + ($0.start < 0 ? "−\(-$0.start)" : "\($0.start)")
    }
    return texts.joined(separator: " × ")
  }
}
