import TensorEngine

/// What a test on all test images gave.
public struct Evaluation: Hashable, Sendable {
  /// After how many steps.
  public let step: Int
  /// The mean loss.
  public let loss: Double
  /// What each image shows and what it was taken for, in the order of the test set.
  public let answers: [TestAnswer]
  /// How many images of each class (row) were taken for each class (column).
  public let confusion: [[Int]]

  /// Counts the answers of a test.
  ///
  /// - Parameter classes: How many classes there are.
  init(step: Int, loss: Double, answers: [TestAnswer], classes: Int) {
    var confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    for answer in answers {
      if let taken = answer.prediction { confusion[answer.label][taken] += 1 }
    }
    (self.step, self.loss, self.answers, self.confusion) = (step, loss, answers, confusion)
  }

  /// The numbers of the images of a class that were taken for a class, in the order of the test set.
  public func images(ofClass label: Int, takenFor prediction: Int) -> [Int] {
    let answer = TestAnswer(label: label, prediction: prediction)
    return answers.indices.filter { answers[$0] == answer }
  }

  /// The share of images that were right.
  public var accuracy: Double {
    Double(answers.count { $0.label == $0.prediction }) / Double(max(1, answers.count))
  }
}

/// What a test image shows, and what it was taken for.
public struct TestAnswer: Hashable, Sendable {
  /// Its class.
  public let label: Int
  /// The class with the highest score; `nil` where scores are no numbers.
  public let prediction: Int?
}

/// How far a test on all test images has got.
public struct TestProgress: Hashable, Sendable {
  /// The images that have been tested.
  public let done: Int
  /// All of them.
  public let count: Int
}

/// What the network makes of a test image.
public struct ImagePrediction: Hashable, Sendable {
  /// The image's number in the test set.
  public let index: Int
  /// Its intensities, [C, H, W].
  public let pixels: [UInt8]
  /// [C, H, W].
  public let shape: Shape
  /// Its class.
  public let label: Int
  /// The probability of each class.
  public let probabilities: [Float]
}

extension ImagePrediction {
  /// The planes of the image.
  public var channels: Int { shape[0] }
  /// Its rows.
  public var height: Int { shape[1] }
  /// Its columns.
  public var width: Int { shape[2] }
}

/// The tensors of a network at one moment, by PyTorch's names.
public struct ModelSnapshot: Sendable {
  /// After how many steps.
  public let step: Int
  /// The parameters.
  public let parameters: [String: Tensor<Float>]
  /// The gradient of each parameter in the last step.
  public let gradients: [String: Tensor<Float>]
  /// The running statistics.
  public let statistics: [String: Tensor<Float>]
}
