import Problems
import StageUI
import TensorEngine
import Typesetting

/// Learning the weights of the op on the stage.
extension LabModel {
  mutating func beginLearning() -> [Outcome] {
    var edits = live.edits
    var target: Tensor<Double>?
    var rate = 0.01
    if case .learning(let learning) = panel {
      (edits, target, rate) = (learning.edits, learning.learner.target, learning.learner.rate)
    }
    guard let target = target ?? (try? live.outcome.get())?.steps[live.operation].output else {
      return [.notice("There is no output to learn from.")]
    }
    do throws(Diagnostic) {
      let learner = try KernelLearner(
        problem, operation: live.operation, target: target, rate: rate, on: backend)
      panel = .learning(Learning(learner, edits: edits))
      player.replaceEdits(with: edits + [.all(learner.edits)], makesFractions: true)
      return []
    } catch {
      return [.notice(error.message.beginningSentence + ". " + error.remedy)]
    }
  }

  mutating func stepLearning() -> [Outcome] {
    guard case .learning(var learning) = panel else { return [] }
    let before = learning.learner
    do throws(Diagnostic) {
      guard try learning.learner.step() else {
        learning.learner = before
        learning.isRunning = false
        panel = .learning(learning)
        return [.notice("The next loss would be no number: the rate is too high. - halves it.")]
      }
    } catch {
      learning.isRunning = false
      panel = .learning(learning)
      return [.notice(error.message.beginningSentence + ".")]
    }
    if learning.loss < 1e-12 { learning.isRunning = false }
    panel = .learning(learning)
    player.replaceEdits(
      with: learning.edits + [.all(learning.learner.edits)], makesFractions: true)
    return []
  }

  mutating func keepLearned() -> [Outcome] {
    guard case .learning(let learning) = panel else { return [] }
    panel = nil
    sentence =
      "Learned in \(learning.steps) step\(learning.steps == 1 ? "" : "s"): the loss is"
      + " \(NumberText.short(learning.loss))."
    return []
  }

  /// Changes what is to be learned; the loss begins anew with it, the weights stay as they are.
  mutating func editTarget(_ action: LabAction) -> [Outcome] {
    guard case .learning(var learning) = panel else { return [] }
    let typed = learning.target.typed
    let isNumber =
      switch action {
      case .moveTarget(let rows, let columns): learning.target.move(rows: rows, columns: columns)
      case .nextTargetPlane: learning.target.showNextPlane()
      case .enterTarget: learning.target.enter()
      default: true
      }
    guard isNumber else { return [.notice(typed.refusal)] }
    switch action {
    case .editTarget: (learning.isEditing, learning.isRunning) = (true, false)
    // What is half typed goes first, as on the stage.
    case .leaveTarget where typed.isEmpty: learning.isEditing = false
    case .leaveTarget: learning.target.drop()
    default: break
    }
    if learning.target.target != learning.learner.target {
      do throws(Diagnostic) {
        learning.learner = try KernelLearner(
          learning.learner.problem, operation: live.operation, target: learning.target.target,
          rate: learning.learner.rate, startsAtZero: false, on: backend)
      } catch {
        return [.notice(error.message.beginningSentence + ". " + error.remedy)]
      }
    }
    panel = .learning(learning)
    return []
  }
}
