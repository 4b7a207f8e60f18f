/// What the steps of a training came to, told in their order.
///
/// A step is settled behind its run, where its numbers lie, and told when the program asks. In between the next one
/// may be begun (``TrainingBackend/stepsAhead``), so that nobody waits:
///
///     _ = try executable.run([:])
///     outcomes.settle()
///     backend.update(weights, gradients: gradients, kept: kept, by: rule, while: outcomes.gate)
///     // … here the next step may be begun …
///     let (loss, correct) = try outcomes.next()
public protocol StepOutcomes: AnyObject {
  /// The loss of the step that was settled last; once one was infinite or no number, that one for good.
  ///
  /// Steps of an optimiser that are given it are not made from then on, so that weights stay those that the loss was
  /// computed with, though it is told later.
  var gate: TensorBuffer<Float> { get }

  /// Takes the loss of the last run, and counts the rows of scores that are largest at their labels; of equal scores the
  /// first counts.
  ///
  /// - Precondition: Of the steps before no more than ``TrainingBackend/stepsAhead`` have not been told.
  func settle()

  /// What the earliest step came to that was settled and has not been told, once it is there.
  ///
  /// - Throws: ``BackendError`` with what failed, or what was wrong with the step's numbers.
  /// - Precondition: There is one.
  func next() throws(BackendError) -> (loss: Float, correct: Int)

  /// Makes the gate a number again, for whoever goes on behind a loss that was none.
  func reopen()
}
