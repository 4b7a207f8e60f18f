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
      let (set, folder) = try find(in: path)
      let whole = try set == .cifar10 ? CIFAR10Files.load(folder) : MNISTFiles.load(folder)
      return Dataset(
        name: whole.name, train: whole.train.prefix(trainLimit),
        test: whole.test.prefix(testLimit), classNames: whole.classNames, source: source,
        isMirrorSafe: whole.isMirrorSafe)
    }
  }

  /// Which set a folder holds, and where.
  private static func find(
    in path: String
  ) throws(DatasetError) -> (set: KnownDataset, folder: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      let set = KnownDataset.allCases.first { path == DataFolder.standard + "/" + $0.folderName }
      throw DatasetError(
        path: path, "there is no such folder",
        remedy: set == nil
          ? "Check the path, or use --data synthetic, which needs no files."
          : "Put the set's files there, or use --data synthetic, which needs no files.")
    }
    guard isFolder.boolValue else {
      throw DatasetError(
        path: path, "this is no folder",
        remedy: "Name the folder that holds the files of CIFAR-10 or MNIST.")
    }
    for set in KnownDataset.allCases {
      for folder in [path, path + "/" + set.folderName] where hasFiles(of: set, folder) {
        return (set, folder)
      }
    }
    throw DatasetError(
      path: path, "there are no files of CIFAR-10 or MNIST",
      remedy: "CIFAR-10's binary version has \(CIFAR10Files.names[0]), MNIST"
        + " \(MNISTFiles.names[0]). Without files use --data synthetic.")
  }

  /// Whether a folder has any of a set's files: one that is missing is then named.
  private static func hasFiles(of set: KnownDataset, _ folder: String) -> Bool {
    set.fileNames.contains { name in
      [name, name + ".gz"].contains { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    }
  }
}
