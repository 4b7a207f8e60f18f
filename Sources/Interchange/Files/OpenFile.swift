import Foundation

/// An open file whose errors say path, reason and remedy; closed when nobody holds it any more.
final class OpenFile {
  let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Opens a file for reading.
  static func reading(_ path: String) throws(InterchangeError) -> OpenFile {
    // A pipe that nobody writes to would otherwise block here.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw InterchangeError(cannot: .read, path, code: errno) }
    let file = OpenFile(path: path, descriptor: descriptor)
    guard try file.status().st_mode & S_IFMT != S_IFDIR else {
      throw InterchangeError(cannot: .read, path, code: EISDIR)
    }
    return file
  }

  /// Makes a file for writing.
  ///
  /// - Parameter isNew: Whether it is an error that there is one.
  static func writing(_ path: String, isNew: Bool = false) throws(InterchangeError) -> OpenFile {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_CLOEXEC | (isNew ? O_EXCL : O_TRUNC), 0o666)
    guard descriptor >= 0 else { throw InterchangeError(cannot: .write, path, code: errno) }
    return OpenFile(path: path, descriptor: descriptor)
  }

  /// The length in bytes.
  ///
  /// - Throws: What the system says, and an error for what is no regular file, whose length is unknown.
  func size() throws(InterchangeError) -> Int {
    let status = try status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw InterchangeError(
        .unsupported, path: path, "it is a pipe or a device, not a file",
        remedy: "Save what comes from it to a file, and name that.")
    }
    return Int(status.st_size)
  }

  private func status() throws(InterchangeError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw InterchangeError(cannot: .read, path, code: errno)
    }
    return status
  }

  /// Fills memory from a place in the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(InterchangeError) {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw InterchangeError(cannot: .read, path, code: errno)
      }
      guard count > 0 else {
        throw InterchangeError(
          .malformed, path: path, offset: offset + done,
          "the file ends here, and \(buffer.count - done) more bytes were expected",
          remedy: "It became shorter while it was read: wait until it is complete.")
      }
      done += count
    }
  }

  /// Writes memory at the end.
  func write(_ buffer: UnsafeRawBufferPointer) throws(InterchangeError) {
    var done = 0
    while done < buffer.count {
      let count = Foundation.write(
        descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      if count < 0 {
        if errno == EINTR { continue }
        throw InterchangeError(cannot: .write, path, code: errno)
      }
      done += count
    }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(InterchangeError) {
    try Self.synchronize(descriptor, path)
  }

  /// Waits until a folder's list of names is on the disk.
  static func synchronizeFolder(_ path: String) throws(InterchangeError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InterchangeError(cannot: .openFolder, path, code: errno)
    }
    defer { close(descriptor) }
    try synchronize(descriptor, path)
  }

  private static func synchronize(_ descriptor: Int32, _ path: String) throws(InterchangeError) {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      // Devices, and the folders of some network file systems, have nothing to wait for.
      case EINVAL, ENOTSUP: return
      default: throw InterchangeError(cannot: .writeToDisk, path, code: errno)
      }
    }
  }
}
