/// The arithmetic of a frame as data, for those who compute with it.
extension Frame {
  /// The factors of each product whose sum is what the frame computes, `1·1 + 3·0` as
  /// `[[1, 1], [3, 0]]`; `nil` where its arithmetic is no sum of products, such as a maximum.
  ///
  /// A bias is a term of one factor. Where a sum is taken channel by channel, the terms are those of
  /// all channels. The sum comes to the frame's last ``ArithmeticLine/result``, but for rounding.
  ///
  /// - Complexity: O(tokens).
  public var terms: [[Double]]? { products?.map { $0.map(\.value) } }

  /// The same factors with the cells that they stand in.
  public var products: [[ShownNumber]]? {
    guard let last = arithmetic.last, let whole = last.products else { return nil }
    let shares = arithmetic.dropLast()
    guard !shares.isEmpty, whole.count >= shares.count,
      zip(whole, shares).allSatisfy({ $0.map(\.value) == [$1.result] })
    else { return whole }
    let parts = shares.compactMap(\.products)
    guard parts.count == shares.count else { return whole }
    return parts.flatMap { $0 } + whole.dropFirst(shares.count)
  }
}

extension ArithmeticLine {
  /// The factors of each product that is added up before the line's result; `nil` for a line that
  /// is no sum of products.
  var products: [[ShownNumber]]? {
    let end = tokens.lastIndex { $0 == .sign(" = ") || $0 == .sign(" ≈ ") }
    guard let end else { return nil }
    // A sum of nothing is written as 0.
    if end == 1, case .number(0, _, nil) = tokens[0] { return [] }
    var terms: [[ShownNumber]] = []
    var isProduct = false
    for token in tokens[..<end] {
      switch token {
      case .number(let value, let role, let cell), .factor(let value, let role, let cell):
        let factor = ShownNumber(value: value, role: role, cell: cell)
        if isProduct, !terms.isEmpty {
          terms[terms.count - 1].append(factor)
        } else {
          terms.append([factor])
        }
        isProduct = false
      case .sign("·"): isProduct = true
      case .sign(" + "), .breakOpportunity: break
      case .sign(let text):
        guard text.standsBesideNumber else { return nil }
      }
    }
    return terms
  }
}

extension String {
  /// Whether it is a word that stands beside a number of a sum without changing it.
  var standsBesideNumber: Bool {
    self == "bias " || hasSuffix(": ") || hasSuffix(" more terms ")
  }
}
