import TensorEngine

/// Makes one step of what the ranks of a run have computed on their shares of a batch.
///
/// A rank is a program that trains a copy of the network. The trainer asks once in each step, between
/// the gradients and the optimiser. An exchange between several ranks has to hold:
///
/// - **The mean over the whole batch.** Gradients and loss are means over the images of a rank; what
///   comes back are those over the images of all ranks, and the right answers are added up.
/// - **The same bits on every rank.** Each makes the same step from what it gets, so no rank ever
///   sends its weights. That holds for the loss, too: all of them end, or none, when it is no number.
///   The exchange is asked for such a step as well; a rank that stayed away would block the others.
/// - **The same bits for any number of ranks**, as for any number of threads. Sums of floats depend
///   on their order, so ranks hand in sums over blocks of images whose size does not depend on the
///   number of ranks, and every rank adds all blocks in the order of the images. A reduction whose
///   order the library chooses, as `MPI_Allreduce` has it, does not keep this.
/// - **Running statistics**, which belong to the ranks' copies, are not exchanged here: a network with
///   batch normalisation needs its sums over the whole batch already in the forward pass.
public protocol GradientExchange {
  /// Replaces a rank's gradients by those of all ranks, in place.
  ///
  /// - Parameters:
  ///   - gradients: All gradients of this rank as one vector.
  ///   - loss: The mean loss of its images.
  ///   - correct: How many of its images were right.
  /// - Returns: The mean loss and the right answers of all ranks' images.
  /// - Throws: When a rank is gone; the run then ends with its last checkpoint.
  func exchange(
    _ gradients: TensorBuffer<Float>, loss: Float, correct: Int
  ) throws -> (loss: Float, correct: Int)
}

/// The exchange of a run with one rank: everything stays as it is.
public struct SingleRank: GradientExchange {
  /// Creates the exchange.
  public init() {}

  /// Returns what it was given.
  public func exchange(
    _ gradients: TensorBuffer<Float>, loss: Float, correct: Int
  ) -> (loss: Float, correct: Int) {
    (loss, correct)
  }
}
