import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A subject's problem with its values computed.
struct SolvedSubject {
  let subject: Subject
  let solved: SolvedProblem
  /// What has run it.
  let backend: any Backend

  /// Runs the problem.
  ///
  /// - Throws: Why it could not be built, has no such value or cannot be run.
  init(
    _ subject: Subject, as problem: Result<BuiltProblem, Diagnostic>, on backend: any Backend
  ) throws(Diagnostic) {
    (self.subject, self.backend) = (subject, backend)
    let built = try problem.get()
    if case .gradient(let name) = subject.value,
      !built.gradients.contains(where: { $0.name == name })
    {
      throw subject.problem.input.node.diagnostic(
        "the problem has no gradient \(name.quoted)",
        remedy: NearestName.remedy(
          for: name, in: built.gradients.map(\.name), listedAs: "Its gradients are"))
    }
    do {
      solved = try SolvedProblem(running: built, on: backend)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the problem cannot be run on the \(backend.name) backend", remedy: "\(error)")
    }
  }

  /// The value that the subject names, at full rank.
  var value: Tensor<Double> {
    switch subject.value {
    case .operation(let index): solved.steps[index].output
    case .part: solved.executed.values[mainNode] ?? solved.output
    case .gradient(let name): solved.gradients.first { $0.name == name }?.value ?? solved.output
    }
  }

  /// The lengths that are called the value's size, then other ways to say it.
  ///
  /// H×W of an image and L of a sequence, with its channels before or after it and with the batch
  /// in front; K×L of the columns [N, K, L] of an unfolding; all axes of rows and vectors.
  var sizes: [[Int]] {
    let dimensions = value.shape.dimensions
    guard dimensions.count >= 3 else { return [dimensions] }
    let (batch, channels) = ([dimensions[0]], [dimensions[1]])
    let spatial = Array(dimensions.dropFirst(2))
    if case .unfold = solved.problem.graph[mainNode].op { return [channels + spatial, dimensions] }
    return [
      spatial, channels + spatial, spatial + channels, dimensions, batch + spatial + channels,
    ]
  }

  /// Every length of the value, from the channels on.
  ///
  /// A batch of one is left out; a gradient of weights has no batch.
  var lengths: [Int] {
    let dimensions = value.shape.dimensions
    if case .gradient(let name) = subject.value, name != "input" { return dimensions }
    return dimensions.count > 1 && dimensions[0] == 1 ? Array(dimensions.dropFirst()) : dimensions
  }

  /// The node that explains the value.
  var mainNode: NodeID { subject.node(in: solved) }

  /// The op that makes the value, with what goes into it.
  var computation: Computation { Computation(of: mainNode, in: solved.executed) }
}

extension Subject {
  /// The op whose parameters matter: the one that is looked at, or that a gradient's name begins with.
  var operation: Int {
    switch value {
    case .operation(let index), .part(let index, _): index
    case .gradient(let name): Int(name.prefix { $0 != "." }) ?? 0
    }
  }

  /// The node that explains the value in a problem that has it.
  func node(in solved: SolvedProblem) -> NodeID {
    solved.problem.node(explaining: value) ?? solved.problem.output
  }
}
