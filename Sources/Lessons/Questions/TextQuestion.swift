import Misconceptions
import Problems
import Typesetting

/// A word, whatever its case, spaces and hyphens.
struct TextQuestion: QuestionKind {
  static let name = "text"
  static let names = ["answer"]
  static let answerText = "a word"
  static let seconds = 45

  let statedAnswer: SourceNode?
  /// What is accepted, the first of which is shown as the solution.
  private let accepted: [String]

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    let node = try values.required(
      "answer", of: "the question", remedy: "Write the word, or a list of those that are accepted.")
    accepted = try node.strings("the answer", each: "each of the answers")
    statedAnswer = nil
    guard !accepted.isEmpty else {
      throw node.diagnostic("the list of answers is empty", remedy: "Write at least one word.")
    }
    if let bare = accepted.first(where: { Answer.normalised($0).isEmpty }) {
      throw node.diagnostic(
        "\(bare.quoted) has nothing that has to be met", remedy: "Use letters or digits.")
    }
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    RightAnswer(
      form: .text, expected: .text(accepted[0]), alternatives: accepted.dropFirst().map(Answer.text)
    )
  }
}
