import Datasets
import Foundation
import Interchange

/// The folder that a set is put at.
struct SetPlace {
  private let set: KnownDataset
  private let path: String

  init(_ set: KnownDataset, _ path: String) {
    self.set = set
    self.path = path
  }

  /// Whether a good set is there already.
  ///
  /// - Throws: ``Datasets/DatasetError`` for what is there and is no good set.
  func isTaken(isCancelled: () -> Bool) throws -> Bool {
    let again = "To replace it by what is fetched, add --force."
    switch set.presence(in: path) {
    case .absent: return false
    case .complete:
      guard let bad = try ChecksumList.read(in: path)?.problems(isCancelled: isCancelled).first
      else { return true }
      throw DatasetError(
        path: bad.path, "this set is there, but \(bad.message)", remedy: again)
    case .incomplete(let missing):
      let what =
        set.hasFiles(in: path)
        ? "a set is there, without \(missing.joined(separator: ", "))"
        : "a folder with other files is there already"
      throw DatasetError(
        path: path, what, remedy: again + " Or choose another folder with --to.")
    case .noFolder:
      throw DatasetError(
        path: path, "this is no folder, and \(set.title)'s folder belongs there",
        remedy: "Move it out of the way, or choose another folder with --to.")
    }
  }

  /// Makes sure that what is there can be replaced, and nothing of the user's is lost with it.
  func checkReplaceable() throws(DatasetError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw DatasetError(
        path: path, "this is a link or a file, and \(set.title)'s folder belongs there",
        remedy: "Move it out of the way, or choose another folder with --to.")
    }
    let own =
      set.fileNames + set.fileNames.map { $0 + ".gz" } + ["readme.html", ChecksumList.fileName]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard let other = names.sorted().first(where: { !own.contains($0) }) else { return }
    throw DatasetError(
      path: path + "/" + other, "this is not of \(set.title), and would be lost with the folder",
      remedy: "Move it out of the way, or choose another folder with --to.")
  }

  /// Removes what a killed fetch had unpacked.
  func removeLeftovers() {
    let url = URL(fileURLWithPath: path)
    let around = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: around)) ?? []
    for name in names
    where TemporaryName.isTemporary(name) && name.hasPrefix(".\(url.lastPathComponent).") {
      try? FileManager.default.removeItem(atPath: around + "/" + name)
    }
  }
}
