import Datasets
import Foundation
import Typesetting

/// What has come of a file so far: `NAME.part`, which stays until the file is complete and checked.
final class PartialFile {
  let path: String
  private let descriptor: Int32
  /// How much has come.
  private(set) var byteCount: Int

  /// Opens what is there, or begins with nothing.
  ///
  /// - Throws: ``Datasets/DatasetError`` when it cannot be written.
  init(_ path: String) throws(DatasetError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw DatasetError(cannot: .write, path, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DatasetError(
        path: path, "this is no regular file, and the download is to be kept in it",
        remedy: "Move it out of the way, or choose another folder with --to.")
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The place of a file's part in a folder.
  static func path(of file: DatasetDownload.File, in folder: String) -> String {
    "\(folder)/\(file.name).part"
  }

  /// Writes bytes behind those that are there.
  func append(_ bytes: UnsafeRawBufferPointer) throws(DatasetError) {
    guard let failure = write(bytes) else { return }
    let error = DatasetError(cannot: .write, path, code: failure)
    guard failure == ENOSPC || failure == EDQUOT else { throw error }
    throw DatasetError(
      path: path, error.message,
      remedy: "Free some space; the same command then continues after"
        + " \(ByteCount.text(byteCount)). Or choose a folder on another disk with --to.")
  }

  /// - Returns: The error number, or `nil`.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(byteCount))
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += count
      byteCount += count
    }
    return nil
  }

  /// The first bytes.
  func start() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// Forgets everything.
  func empty() throws(DatasetError) {
    guard ftruncate(descriptor, 0) == 0 else {
      throw DatasetError(cannot: .write, path, code: errno)
    }
    byteCount = 0
  }

  /// Removes the file.
  func remove() {
    unlink(path)
  }
}
