import Foundation

/// Writes files that are either complete or not there.
///
/// The bytes go to a temporary file beside, which is synchronised and renamed over the old one. A
/// program that is killed, or a disk that is full, leaves the old file as it was.
///
/// A link stays one: what it points at is replaced.
///
/// A pipe or a device would be lost by that: who may write into `/dev` would have a file for
/// `/dev/null` then. What is there and is no regular file is refused.
public enum AtomicFile {
  /// Writes a file, replacing the one that is there.
  ///
  /// - Throws: An ``InterchangeError`` that names `path`; nothing is changed then.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(InterchangeError)
  {
    let array = Array(bytes)
    try write(to: path) { (file) throws(InterchangeError) in
      let result = array.withUnsafeBytes { buffer in
        Result { () throws(InterchangeError) in try file.write(buffer) }
      }
      try result.get()
    }
  }

  /// Writes a file of UTF-8 text, replacing the one that is there.
  ///
  /// - Throws: An ``InterchangeError`` that names `path`; nothing is changed then.
  public static func write(_ text: String, to path: String) throws(InterchangeError) {
    try write(text.utf8, to: path)
  }

  /// Writes a file piece by piece.
  static func write(
    to path: String, _ body: (OpenFile) throws(InterchangeError) -> Void
  ) throws(InterchangeError) {
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw InterchangeError(
        .unsupported, path: path, "it is a pipe or a device, which a file would replace",
        remedy: "Name a file.")
    }
    let target = linked(path)
    let temporary = TemporaryName.beside(target)
    do throws(InterchangeError) {
      let file = try OpenFile.writing(temporary, isNew: true)
      try body(file)
      try file.synchronize()
      guard rename(temporary, target) == 0 else {
        throw InterchangeError(cannot: .write, path, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error.naming(path, insteadOf: temporary)
    }
    try OpenFile.synchronizeFolder(TemporaryName.folder(of: target))
  }

  /// What a path leads to through the links that it ends in, whether that exists or not; a path that is no
  /// link, or leads in a circle, itself.
  private static func linked(_ path: String) -> String {
    var target = path
    for _ in 0..<mostLinks {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink(target, &bytes, bytes.count - 1)
      guard count > 0 else { return target }
      let next = String(decoding: bytes.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
      target = next.hasPrefix("/") ? next : "\(TemporaryName.folder(of: target))/\(next)"
    }
    return path
  }

  /// As many links as the system follows.
  private static let mostLinks = 40
}

/// Names of what is being written, and what of it a killed program left.
public enum TemporaryName {
  private static let ending = ".partial"

  /// A name in the folder of `path` that no other process uses; hidden, and known to
  /// ``isTemporary(_:)``.
  static func beside(_ path: String) -> String {
    let number = UInt32.random(in: 0 ... .max)
    let name = ".\(lastComponent(of: path)).\(getpid())-\(number)\(ending)"
    let folder = folder(of: path)
    return folder == "." && !path.hasPrefix("./") ? name : "\(folder == "/" ? "" : folder)/\(name)"
  }

  /// The folder that a path lies in.
  static func folder(of path: String) -> String {
    let trimmed = trimmed(path)
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  private static func lastComponent(of path: String) -> String {
    trimmed(path).split(separator: "/").last.map(String.init) ?? ""
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Whether a name in a folder is that of something that was not completed.
  public static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(ending)
  }

  /// Removes what a killed program left unfinished in a folder.
  ///
  /// Call it while nobody writes there.
  ///
  /// - Returns: The names that were removed.
  /// - Throws: An ``InterchangeError`` when the folder cannot be read.
  @discardableResult
  public static func removeLeftovers(in folder: String) throws(InterchangeError) -> [String] {
    var removed: [String] = []
    for name in try Folder.names(in: folder) where isTemporary(name) {
      Folder.remove("\(folder)/\(name)")
      removed.append(name)
    }
    return removed
  }
}

extension InterchangeError {
  /// The same error about the file that the user knows.
  func naming(_ path: String, insteadOf temporary: String) -> InterchangeError {
    guard self.path == temporary || self.path.hasPrefix(temporary + "/") else { return self }
    return InterchangeError(
      kind, path: path + self.path.dropFirst(temporary.count), offset: offset, message,
      remedy: remedy)
  }
}
