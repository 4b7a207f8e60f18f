import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// Values that make something hold, judged by running the problem with them: any that do are right.
struct FindQuestion: QuestionKind {
  static let name = "find"
  static let names = ["of", "unknown", "shape", "must", "cases", "range", "answer"]
  static let answerText = "a value for each unknown"
  static let seconds = 120

  let subject: Subject?
  let hasOwnProblem: Bool
  let statedAnswer: SourceNode?
  let unknown: Unknown
  let aims: [FindAim]
  private let answer: SourceNode

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    let value = try AskedValue(values, shown: shown)
    guard let subject = value.subject else {
      throw values.node.diagnostic(
        "there is no problem in which to find something", remedy: "Add 'of:' or a 'show:'.")
    }
    // What must hold is said of the last result, whatever of the problem is on the stage.
    (self.subject, hasOwnProblem) = (Subject(lastOf: subject.problem), value.hasOwnProblem)
    unknown = try Unknown(values, in: subject.problem)
    aims = try FindAim.all(values)
    answer = try values.required(
      "answer", of: "the question",
      remedy: "Write one right answer, to be shown as the solution.")
    statedAnswer = answer
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    guard let solved, let subject else {
      preconditionFailure("what is to be found is read with a problem")
    }
    let trial = FindTrial(subject.problem, unknown, aims, on: solved.backend)
    return RightAnswer(
      form: unknown.form, expected: try read(answer, as: unknown.form), trial: trial.objection)
  }

  var changed: (@Sendable (Answer) throws(Diagnostic) -> Subject)? {
    guard let subject else { return nil }
    return { [unknown] answer throws(Diagnostic) in
      let edits = try unknown.edits(of: subject.problem, putting: answer)
      return Subject(lastOf: try subject.problem.edited(by: edits))
    }
  }

  func holdsAlready(_ solved: SolvedSubject) -> Bool {
    !hasOwnProblem
      && FindTrial(solved.subject.problem, unknown, aims, on: solved.backend).holdsAlready
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    switch unknown {
    case .grid(_, let shape, _):
      let grid = try Answer(gridAt: node)
      guard grid.gridForm == form else {
        throw node.diagnostic(
          "the answer is no grid of \(NumberText.size(shape))",
          remedy: "Give it the 'shape:' of what is unknown.")
      }
      return grid
    case .parameters(let parameters):
      let values = try NamedValues(node, of: "the answer", names: parameters.map(\.name))
      var numbers: [Double] = []
      for parameter in parameters {
        let value = try values.required(
          parameter.name, of: "the answer", remedy: "Give each of the unknown a number.")
        numbers.append(try value.number(parameter.name))
      }
      return .numbers(numbers)
    }
  }
}
