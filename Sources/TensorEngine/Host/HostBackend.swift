/// A backend that computes in the program's own memory.
///
/// Its buffers, the optimiser's step and the counting of right answers are the same for all of them
/// and come with the conformance.
public protocol HostBackend: Backend {}

extension HostBackend {
  /// Takes memory of the program.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  public func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Scalar> {
    try HostMemory(count: count)
  }

  /// Does nothing: what a call begins is done when it returns.
  public func finish() throws(BackendError) {}
}

extension TrainingBackend where Self: HostBackend {
  /// Changes parameters by one step of a rule.
  public func update(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule
  ) {
    switch rule {
    case .sgd(let rule):
      rule.updateAll(parameters, gradients, kept[.momentum])
    case .adagrad(let rule):
      rule.updateAll(parameters, gradients, kept[.sum])
    case .rmsprop(let rule):
      rule.updateAll(
        parameters, gradients, kept[.squareAverage], kept[.momentum], kept[.gradientAverage])
    case .adadelta(let rule):
      rule.updateAll(parameters, gradients, kept[.squareAverage], kept[.accumulatedDelta])
    case .adam(let rule):
      rule.updateAll(
        parameters, gradients, kept[.average], kept[.averageSquare], kept[.largestAverageSquare])
    }
  }

  /// How many rows of scores are largest at their labels.
  public func countCorrect(scores: TensorBuffer<Float>, labels: TensorBuffer<Float>) -> Int {
    let (rows, classes) = (scores.shape[0], scores.shape[1])
    let (row, label) = (UnsafePointer(scores.hostPointer), labels.hostPointer)
    return (0..<rows).count { index in
      let row = UnsafeBufferPointer(start: row + index * classes, count: classes)
      return Float(row.positionOfLargest) == label[index]
    }
  }
}

extension UnsafeBufferPointer where Element: TensorScalar {
  /// The position of the largest number, the first of equal ones.
  var positionOfLargest: Int {
    indices.reduce(0) { self[$1] > self[$0] ? $1 : $0 }
  }
}
