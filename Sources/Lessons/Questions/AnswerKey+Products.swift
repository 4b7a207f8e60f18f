import Misconceptions
import Problems
import Typesetting

/// The products of a sum, and what is said to them.
extension AnswerKey {
  /// Judges products and the sum behind them.
  ///
  /// A single wrong product is named, for nobody knows better what happened. Where there are several, what
  /// leads to their sum says more: another window, a kernel that was turned.
  func check(_ given: [Double], against sum: ProductSum) -> Verdict {
    let total = given[sum.pairs.count]
    let wrong = sum.pairs.indices.filter {
      // The author's tolerance is that of the sum.
      !Answer.number(sum.pairs[$0].product).agrees(with: .number(given[$0]))
    }
    let isSumRight = expected.agrees(with: .number(total), tolerance: tolerance)
    let cells = Set(wrong + (isSumRight ? [] : [sum.pairs.count]))
    guard let first = wrong.first else {
      return isSumRight ? .correct : wrongSum(total, of: sum, cells)
    }
    if wrong.count > 1, !isSumRight,
      Answer.number(given.dropLast().reduce(sum.bias ?? 0, +)).agrees(with: .number(total)),
      let found = explanation(of: .number(total))
    {
      return .wrong(cells: cells, message: found.message, diagnosis: found.diagnosis)
    }
    let pair = sum.pairs[first]
    let right = NumberText.short(pair.product)
    let others =
      switch wrong.count {
      case 1: ""
      case 2: " Another one is wrong, too."
      default: " \(wrong.count - 1) more are wrong."
      }
    return .wrong(
      cells: cells,
      message: "\(sum.place(of: first)): \(pair.text) is \(right), not"
        + " \(NumberText.short(given[first])).\(others)",
      diagnosis: pair.slip(leadingTo: given[first]).map {
        .misconception(id: $0.id, name: $0.name, edits: nil)
      })
  }

  /// What to say where every product is right, and their sum is not.
  private func wrongSum(_ total: Double, of sum: ProductSum, _ cells: Set<Int>) -> Verdict {
    let found = explanation(ofSum: total)
    let rest =
      found?.message
      ?? sum.bias.map { "Add them up again, and the bias of \(NumberText.short($0)) with them." }
      ?? "Add them up again."
    return .wrong(
      cells: cells, message: "All products are right, but not their sum. \(rest)",
      diagnosis: found?.diagnosis)
  }
}

extension ProductSum {
  /// The most products that a learner is asked for: those of a kernel of 5×5.
  private static let mostAsked = 25

  /// The sum whose products are asked for.
  ///
  /// - Parameters:
  ///   - inquiry: What the question is about.
  ///   - node: Where its author asks for the products.
  /// - Throws: A diagnostic where the number is no such sum, or one of more products than anybody types.
  public static func asked(
    about inquiry: Inquiry?, at node: SourceNode
  ) throws(Diagnostic) -> ProductSum {
    guard case .problem(let asked)? = inquiry, let sum = asked.productSum else {
      throw node.diagnostic(
        "the number that is asked for is no sum of products",
        remedy: "Ask for a cell of a convolution or a linear layer, or remove 'products'.")
    }
    guard sum.pairs.count <= mostAsked else {
      throw node.diagnostic(
        "nobody types \(sum.pairs.count) products: more than \(mostAsked)",
        remedy: "Use a smaller kernel or fewer channels, or remove 'products'.")
    }
    return sum
  }
}

extension PreparedQuestion.Form {
  /// The form in which the products of a sum are given.
  public init(of sum: ProductSum) {
    self = .products(rows: sum.rows, columns: sum.columns, hasBias: sum.bias != nil)
  }
}

extension ProductSum.Pair {
  /// What happened to somebody who has another product; `nil` where that is anybody's guess.
  fileprivate func slip(leadingTo given: Double) -> Misconception? {
    let id: String? =
      if given == -product {
        "sum-sign-lost"
      } else if product == 0, given == first || given == second {
        "sum-zero-as-one"
      } else if given == first + second {
        "sum-factors-added"
      } else {
        nil
      }
    return id.flatMap(Misconception.named)
  }
}
