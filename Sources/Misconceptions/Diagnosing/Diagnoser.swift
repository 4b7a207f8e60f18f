import Problems

/// What explains a wrong answer.
public struct Explanation: Sendable {
  /// What the learner seems to think.
  public let misconception: Misconception
  /// What it leads to.
  public let wrong: WrongAnswer
  /// Whether exactly one place explains the answer, so that it may be named.
  public let isCertainOfPlace: Bool

  /// The arithmetic that leads there, where it is short: `2·(−1) + 1·2 + 0·0 + 2·1 = 2`.
  public let arithmetic: String?

  /// What to tell the learner: the place where it is certain, the arithmetic where it is another
  /// problem's.
  public var say: String {
    if let place = wrong.place, isCertainOfPlace {
      return "\(misconception.say) Look at \(place) again."
    }
    return misconception.say + (arithmetic.map { " Your way: \($0)." } ?? "")
  }
}

/// Finds what explains a wrong answer: compares it with what each misconception leads to.
///
///     let found = Diagnoser(inquiry).explanations(of: .number(2))
///     found.first?.misconception.id  // kernel-turned
public struct Diagnoser: Sendable {
  /// What is asked.
  public let inquiry: Inquiry
  /// What misconceptions lead to, where that has been computed already.
  private let known: [(rule: Misconception, wrong: WrongAnswer)]?

  /// Diagnoses answers to a question.
  public init(_ inquiry: Inquiry) {
    (self.inquiry, known) = (inquiry, nil)
  }

  /// Diagnoses answers to a question of which it is known what misconceptions lead to.
  public init(_ inquiry: Inquiry, knowing known: [(rule: Misconception, wrong: WrongAnswer)]) {
    (self.inquiry, self.known) = (inquiry, known)
  }

  /// What misconceptions lead to, the commoner ones first.
  ///
  /// - Complexity: A run of the problem for each rule that changes it, unless it is known.
  public var wrongAnswers: [(rule: Misconception, wrong: WrongAnswer)] {
    known ?? wrongAnswers { _ in true }
  }

  /// What some misconceptions lead to, the commoner ones first.
  ///
  /// - Complexity: As for ``wrongAnswers``, of those alone.
  public func wrongAnswers(
    of isMeant: (Misconception) -> Bool
  ) -> [(rule: Misconception, wrong: WrongAnswer)] {
    Misconception.byFrequency.filter(isMeant).flatMap { rule in
      rule.wrongAnswers(to: inquiry).map { (rule, $0) }
    }
  }

  /// What explains an answer, the likelier first; none where nothing known does.
  ///
  /// Rules about the whole layer come before slips in a single sum, and of those only the first kind
  /// that fits is told: a sum of many products is close to almost every number.
  ///
  /// - Parameters:
  ///   - answer: A wrong answer.
  ///   - tolerance: How far a number may be off.
  ///   - isPossible: Which rules may explain it, where more is known than the answer.
  public func explanations(
    of answer: Answer, tolerance: Double? = nil,
    where isPossible: (Misconception) -> Bool = { _ in true }
  ) -> [Explanation] {
    let fitting = wrongAnswers.filter {
      isPossible($0.rule) && $0.wrong.answer.agrees(with: answer, tolerance: tolerance)
    }
    let whole = fitting.filter { !Self.slips.contains($0.rule.id) }
    if !whole.isEmpty { return explanations(whole) }
    if case .number(let number) = answer, Self.sayLittle.contains(number) { return [] }
    // A number with its sign turned is no other sum that happens to give the same.
    let isNegated =
      if case .number(let right) = inquiry.answer { answer.agrees(with: .number(-right)) } else {
        false
      }
    // The kinds of slips in the order in which they are likely.
    for rule in Misconception.sums where !isNegated || rule.id == "sum-sign-lost" {
      let places = fitting.filter { $0.rule.id == rule.id }
      if !places.isEmpty { return explanations(places) }
    }
    return []
  }

  private static let slips = Set(Misconception.sums.map(\.id))

  /// Numbers that come out of almost any slip, so that they say nothing about which it was.
  private static let sayLittle: Set<Double> = [-1, 0, 1, 2]

  /// One explanation for each rule.
  private func explanations(
    _ fitting: [(rule: Misconception, wrong: WrongAnswer)]
  ) -> [Explanation] {
    var explanations: [Explanation] = []
    for (rule, wrong) in fitting
    where !explanations.contains(where: { $0.misconception.id == rule.id }) {
      // Equal products at different places are named as what they are, the same pair.
      let places = fitting.filter { $0.rule.id == rule.id }.map(\.wrong.place)
      explanations.append(
        Explanation(
          misconception: rule, wrong: wrong,
          isCertainOfPlace: wrong.place != nil && places.allSatisfy { $0 == wrong.place },
          arithmetic: explanations.isEmpty ? arithmetic(of: wrong) : nil))
    }
    return explanations
  }

  /// The arithmetic of a problem that somebody else has solved, where it fits a line.
  private func arithmetic(of wrong: WrongAnswer) -> String? {
    guard case .problem(let asked) = inquiry, let edits = wrong.edits,
      let frame = asked.frame(with: edits), frame.arithmetic.count == 1
    else { return nil }
    let text = frame.arithmetic[0].text
    return text.count <= Self.longestLine ? text : nil
  }

  private static let longestLine = 72
}
