/// The sets of images that come as files.
public enum KnownDataset: String, CaseIterable, Codable, Sendable {
  /// 60,000 colour photographs of 32×32 pixels in ten classes, in the binary version.
  ///
  /// - SeeAlso: A. Krizhevsky, *Learning multiple layers of features from tiny images* (2009),
  ///   https://www.cs.toronto.edu/~kriz/cifar.html.
  case cifar10

  /// 70,000 handwritten digits of 28×28 grey pixels.
  ///
  /// - SeeAlso: Y. LeCun, C. Cortes, C. Burges, *The MNIST database of handwritten digits* (1998).
  case mnist

  /// What people call it.
  public var title: String {
    switch self {
    case .cifar10: "CIFAR-10"
    case .mnist: "MNIST"
    }
  }

  /// The folder that its files are kept in.
  public var folderName: String {
    switch self {
    case .cifar10: "cifar-10-batches-bin"
    case .mnist: "mnist"
    }
  }

  /// The files that make up the set, training images first.
  public var fileNames: [String] {
    switch self {
    case .cifar10: CIFAR10Files.names
    case .mnist: MNISTFiles.names
    }
  }
}
