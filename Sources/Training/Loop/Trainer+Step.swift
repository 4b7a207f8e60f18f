import Datasets
import TensorEngine

/// A step that was begun, and may still be under way.
struct BegunStep {
  /// Its batch.
  let position: BatchPosition
  /// Its number, counted from 0.
  let number: Int
  /// Its learning rate.
  let rate: Double
  /// When it began.
  let start: ContinuousClock.Instant
}

extension Trainer {
  /// Begins to compute the gradients of the batch that the model has taken and, where no other rank is asked for its
  /// own, to change the parameters.
  ///
  /// - Parameter number: The step's number, counted from 0.
  func begin(_ position: BatchPosition, number: Int) throws -> BegunStep {
    let step = BegunStep(
      position: position, number: number, rate: learningRate(ofStep: number), start: .now)
    try model.learn(
      step: number,
      changing: isAlone
        ? optimizer.change(
          model.memory.parameters.whole, gradients: model.memory.gradients.whole,
          learningRate: step.rate) : nil)
    return step
  }

  /// Waits for what a step came to, which counts unless its loss is no number: then no parameter has changed, nor does
  /// any in a step that was begun behind it.
  ///
  /// - Returns: The mean loss, and the share of images that were right.
  /// - Precondition: All steps before it are finished.
  func finish(_ step: BegunStep) throws -> (loss: Double, accuracy: Double) {
    var (loss, correct) = try model.outcome()
    if !isAlone {
      (loss, correct) = try exchange.exchange(
        model.memory.gradients.whole, loss: loss, correct: correct)
      if loss.isFinite {
        optimizer.step(
          model.memory.parameters.whole, gradients: model.memory.gradients.whole,
          learningRate: step.rate)
      }
    }
    if loss.isFinite {
      state.step += 1
      state.position = step.position.next(stepsPerEpoch: plan.stepsPerEpoch)
      state.epochLoss += Double(loss)
      state.epochCorrect += correct
    }
    return (Double(loss), Double(correct) / Double(state.batchSize))
  }

  /// Whether the run has one rank, whose steps need nobody else's gradients.
  var isAlone: Bool { exchange is SingleRank }
}
