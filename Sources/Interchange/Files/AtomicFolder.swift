import Foundation

/// Writes folders that are either complete or not there.
public enum AtomicFolder {
  /// Makes a folder, fills it, and puts it at its place at once, replacing the one that is there.
  ///
  /// The folder gets a temporary name beside until it is complete and on the disk. Then it and the one
  /// that it replaces exchange their names in one step, and that one is removed: at every moment there
  /// is a complete folder at `path`, if there was one before.
  ///
  ///     try AtomicFolder.write(to: "run/checkpoints/step-000391") { (folder) throws(InterchangeError) in
  ///       try model.write(to: "\(folder)/model.safetensors")
  ///     }
  ///
  /// - Parameters:
  ///   - path: Where the folder is to be; the folder around it has to exist.
  ///   - body: Fills the folder whose path it gets.
  /// - Throws: What `body` throws, or an ``InterchangeError``, about `path` either way; nothing is
  ///   changed then.
  public static func write(
    to path: String, _ body: (_ temporary: String) throws(InterchangeError) -> Void
  ) throws(InterchangeError) {
    let temporary = TemporaryName.beside(path)
    guard mkdir(temporary, 0o777) == 0 else {
      throw InterchangeError(cannot: .write, path, code: errno)
    }
    do throws(InterchangeError) {
      try body(temporary)
      try synchronizeContents(temporary)
      try Folder.replace(path, with: temporary)
    } catch {
      Folder.remove(temporary)
      throw error.naming(path, insteadOf: temporary)
    }
    try OpenFile.synchronizeFolder(TemporaryName.folder(of: path))
    // After an exchange of names, this is what was at the path before.
    Folder.remove(temporary)
  }

  private static func synchronizeContents(_ folder: String) throws(InterchangeError) {
    for name in try Folder.names(in: folder) {
      let path = "\(folder)/\(name)"
      if Folder.isFolder(path) {
        try synchronizeContents(path)
      } else {
        try OpenFile.reading(path).synchronize()
      }
    }
    try OpenFile.synchronizeFolder(folder)
  }
}

/// Folders and what is in them.
enum Folder {
  /// The names in a folder, sorted.
  static func names(in folder: String) throws(InterchangeError) -> [String] {
    guard let stream = opendir(folder) else {
      throw InterchangeError(cannot: .readFolder, folder, code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether a path is a folder, and not a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes a file, or a folder and what is in it, as far as possible; links are not followed.
  static func remove(_ path: String) {
    guard isFolder(path) else {
      unlink(path)
      return
    }
    for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
    rmdir(path)
  }

  /// Puts a complete folder at a path; what was there has the temporary name afterwards.
  static func replace(_ path: String, with temporary: String) throws(InterchangeError) {
    // rename(2) replaces nothing but an empty folder.
    if rename(temporary, path) == 0 { return }
    guard errno == ENOTEMPTY || errno == EEXIST else {
      throw InterchangeError(cannot: .write, path, code: errno)
    }
    if try exchange(temporary, path) { return }
    let aside = TemporaryName.beside(path)
    guard rename(path, aside) == 0, rename(temporary, path) == 0 else {
      let code = errno
      rename(aside, path)
      throw InterchangeError(cannot: .replace, path, code: code)
    }
    rename(aside, temporary)
  }

  private typealias RenameWithFlags =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  /// Exchanges two names in one step, or returns `false` where that is not possible.
  ///
  /// The C library has `renameat2` only under its GNU extensions, which Swift does not import, so it is
  /// looked up.
  private static func exchange(_ left: String, _ right: String) throws(InterchangeError) -> Bool {
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let renameWithFlags = unsafeBitCast(symbol, to: RenameWithFlags.self)
    let exchangeNames: UInt32 = 2
    if renameWithFlags(AT_FDCWD, left, AT_FDCWD, right, exchangeNames) == 0 { return true }
    // Not every file system and kernel can.
    guard errno == EINVAL || errno == ENOSYS else {
      throw InterchangeError(cannot: .replace, right, code: errno)
    }
    return false
  }
}
