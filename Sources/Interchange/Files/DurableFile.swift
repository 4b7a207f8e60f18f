import Foundation

/// Writing that survives a power failure and a kill at any moment.
public enum DurableFile {
  /// Writes a file and waits until the disk has it.
  ///
  /// A file that is there already is overwritten in place: write under a name that nobody reads, and
  /// rename.
  ///
  /// - Throws: ``InterchangeError``; a part of the file may be left.
  public static func write(_ bytes: some ContiguousBytes, to path: String) throws(InterchangeError)
  {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw InterchangeError(path: path, doing: "creating the file", errno)
    }
    defer { close(descriptor) }
    let failure: Int32? = bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          return errno
        }
      }
      return fsync(descriptor) == 0 ? nil : errno
    }
    if let failure { throw InterchangeError(path: path, doing: "writing", failure) }
  }

  /// Replaces a file: readers see the old one or the new one, never a part.
  public static func replace(_ path: String, with bytes: some ContiguousBytes)
    throws(InterchangeError)
  {
    let temporary = path + ".partial"
    try write(bytes, to: temporary)
    try rename(temporary, to: path)
  }

  /// Gives a file or folder its final name, and waits until the disk knows.
  public static func rename(_ path: String, to target: String) throws(InterchangeError) {
    guard Foundation.rename(path, target) == 0 else {
      throw InterchangeError(path: target, doing: "renaming", errno)
    }
    try synchronize(folder: URL(fileURLWithPath: target).deletingLastPathComponent().path)
  }

  /// Creates a folder and those around it.
  public static func createFolder(_ path: String) throws(InterchangeError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let number = cause?.domain == NSPOSIXErrorDomain ? Int32(cause?.code ?? 0) : EACCES
      throw InterchangeError(
        path: path, doing: "creating the folder", number == 0 ? EACCES : number)
    }
  }

  /// Waits until the disk knows the names in a folder.
  public static func synchronize(folder path: String) throws(InterchangeError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InterchangeError(path: path, doing: "opening the folder", errno)
    }
    defer { close(descriptor) }
    // Some file systems cannot do this for folders, and then need not.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw InterchangeError(path: path, doing: "writing the folder", errno)
    }
  }
}
