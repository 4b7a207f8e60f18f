import Datasets
import Foundation

/// A folder that one fetch at a time puts sets into.
struct FolderLock {
  private let descriptor: Int32

  /// Makes a folder and those around it.
  static func make(_ folder: String) throws(DatasetError) {
    guard mkdir(folder, 0o777) != 0 else { return }
    var code = errno
    let around = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    if code == ENOENT, around != folder {
      try make(around)
      if mkdir(folder, 0o777) == 0 { return }
      code = errno
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw DatasetError(cannot: .makeFolder, folder, code: code)
    }
    guard isFolder.boolValue else {
      throw DatasetError(
        path: folder, "this is no folder", remedy: "Name the folder to put sets into with --to.")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw DatasetError(cannot: .writeIntoFolder, folder, code: errno)
    }
  }

  /// Takes the lock.
  ///
  /// - Throws: ``Datasets/DatasetError`` when another program has it.
  init(_ folder: String) throws(DatasetError) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DatasetError(cannot: .openFolder, folder, code: errno)
    }
    // Some network file systems have no locks; a second fetch at the same time is then not noticed.
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    close(descriptor)
    throw DatasetError(
      path: folder, "another convscope is fetching into this folder",
      remedy: "Wait until it has ended, or choose another folder with --to.")
  }

  /// Gives the lock back.
  func release() {
    // Closing is not enough: a child that another thread is starting has a copy until it begins.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
