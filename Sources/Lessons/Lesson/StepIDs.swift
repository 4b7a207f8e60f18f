import Problems
import Typesetting

/// What the steps and the questions of a lesson are called, whatever happens around them.
///
/// An author may state an `id`. A step without one is called by the first words of its prose, with
/// a number behind them where that is taken: a step that is put in before others renames none of
/// other words. A question without one is called as its step, a second one with `-2` behind that.
struct StepIDs {
  /// The most words of the prose that make an id.
  private static let mostWords = 6

  let steps: [String]
  /// The ids that each step's questions have.
  let questions: [[String]]
  /// A diagnostic at each id that another step or question has already.
  let duplicates: [Diagnostic]

  /// Names the steps.
  init(of steps: [LessonStep]) {
    let stated = steps.map { $0.idNode?.scalar?.trimmingWhitespace }
    var taken = Set(stated.compactMap { $0?.lowercased() })
    var repetitions: [String: Int] = [:]
    let names = zip(steps, stated).map { step, stated in
      if let stated { return stated }
      let words = StepIDs.words(of: step.text)
      var name = words
      while !taken.insert(name.lowercased()).inserted {
        repetitions[words, default: 1] += 1
        name = "\(words)-\(repetitions[words, default: 1])"
      }
      return name
    }
    self.steps = names
    questions = zip(steps, names).map { step, name in
      step.questions.enumerated().map { position, question in
        question.idNode?.scalar?.trimmingWhitespace
          ?? (position == 0 ? name : "\(name)-\(position + 1)")
      }
    }
    let asked = zip(questions, steps).flatMap { ids, step in
      zip(ids, step.questions).map { ($0, $1.idNode ?? $1.node) }
    }
    duplicates =
      StepIDs.duplicates(zip(names, steps).map { ($0, $1.idNode ?? $1.textNode) }, of: "step")
      + StepIDs.duplicates(asked, of: "question")
  }

  private static func duplicates(_ ids: [(String, SourceNode)], of kind: String) -> [Diagnostic] {
    // File systems that know no case would keep the progress of `a` and `A` in one place.
    let first = Dictionary(ids.map { ($0.lowercased(), $1.location) }) { first, _ in first }
    return ids.compactMap { id, node in
      guard let place = first[id.lowercased()], place != node.location else { return nil }
      return node.diagnostic(
        "the id \(id.quoted) is taken by the \(kind) in line \(place.line)",
        remedy: "Choose another; case does not count.")
    }
  }

  /// The first words of a text as an id: `lay-the-kernel-on-the-upper`.
  private static func words(of text: LessonText) -> String {
    let words = text.plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "step" : words.prefix(mostWords).joined(separator: "-")
  }
}
