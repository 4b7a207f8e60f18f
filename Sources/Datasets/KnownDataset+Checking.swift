import TensorEngine

extension KnownDataset {
  /// The number of images to learn from.
  public var trainCount: Int {
    switch self {
    case .cifar10: 50_000
    case .mnist: 60_000
    }
  }

  /// The number of images to test on.
  public var testCount: Int { 10_000 }

  /// The shape of one image: [C, H, W].
  public var imageShape: Shape {
    switch self {
    case .cifar10: [3, 32, 32]
    case .mnist: [1, 28, 28]
    }
  }

  /// The number of classes.
  public var classCount: Int { 10 }

  /// Reads all files of a set, and says of each that cannot be used what is wrong with it.
  ///
  /// ``Dataset/load(_:trainLimit:testLimit:)`` stops at the first of them.
  public func problems(in folder: String) -> [DatasetError] {
    switch self {
    case .cifar10: CIFAR10Files.problems(in: folder)
    case .mnist: MNISTFiles.problems(in: folder)
    }
  }
}
