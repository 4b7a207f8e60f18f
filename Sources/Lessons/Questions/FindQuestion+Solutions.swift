import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// All that is right of what is to be found, where that can be counted.
extension FindQuestion {
  /// The most answers that are tried.
  private static let mostTrials = 400
  /// The most numbers that go into all trials together.
  private static let mostNumbers = 1_000_000
  /// The lengths that are tried where the author limits nothing.
  private static let usualLengths = 0.0...9.0
  /// The most solutions that a message lists.
  private static let mostListed = 4
  /// Words of a question or an explanation that say that there are others.
  private static let plurals: Set<Substring> = [
    "find", "any", "another", "other", "others", "also", "too", "either", "ways", "several",
  ]

  /// A warning where several answers are right and the author speaks of one.
  ///
  /// - Complexity: At most 400 runs of the problem, and none of a large one.
  func otherSolutions(_ solved: SolvedSubject, of question: Question) -> Diagnostic? {
    guard case .parameters(let parameters) = unknown, let answers = answers(to: parameters, solved)
    else { return nil }
    let trial = FindTrial(solved.subject.problem, unknown, aims, on: solved.backend)
    let right = answers.filter { trial.objection(to: .numbers($0)) == nil }
    guard right.count > 1, !isSaid(right, of: parameters, in: question) else { return nil }
    let list = right.prefix(Self.mostListed).map { solution in
      zip(parameters, solution).map { "\($0.parameter) \(NumberText.short($1))" }
        .joined(separator: ", ")
    }
    let rest = right.count > list.count ? "; and \(right.count - list.count) more" : ""
    return statedAnswer?.diagnostic(
      "\(right.count) of \(answers.count) answers are right, and the question speaks of one: "
        + list.joined(separator: "; ") + rest,
      remedy: "Name the others in 'explain', ask to 'Find a …', or narrow 'range'.",
      severity: .warning)
  }

  /// All whole numbers that may be given; `nil` where they are too many, or the problem is too large.
  private func answers(to parameters: [Parameter], _ solved: SolvedSubject) -> [[Double]]? {
    var answers: [[Double]] = [[]]
    for parameter in parameters {
      let given = parameter.range
      let isLimited = given.upperBound - given.lowerBound <= Double(Self.mostTrials)
      guard isLimited || given.lowerBound == 0 else { return nil }
      let range = isLimited ? given : Self.usualLengths
      let numbers = Array(
        stride(from: range.lowerBound.rounded(.up), through: range.upperBound, by: 1))
      guard answers.count * numbers.count <= Self.mostTrials else { return nil }
      answers = answers.flatMap { answer in numbers.map { answer + [$0] } }
    }
    let input = solved.subject.problem.input.value.shape.count
    return answers.count * input <= Self.mostNumbers ? answers : nil
  }

  /// Whether the question or its explanation says that there are several, or names the others.
  private func isSaid(
    _ solutions: [[Double]], of parameters: [Parameter], in question: Question
  ) -> Bool {
    let words = (question.prompt + " " + question.explanation).lowercased()
      .split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    if !Self.plurals.isDisjoint(with: words) { return true }
    let text = " " + words.joined(separator: " ").replacing(" of ", with: " ") + " "
    let told = solutions.filter { solution in
      zip(parameters, solution).contains { parameter, number in
        let isSpecial = solutions.contains { other in
          zip(parameters, other).contains { $0.name == parameter.name && $1 != number }
        }
        return isSpecial
          && text.contains(" \(parameter.parameter.lowercased()) \(NumberText.short(number)) ")
      }
    }
    return told.count == solutions.count
  }
}
