/// What steps came to whose numbers lie in the program's own memory: each is known as soon as it is settled.
final class HostOutcomes: StepOutcomes {
  let gate: TensorBuffer<Float>
  private let loss, scores, labels: TensorBuffer<Float>
  private var settled: [(loss: Float, correct: Int)] = []

  init(
    gate: TensorBuffer<Float>, loss: TensorBuffer<Float>, scores: TensorBuffer<Float>,
    labels: TensorBuffer<Float>
  ) {
    (self.gate, self.loss, self.scores, self.labels) = (gate, loss, scores, labels)
  }

  func settle() {
    if gate.scalar.isFinite { gate.scalar = loss.scalar }
    settled.append((loss.scalar, correct))
  }

  func next() -> (loss: Float, correct: Int) { settled.removeFirst() }

  func reopen() { gate.scalar = 0 }

  private var correct: Int {
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
