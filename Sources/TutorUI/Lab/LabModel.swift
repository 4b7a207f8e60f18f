import ConvolutionArithmetic
import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit

/// The lab: an op or a chain of them, of which everything can be changed while one watches.
public struct LabModel: Sendable {
  /// What somebody does on the stage.
  var player: StagePlayer
  /// What else is open.
  var panel: Panel?
  /// The file that the problem came from or went to.
  var file: String?
  /// The changes that the file has.
  private var saved: [ProblemEdit] = []
  /// What computes everything.
  let backend: any Backend
  /// Which random numbers come next.
  var seed: UInt64 = 1
  /// What the last change did.
  var sentence = ""
  /// The parameter that was changed last, by its name.
  var lastChanged: String?

  /// What stands beside the stage or over it.
  enum Panel: Sendable {
    /// Which windows give an output.
    case inverse(InverseList)
    /// A choice of ops, of ops to append, or of presets.
    case choice(LabChoice)
    /// Gradient descent at work.
    case learning(Learning)
    /// The name of a file is asked for.
    case prompt(FilePrompt)
    /// A file is there already.
    case replacing(String)
    /// Something is unsaved and somebody wants to go.
    case leaving
  }

  /// A file's name being typed.
  struct FilePrompt: Sendable {
    let saves: Bool
    var input: TextInput
  }

  /// Opens the lab with a problem.
  ///
  /// - Parameters:
  ///   - problem: The problem; it need not be one that can be computed.
  ///   - file: The file it came from; `nil` for one that ships with the program.
  ///   - view: The view to begin with, where the op has it; its usual one when absent.
  ///   - backend: What computes it after each change.
  public init(
    _ problem: Problem, from file: String? = nil, showing view: StoryView? = nil,
    on backend: any Backend
  ) {
    let live = LiveProblem(problem, on: backend)
    player = StagePlayer(live.views(startingWith: view), live: live, noun: "op")
    (self.file, self.backend) = (file, backend)
  }

  /// Opens the lab with an op's example.
  ///
  /// - Throws: A diagnostic only for an example that is no problem.
  public init(exampleOf schema: OperationSchema, on backend: any Backend) throws(Diagnostic) {
    let example = schema.example
    self.init(
      try Problem(input: example.input, operations: example.operations), on: backend)
  }

  /// The problem as it is now.
  var problem: Problem { live.problem }

  /// The problem being changed; a lab has one at all times.
  var live: LiveProblem {
    guard let live = player.live else { preconditionFailure("a lab without a problem") }
    return live
  }

  /// The op on the stage.
  var operation: ProblemOperation { problem.operations[live.operation] }

  /// The part of the op on the stage.
  var part: Int { min(live.part ?? .max, max(0, live.parts.count - 1)) }

  /// Whether the op has a part behind that one.
  var hasNextPart: Bool { part + 1 < live.parts.count }

  /// What the op on the stage comes to.
  var facts: StageFacts { StageFacts(live, showing: player.storyboard) }

  /// Whether there are changes that no file has.
  var isUnsaved: Bool { live.edits != saved }

  /// That a file has the problem as it is now.
  mutating func markSaved(as path: String) {
    file = path
    saved = live.edits
    panel = nil
  }

  /// The node on the stage with the graph around it; `nil` while nothing can be computed.
  var node: (graph: Graph, id: NodeID)? {
    guard let solved = try? live.outcome.get() else { return nil }
    return (solved.problem.graph, solved.problem.steps[live.operation].main)
  }
}

extension LabModel {
  /// The windows that lead from the input's length to an output's.
  struct InverseList: Sendable {
    let question: InverseQuestion
    /// The window on the stage, the first answer where it is one.
    let window: SlidingWindow
    let answers: InverseQuestion.Answers
    var selection = 0

    init(_ question: InverseQuestion, from window: SlidingWindow) {
      (self.question, self.window) = (question, window)
      answers = question.answers(beginningWith: window)
    }

    /// The same for another length of the output.
    func asking(for outputSize: Int) -> InverseList {
      InverseList(question.asking(for: outputSize), from: window)
    }
  }

  /// Gradient descent on the weights of the op on the stage.
  struct Learning: Sendable {
    var learner: KernelLearner
    /// The changes before it began.
    let edits: [ProblemEdit]
    var isRunning = false
    /// The output that is learned, with the cell that is chosen while it is changed.
    var target: TargetEntry
    /// Whether numbers of it are typed.
    var isEditing = false

    init(_ learner: KernelLearner, edits: [ProblemEdit]) {
      (self.learner, self.edits) = (learner, edits)
      target = TargetEntry(learner.target)
    }

    var steps: Int { learner.losses.count - 1 }
    var loss: Double { learner.losses[learner.losses.count - 1] }
  }

  /// The list that is open, if one is.
  var inverse: InverseList? {
    if case .inverse(let list) = panel { list } else { nil }
  }

  /// Why there is no inverse question; `nil` where there is one.
  var noInverse: String? {
    if live.inverse != nil { return nil }
    let schema = operation.schema
    guard schema.parameter("stride") != nil else { return "this op slides no window" }
    return schema.parameter("output_size") != nil
      ? "the size of its output is given" : "what this op reads cannot be computed"
  }
}
