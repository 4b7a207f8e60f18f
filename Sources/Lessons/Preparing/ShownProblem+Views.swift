import ConvolutionArithmetic
import Problems
import Storyboards
import TensorEngine

extension ShownProblem {
  /// The longest name that has its place above half a stage.
  private static let longestName = 36

  /// What it is called where another problem stands beside it: by its title, or else by what is explained,
  /// as far as that is no sentence.
  func nameBesideAnother(_ explained: String) -> String {
    let name =
      explained.count <= Self.longestName
      ? explained : subject.problem.operations[subject.operation].name
    return subject.problem.title ?? name
  }

  /// The explanation of the node, in the ways that its op has.
  ///
  /// The arithmetic of a size is told step by step; where the learner is asked for it, the
  /// operands stand on the stage instead, and the sums come with the answer.
  func views(of shown: SolvedSubject, isAsked: Bool) throws(Diagnostic) -> LinkedViews {
    let views: LinkedViews
    do throws(StoryError) {
      let start: StoryView? = if case .explained(let view) = view { view } else { nil }
      views = try LinkedViews(
        of: shown.mainNode, in: shown.solved.executed, startingWith: start)
    } catch {
      if case .noSuchView = error, let viewNode {
        throw viewNode.diagnostic(error.message, remedy: error.remedy + (gradientRemark ?? ""))
      }
      throw subject.problem.firstOperation.diagnostic(
        "the problem cannot be explained", remedy: "\(error)")
    }
    guard view == .size else { return views }
    guard let sizes = shown.windowsAndLengths else {
      throw (viewNode ?? subject.problem.input.node).diagnostic(
        "'view: size' tells how windows slide over an input, which they do not do here",
        remedy: "Use it with the result of a convolution, a pooling or unfold, or write"
          + " 'view: window'.")
    }
    do throws(GeometryError) {
      return LinkedViews(
        isAsked
          ? try Storyboard(sizeOf: sizes.windows, input: sizes.lengths, operandsOf: views.first)
          : try Storyboard.sizeArithmetic(for: sizes.windows, input: sizes.lengths))
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the size cannot be explained", remedy: "\(error)")
    }
  }

  /// Why the views of a gradient are not those of its op; `nil` where no gradient is shown.
  private var gradientRemark: String? {
    guard case .gradient(let name) = subject.value else { return nil }
    return " The gradient of \(name) is explained as the op that computes it. For the views of the"
      + " op itself, 'gradients' among them, remove 'gradient:' here and write it in the question."
  }

  /// The problem as one that a learner may change; `nil` for the arithmetic of a size, which
  /// is told of lengths alone.
  func live(_ shown: SolvedSubject, on backend: any Backend) -> LiveProblem? {
    guard view != .size else { return nil }
    return LiveProblem(shown.solved, operation: subject.operation, on: backend) {
      [subject] solved, _, view in
      try LinkedViews(of: subject.node(in: solved), in: solved.executed, startingWith: view)
    }
  }

  /// The frames of the storyboard that belong to the step.
  ///
  /// - Throws: A diagnostic when the lesson names frames that the storyboard does not have.
  func frameRange(count: Int) throws(Diagnostic) -> Range<Int> {
    if view == .result { return (count - 1)..<count }
    switch frames {
    case .all: return 0..<count
    case .last: return (count - 1)..<count
    case .range(let range):
      guard range.upperBound < count else {
        throw (framesNode ?? subject.problem.input.node).diagnostic(
          "there is no frame \(range.upperBound): the explanation has \(count), counted from 0",
          remedy: "Use at most \(count - 1).")
      }
      return range.lowerBound..<(range.upperBound + 1)
    }
  }
}
