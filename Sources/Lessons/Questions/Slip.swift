import Misconceptions
import Problems
import Typesetting

extension Question {
  /// Something wrong that learners are known to answer, and what to say to it.
  public struct Slip: Sendable {
    /// What is wrong.
    enum Mistake: Sendable {
      /// A whole answer.
      case answer
      /// Whatever a misconception leads to, so that it survives other numbers.
      case rule(Misconception)
      /// An option that is chosen wrongly, or wrongly left out.
      case option
      /// Two texts that do not belong together.
      case pair
    }

    /// What is wrong.
    let mistake: Mistake
    /// Where that is written, or the misconception named.
    public let node: SourceNode
    /// What to tell the learner.
    public let say: String

    /// Reads a slip.
    ///
    /// - Parameter names: The ways in which its kind of question can say what is wrong.
    init(_ node: SourceNode, names: [String]) throws(Diagnostic) {
      let values = try NamedValues(
        node, of: "a slip", names: names + ["say"],
        synonyms: ["text": "say", "message": "say", "feedback": "say", "choice": names[0]])
      let given = names.filter { values[$0] != nil }
      guard let name = given.first, let wrong = values[name] else {
        throw node.diagnostic(
          "the slip has no '\(names[0])'",
          remedy: "Write what is wrong: \(names.map { "'\($0): …'" }.joined(separator: " or ")).")
      }
      if let second = given.dropFirst().first, let extra = values[second] {
        throw extra.diagnostic(
          "a slip has one of \(given.joined(separator: " and ")), not both",
          remedy: "Remove one of them, or write two slips.")
      }
      self.node = wrong
      if name == "rule" {
        let rule = try Slip.misconception(wrong)
        mistake = .rule(rule)
        say = try values["say"]?.string("say") ?? rule.say
        return
      }
      mistake = name == "option" ? .option : name == "pair" ? .pair : .answer
      say = try values.required(
        "say", of: "the slip", remedy: "Write what to tell the learner."
      ).string("say")
    }

    private static func misconception(_ node: SourceNode) throws(Diagnostic) -> Misconception {
      let id = try node.string("the rule")
      guard let misconception = Misconception.named(id) else {
        throw node.diagnostic(
          "there is no misconception \(id.quoted)",
          remedy: NearestName.of(id, in: Misconception.all.map(\.id)).map {
            "Did you mean '\($0)'?"
          }
            ?? "Documentation/Misconceptions.md lists them.")
      }
      return misconception
    }
  }
}
