import Foundation

extension KnownDataset {
  /// Which set a folder holds, and where in it.
  ///
  /// - Parameter path: The folder with the files of CIFAR-10 or MNIST, or the one around it.
  /// - Throws: ``DatasetError`` with the folder and the remedy.
  public static func find(
    in path: String
  ) throws(DatasetError) -> (set: KnownDataset, folder: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      let set = allCases.first { path == $0.standardFolder }
      throw DatasetError(
        path: path, "there is no such folder",
        remedy: set.map {
          "Get the set with: convscope data fetch \($0.rawValue). Or use --data synthetic, which"
            + " needs no files."
        } ?? "Check the path, or use --data synthetic, which needs no files.")
    }
    guard isFolder.boolValue else {
      throw DatasetError(
        path: path, "this is no folder",
        remedy: "Name the folder that holds the files of CIFAR-10 or MNIST.")
    }
    for set in allCases {
      for folder in [path, path + "/" + set.folderName] where set.hasFiles(in: folder) {
        return (set, folder)
      }
    }
    throw DatasetError(
      path: path, "there are no files of CIFAR-10 or MNIST",
      remedy: "CIFAR-10's binary version has \(CIFAR10Files.names[0]), MNIST"
        + " \(MNISTFiles.names[0]); convscope data fetch gets them. Without files use --data"
        + " synthetic.")
  }

  /// Whether a folder has any of the set's files, packed or not: one that is missing is then named.
  public func hasFiles(in folder: String) -> Bool {
    fileNames.contains { name in
      [name, name + ".gz"].contains { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    }
  }

  /// The folder that `--data` with the set's name looks in.
  public var standardFolder: String { DataFolder.standard + "/" + folderName }

  /// What of a set is at a path.
  public enum Presence: Hashable, Sendable {
    /// Nothing, or an empty folder.
    case absent
    /// Something that is no folder.
    case noFolder
    /// A folder without some of the files that are needed.
    case incomplete(missing: [String])
    /// A folder with all files that are needed, whatever is in them.
    case complete
  }

  /// Looks which of the set's files are in a folder.
  public func presence(in folder: String) -> Presence {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      return .absent
    }
    guard isFolder.boolValue else { return .noFolder }
    // CIFAR-10's names of classes are known without their file.
    let missing = fileNames.filter {
      $0 != CIFAR10Files.classesName
        && !FileManager.default.fileExists(atPath: folder + "/" + $0)
    }
    if missing.isEmpty { return .complete }
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return names?.isEmpty == true ? .absent : .incomplete(missing: missing)
  }
}
