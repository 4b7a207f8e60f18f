import Problems
import TensorEngine

extension Misconception {
  /// Slips of the pen in a single sum of products, the likelier ones first.
  ///
  /// They are asked after all others: where many products are added, some slip hits almost every number.
  static let sums: [Misconception] = sumSlips + wholeSums

  /// One slip at one product.
  private static let sumSlips: [Misconception] = [
    .init(
      "sum-term-left-out", .often, "one product was left out",
      say: "One pair is missing; go through the window cell by cell."
    ) { $0.sums { sum in sum.slips { -$0.product } } },
    .init(
      "sum-sign-lost", .often, "a minus was lost",
      say: "One number of a pair is below zero, so its product is taken off."
    ) { inquiry in
      inquiry.sums { sum in
        sum.slips { $0.product < 0 || $0.hasMinus ? -2 * $0.product : 0 }
          + sum.whole { abs($0.product) }
      }
    },
    .init(
      "sum-zero-as-one", .often, "a zero let its cell pass",
      say: "Times 0 leaves nothing, not the number itself."
    ) { inquiry in
      inquiry.sums { sum in
        sum.slips { $0.second == 0 ? $0.first : $0.first == 0 ? $0.second : 0 }
      }
    },
    .init(
      "sum-row-for-column", .often, "row and column changed places",
      say: "That stands across the diagonal: the row is named first, then the column."
    ) { $0.acrossDiagonal() },
    .init(
      "sum-neighbour-window", .often, "a window beside it was read",
      say: "That is what a window one step away gives; bring it back to its own place."
    ) { $0.neighbours() },
    .init(
      "sum-ring-forgotten", .common, "the window started inside",
      say: "With the ring the middle of the kernel starts on the corner cell."
    ) { inquiry in
      guard inquiry.isPadded, inquiry.isWindowSum else { return [] }
      return inquiry.setting("padding", to: "0")
    },
    .init(
      "sum-table-slip", .common, "one product is one time off",
      say: "One product is one time too many or too few; work it out again."
    ) { inquiry in
      inquiry.sums { sum in
        // Nobody is one time off where a factor is 0 or 1, or half a number.
        [1, -1].flatMap { times in
          sum.slips { $0.isOfTimesTable ? times * $0.first : 0 }
            + sum.slips { $0.isOfTimesTable ? times * $0.second : 0 }
        }
      }
    },
    .init(
      "sum-factors-added", .common, "two factors were added",
      say: "Each pair is multiplied; only the products are added."
    ) { inquiry in
      inquiry.sums { sum in
        sum.slips { $0.first + $0.second - $0.product } + sum.whole { $0.first + $0.second }
      }
    },
    .init(
      "sum-neighbours-swapped", .common, "two neighbouring weights changed places",
      say: "Two weights changed places; keep the kernel straight on the window."
    ) { inquiry in
      guard let row = inquiry.axes?.last?.kernel else { return [] }
      return inquiry.sums { $0.exchanged(row: row) }
    },
    .init(
      "sum-term-twice", .seldom, "one product went in twice",
      say: "One pair went in twice; each cell has one turn."
    ) { $0.sums { sum in sum.slips { $0.product } } },
  ]

  /// The whole sum taken otherwise.
  private static let wholeSums: [Misconception] = [
    .init(
      "sum-weights-ignored", .common, "the cells were added without the weights",
      say: "The weights are missing; each cell counts as often as its weight says."
    ) { inquiry in
      inquiry.sums { sum in
        sum.whole { $0.first } + sum.whole { $0.second == 0 ? 0 : $0.first }
          + sum.whole { $0.second }
      }
    },
    .init(
      "sum-stopped-early", .common, "the adding stopped after a row",
      say: "The window has another row; go on adding."
    ) { inquiry in
      guard let row = inquiry.axes?.last?.kernel else { return [] }
      return inquiry.sums { $0.begun(row: row) }
    },
    .init(
      "sum-largest-only", .seldom, "only the largest product was taken",
      say: "Picking the largest is what a pool does; here all are added."
    ) { inquiry in
      inquiry.sums { sum in
        sum.pairs.map(\.product).max().map { [WrongAnswer(.number($0 + sum.added))] } ?? []
      }
    },
  ]
}

extension ProductSum {
  /// The sum with one product off, each one in turn.
  ///
  /// With many products some slip hits almost every number, so no more than nine are searched.
  fileprivate func slips(_ change: (Pair) -> Double) -> [WrongAnswer] {
    guard pairs.count <= 9 else { return [] }
    return pairs.compactMap { pair in
      let difference = change(pair)
      guard difference != 0 else { return nil }
      return WrongAnswer(.number(total + difference), place: pair.text)
    }
  }

  /// The sum of something else than the products.
  fileprivate func whole(_ term: (Pair) -> Double) -> [WrongAnswer] {
    [WrongAnswer(.number(pairs.reduce(added) { $0 + term($1) }))]
  }

  /// The sum with the weights of two neighbours exchanged, beside or below each other.
  fileprivate func exchanged(row: Int) -> [WrongAnswer] {
    guard pairs.count <= 9 else { return [] }
    let beside = pairs.indices.dropLast().filter { ($0 + 1) % row != 0 }.map { ($0, $0 + 1) }
    let below = pairs.indices.dropLast(row).map { ($0, $0 + row) }
    return (beside + below).map { (pairs[$0], pairs[$1]) }.map { one, two in
      let difference = (one.first - two.first) * (two.second - one.second)
      return WrongAnswer(
        .number(total + difference), place: "\(one.text) and \(two.text)")
    }
  }

  /// The sum so far after each row of the kernel.
  fileprivate func begun(row: Int) -> [WrongAnswer] {
    stride(from: row, to: pairs.count, by: row).map { end in
      WrongAnswer(.number(pairs[..<end].reduce(added) { $0 + $1.product }))
    }
  }
}

extension ProblemInquiry {
  /// Whether one number is asked for that a window of products sums up to.
  var isWindowSum: Bool { productSum != nil && axes != nil }

  /// Wrong answers about the sum that is asked for; none where none is.
  fileprivate func sums(_ answers: (ProductSum) -> [WrongAnswer]) -> [WrongAnswer] {
    productSum.map(answers) ?? []
  }

  /// The results beside the one that is asked for.
  fileprivate func neighbours() -> [WrongAnswer] {
    guard let index = windowIndex else { return [] }
    // A row of results has no other row below it.
    let axes = index.indices.dropFirst(2)
    return axes.flatMap { axis in
      [1, -1].flatMap { step in
        var place = index
        place[axis] += step
        return result(at: place)
      }
    }
  }

  /// The result in whose row and column the other way round the one stands that is asked for.
  fileprivate func acrossDiagonal() -> [WrongAnswer] {
    guard var place = windowIndex, place.count == 4 else { return [] }
    place.swapAt(2, 3)
    return result(at: place)
  }

  /// The index of the result that is asked for, where a window sums it up.
  private var windowIndex: [Int]? {
    guard isWindowSum, let index = part.index(rank: wanted.shape.rank), index.count >= 3 else {
      return nil
    }
    return index
  }

  private func result(at place: [Int]) -> [WrongAnswer] {
    Part.at(place).of(wanted).map { [WrongAnswer($0)] } ?? []
  }
}
