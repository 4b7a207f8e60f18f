import Lessons
import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// An exercise: what a family makes of a seed at a level, the same on every machine.
public struct Exercise: Sendable {
  /// A wrong answer that a misconception leads to.
  public struct Slip: Sendable {
    /// The misconception.
    public let rule: Misconception
    /// What it leads to.
    public let answer: Answer
  }

  /// The family's id.
  public let family: String
  /// The topic's id.
  public let topic: String
  /// Which exercise of the family.
  public let seed: UInt64
  /// How difficult it is, from 1.
  public let level: Int
  /// What is asked.
  public let prompt: String
  /// What is right, and what misconceptions lead to.
  public let inquiry: Inquiry
  /// The problem, as nodes that `Problem` reads; `nil` for what is counted without one.
  public let problemNode: SourceNode?
  /// In which form the answer is given: `number`, `grid`, `size`, `count`.
  public let kind: String
  /// The full index of the cell that is asked for; `nil` where it is no single one.
  public let cell: [Int]?
  /// The products that are asked for beside their sum; `nil` where none are.
  public let products: ProductSum?
  /// What is asked for: `output`, `gradient:0.weight`, `size`, `parameters`.
  public let value: String
  /// Hints, the gentlest first: which rule, the rule with its numbers, the first step.
  public let hints: [String]
  /// Why the answer is what it is.
  public let explanation: String
  /// What misconceptions lead to, the commoner ones first.
  public let slips: [Slip]
  /// Finds what explains a wrong answer.
  public let diagnoser: Diagnoser
  /// The exercise as a step that a lesson's screen plays.
  public let step: PreparedStep

  /// The question, which checks answers.
  public var question: PreparedQuestion {
    guard let question = step.questions.first else { preconditionFailure("an exercise asks") }
    return question
  }

  /// The right answer.
  public var answer: Answer { inquiry.answer }

  /// The misconceptions that lead to the same wrong answer, in groups of two or more.
  public var ambiguities: [[Misconception]] {
    var groups: [(answer: Answer, rules: [Misconception])] = []
    for slip in slips {
      if let group = groups.firstIndex(where: { $0.answer.agrees(with: slip.answer) }) {
        if !groups[group].rules.contains(where: { $0.id == slip.rule.id }) {
          groups[group].rules.append(slip.rule)
        }
      } else {
        groups.append((slip.answer, [slip.rule]))
      }
    }
    return groups.map(\.rules).filter { $0.count > 1 }
  }
}
