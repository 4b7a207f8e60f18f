import Foundation

extension SourceFile {
  /// Makes sure that a file can be opened and read, without reading it.
  ///
  /// - Throws: A diagnostic when ``read(_:)`` could not read it.
  public static func checkReadable(_ path: String) throws(Diagnostic) {
    let handle = try opened(path)
    defer { try? handle.close() }
    guard isPlainFile(handle.fileDescriptor) else { return }
    var byte: UInt8 = 0
    guard pread(handle.fileDescriptor, &byte, 1, 0) >= 0 else { throw unreadable(path) }
  }

  /// Opens a file without ever waiting for somebody at its other end.
  ///
  /// A named pipe has no content until somebody writes into it, and a device may never have any,
  /// so neither is opened. What the program was handed open (`/dev/stdin`, `/dev/fd/N`, which is
  /// also what a shell makes of `<(…)`) may be anything, since it was given on purpose.
  static func opened(_ path: String) throws(Diagnostic) -> FileHandle {
    var status = stat()
    guard stat(path, &status) == 0 else { throw refusal(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Diagnostic(file: path, "this is a folder", remedy: "Name a file in it.")
    }
    if status.st_mode & S_IFMT != S_IFREG {
      guard let handedOver = descriptor(named: path) else {
        throw Diagnostic(
          file: path, "this is no regular file but \(kind(of: status))",
          remedy: "Name a file.")
      }
      let copy = dup(handedOver)
      guard copy >= 0 else { throw refusal(path, errno) }
      return FileHandle(fileDescriptor: copy, closeOnDealloc: true)
    }
    // Another file may have taken its place meanwhile; a pipe must not be waited for even then.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(path, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard isPlainFile(descriptor) else { throw unreadable(path) }
    return handle
  }

  /// The message for a file that could be opened but not read.
  static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      file: path, "the file cannot be read", remedy: "Check the disk and the permissions.")
  }

  private static func isPlainFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The open descriptor that a path such as `/dev/fd/63` stands for.
  private static func descriptor(named path: String) -> Int32? {
    if path == "/dev/stdin" { return STDIN_FILENO }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }

  private static func kind(of status: stat) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFIFO: "a named pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something else"
    }
  }

  private static func refusal(_ path: String, _ error: Int32) -> Diagnostic {
    switch error {
    case ENOENT, ENOTDIR:
      Diagnostic(file: path, "there is no such file", remedy: "Check the path.")
    case EACCES, EPERM:
      Diagnostic(
        file: path, "the file cannot be opened", remedy: "Check that you may read it.")
    default:
      Diagnostic(
        file: path, "the file cannot be opened: \(String(cString: strerror(error)))",
        remedy: "Check the path.")
    }
  }
}
