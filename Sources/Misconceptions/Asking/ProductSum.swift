import Storyboards
import Typesetting

/// The sum of products that a question asks for, laid out as the window that reads their cells.
public struct ProductSum: Hashable, Sendable {
  /// Two numbers that are multiplied.
  public struct Pair: Hashable, Sendable {
    /// What is multiplied.
    public let first: Double
    /// What it is multiplied with.
    public let second: Double

    /// What the two come to.
    public var product: Double { first * second }
    var hasMinus: Bool { (first < 0) != (second < 0) }
    /// Whether the product is one that is learned by heart, such as 6·7.
    var isOfTimesTable: Bool {
      [first, second].allSatisfy { abs($0) >= 2 && $0 == $0.rounded() }
    }

    /// The product as it is written: `2·(−1)`.
    public var text: String { "\(NumberText.short(first))·\(NumberText.factor(second))" }
  }

  /// The products in the order in which they are written: row by row, channel after channel.
  public let pairs: [Pair]
  /// Whether a window slides over what is multiplied.
  public let isOfWindow: Bool
  /// The columns of the window.
  public let columns: Int
  /// The rows of the window in one channel.
  public let rowsOfChannel: Int
  /// What is added besides, as it stands; `nil` where nothing is.
  public let bias: Double?
  /// What it comes to.
  public let total: Double

  /// The rows of the window, those of all channels below each other.
  public var rows: Int { pairs.count / columns }
  /// What is added besides; 0 where nothing is.
  var added: Double { bias ?? 0 }

  /// Where a product stands, as a sentence begins: `Row 1, column 0 of the window`.
  public func place(of pair: Int) -> String {
    let (row, column) = pair.quotientAndRemainder(dividingBy: columns)
    let (channel, inside) = row.quotientAndRemainder(dividingBy: rowsOfChannel)
    var names = ["column \(column)"]
    if rowsOfChannel > 1 { names.insert("row \(inside)", at: 0) }
    if rows > rowsOfChannel { names.insert("channel \(channel)", at: 0) }
    return names.joined(separator: ", ").capitalizedFirst + (isOfWindow ? " of the window" : "")
  }
}

extension ProblemInquiry {
  /// The sum that one number is, as the explanation of its frame has it; `nil` where it is none.
  ///
  /// What no window slides over is a single row, and so is a window that meets only some of its cells.
  public var productSum: ProductSum? {
    guard case .number(let total) = answer, let terms = frame?.terms else { return nil }
    let pairs = terms.filter { $0.count == 2 }.map {
      ProductSum.Pair(first: $0[0], second: $0[1])
    }
    guard pairs.count >= 2, terms.allSatisfy({ $0.count <= 2 }) else { return nil }
    let single = terms.filter { $0.count == 1 }
    let kernel = axes?.map(\.kernel) ?? []
    // Transposed, a result is reached by some taps of the kernel, however many channels there are.
    let isWhole =
      !kernel.isEmpty && !isTransposed && pairs.count % kernel.reduce(1, *) == 0
    return ProductSum(
      pairs: pairs, isOfWindow: isWhole, columns: isWhole ? kernel[kernel.count - 1] : pairs.count,
      rowsOfChannel: isWhole ? kernel.dropLast().reduce(1, *) : 1,
      bias: single.isEmpty ? nil : single.reduce(0) { $0 + $1[0] }, total: total)
  }
}
