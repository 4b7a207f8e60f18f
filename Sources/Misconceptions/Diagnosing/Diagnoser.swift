import Problems

/// What explains a wrong answer.
public struct Explanation: Sendable {
  /// What the learner seems to think.
  public let misconception: Misconception
  /// What it leads to.
  public let wrong: WrongAnswer
  /// Whether exactly one place explains the answer, so that it may be named.
  public let isCertainOfPlace: Bool

  /// What to tell the learner, the place in it where it is certain.
  public var say: String {
    guard let place = wrong.place, isCertainOfPlace else { return misconception.say }
    return "\(misconception.say) Look at \(place) again."
  }
}

/// Finds what explains a wrong answer: tries what each misconception leads to.
///
///     let found = Diagnoser.explanations(of: .number(2), to: inquiry)
///     found.first?.misconception.id  // kernel-turned
public enum Diagnoser {
  /// What explains an answer, the likelier first; none where nothing known does.
  ///
  /// Rules about the whole layer come before slips in a single sum, and of those only the first kind
  /// that fits is told: a sum of many products is close to almost every number.
  ///
  /// - Parameters:
  ///   - answer: A wrong answer.
  ///   - inquiry: The question.
  ///   - tolerance: How far a number may be off.
  /// - Complexity: A run of the problem for each rule that changes it.
  public static func explanations(
    of answer: Answer, to inquiry: Inquiry, tolerance: Double? = nil
  ) -> [Explanation] {
    let rules = Misconception.all.filter { !slipIDs.contains($0.id) }
    let found = rules.compactMap { explanation($0, of: answer, to: inquiry, tolerance) }
    if !found.isEmpty {
      return found.enumerated().sorted {
        ($1.element.misconception.frequency, $0.offset)
          < ($0.element.misconception.frequency, $1.offset)
      }.map(\.element)
    }
    guard case .number(let number) = answer, !isTooCommon(number) else { return [] }
    for rule in Misconception.sums {
      if let found = explanation(rule, of: answer, to: inquiry, tolerance) { return [found] }
    }
    return []
  }

  private static let slipIDs = Set(Misconception.sums.map(\.id))

  /// Numbers that come out of almost any slip say nothing about which it was.
  private static func isTooCommon(_ number: Double) -> Bool { [-1, 0, 1, 2].contains(number) }

  private static func explanation(
    _ rule: Misconception, of answer: Answer, to inquiry: Inquiry, _ tolerance: Double?
  ) -> Explanation? {
    let fitting = rule.wrongAnswers(to: inquiry).filter {
      $0.answer.agrees(with: answer, tolerance: tolerance)
    }
    guard let first = fitting.first else { return nil }
    // Equal products at different places are named as what they are, the same pair.
    return Explanation(
      misconception: rule, wrong: first,
      isCertainOfPlace: first.place != nil && fitting.allSatisfy { $0.place == first.place })
  }
}
