/// What a problem may ask of the machine, so that a slip of the keyboard ends in a message and not
/// in a wait: within the limits an answer takes a second or two on one core, and its values, the
/// copies of them and the text of the answer fit half a gigabyte.
public enum ProblemLimits {
  /// The most ops in one problem.
  public static let mostOperations = 1_000
  /// The most numbers in one value, 2²⁰: a megapixel.
  public static let mostNumbers = 1 << 20
  /// The most numbers in all values of a problem, or of the problems of a lesson, together: 2²¹.
  public static let mostNumbersTogether = 1 << 21
  /// The most work of a problem, or of the problems of a lesson together, 2²⁹: multiply-adds,
  /// taps of pools and moved numbers.
  public static let mostWork = 1 << 29
}

/// What problems ask of the machine.
public struct ProblemCost: Hashable, Sendable {
  /// The numbers in all values.
  public internal(set) var numbers = 0
  /// Multiply-adds, taps of pools and moved numbers.
  public internal(set) var work = 0

  /// Creates the cost of nothing, or of what is stated.
  public init(numbers: Int = 0, work: Int = 0) {
    self.numbers = numbers
    self.work = work
  }

  /// Adds the cost of another problem; sums stay at the largest `Int`.
  public static func += (sum: inout ProblemCost, other: ProblemCost) {
    sum.numbers = sum.numbers.addingSaturating(other.numbers)
    sum.work = sum.work.addingSaturating(other.work)
  }

  /// What is asked for too much, as a clause, and what to do about it; `nil` within the limits.
  ///
  /// - Parameter subject: Who asks: `this problem`.
  public func excess(of subject: String) -> (message: String, remedy: String)? {
    if numbers > ProblemLimits.mostNumbersTogether {
      return (
        "\(subject) would make \(numbers) numbers, more than the"
          + " \(ProblemLimits.mostNumbersTogether) that are computed at once",
        "Use a smaller input, less padding, fewer channels or fewer ops."
      )
    }
    if work > ProblemLimits.mostWork {
      return (
        "\(subject) would take \(work / 1_000_000) million steps of arithmetic, more than the"
          + " \(ProblemLimits.mostWork / 1_000_000) million that are computed at once",
        "Use a smaller input, smaller kernels or fewer channels."
      )
    }
    return nil
  }
}

extension Int {
  /// The sum, or the largest `Int`; both are not negative.
  func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the largest `Int`; both are not negative.
  func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
