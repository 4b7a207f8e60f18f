import Foundation

extension Dataset {
  /// Reads or draws a data set.
  ///
  /// A folder is searched for the files of CIFAR-10, then of MNIST: in itself, and in the folders
  /// that the two usually come in.
  ///
  /// - Parameters:
  ///   - source: Where it comes from.
  ///   - trainLimit: The most training images that are kept; `nil` keeps all.
  ///   - testLimit: The most test images that are kept; `nil` keeps all.
  /// - Throws: ``DatasetError`` with file, byte and remedy.
  public static func load(
    _ source: DataSource, trainLimit: Int? = nil, testLimit: Int? = nil
  ) throws(DatasetError) -> Dataset {
    switch source {
    case .synthetic(let seed):
      return synthetic(
        seed: seed, trainCount: min(trainLimit ?? .max, syntheticTrainCount),
        testCount: min(testLimit ?? .max, syntheticTestCount))
    case .folder(let path):
      let (set, folder) = try KnownDataset.find(in: path)
      let whole = try set == .cifar10 ? CIFAR10Files.load(folder) : MNISTFiles.load(folder)
      return Dataset(
        name: whole.name, train: whole.train.prefix(trainLimit),
        test: whole.test.prefix(testLimit), classNames: whole.classNames, source: source,
        isMirrorSafe: whole.isMirrorSafe)
    }
  }
}
