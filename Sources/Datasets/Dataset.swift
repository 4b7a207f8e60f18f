import TensorEngine

/// A set of images to learn from, and one to be tested on.
///
///     let dataset = try Dataset.load(.synthetic(seed: 0))
///     dataset.train.count   // 10000
///     dataset.inputShape    // [3, 32, 32]
///     dataset.classNames    // ["circle", "square", …]
public struct Dataset: Sendable {
  /// What people call it: `CIFAR-10`, `MNIST`, `synthetic`.
  public let name: String

  /// The images to learn from.
  public let train: LabelledImages

  /// The images that training never sees.
  public let test: LabelledImages

  /// The name of each class, in the order of the class numbers.
  public let classNames: [String]

  /// What makes the training images have mean 0 and standard deviation 1 in each channel.
  public let normalization: Normalization

  /// Where it came from.
  public let source: DataSource

  /// Whether an image seen in a mirror shows the same class.
  ///
  /// A mirrored ship is a ship; a mirrored 2 is no digit at all. ``Augmentation`` flips images only
  /// where this holds.
  public let isMirrorSafe: Bool

  /// Creates a data set; its normalisation is measured on the training images.
  ///
  /// - Precondition: Both sets have the same shape, there is a training image, and every label has a
  ///   name.
  /// - Complexity: O(pixels).
  public init(
    name: String, train: LabelledImages, test: LabelledImages, classNames: [String],
    source: DataSource, isMirrorSafe: Bool
  ) {
    precondition(train.shape == test.shape, "\(train.shape) and \(test.shape) are not one shape")
    precondition(train.count > 0, "a data set needs an image to learn from")
    precondition(
      [train, test].allSatisfy { $0.labels.allSatisfy { Int($0) < classNames.count } },
      "a label has none of the \(classNames.count) class names")
    self.name = name
    self.train = train
    self.test = test
    self.classNames = classNames
    self.source = source
    self.isMirrorSafe = isMirrorSafe
    normalization = Normalization(measuring: train)
  }

  /// The shape of one image: [C, H, W].
  public var inputShape: Shape { train.shape }

  /// The number of classes.
  public var classCount: Int { classNames.count }
}
