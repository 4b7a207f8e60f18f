import Foundation
import TestSupport
import Testing

@testable import Interchange

@Suite struct AtomicFileTests {
  @Test func `a file is written and replaced, and nothing else stays`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("one", to: folder("a.txt"))
    try AtomicFile.write("two", to: folder("a.txt"))
    #expect(try fileBytes(folder("a.txt")) == Array("two".utf8))
    #expect(try folder.names == ["a.txt"])
  }

  @Test(arguments: ["real", "/real"], [true, false])
  func `a link stays one, and what it points at is replaced`(target: String, exists: Bool) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder("there"), withIntermediateDirectories: true)
    let isAbsolute = target.hasPrefix("/")
    try FileManager.default.createSymbolicLink(
      atPath: folder("there/second"), withDestinationPath: isAbsolute ? folder("real") : "../real")
    try FileManager.default.createSymbolicLink(
      atPath: folder("first"), withDestinationPath: "there/second")
    if exists { try AtomicFile.write("old", to: folder("real")) }
    try AtomicFile.write("new", to: folder("first"))
    #expect(try fileBytes(folder("real")) == Array("new".utf8))
    #expect(try fileBytes(folder("first")) == Array("new".utf8))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("first")) == "there/second")
    #expect(try folder.names == ["first", "real", "there"])
  }

  @Test func `links in a circle are no way to a file`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder("a"), withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(
      atPath: folder("b"), withDestinationPath: "a")
    try AtomicFile.write("x", to: folder("a"))
    #expect(try fileBytes(folder("a")) == Array("x".utf8))
  }

  @Test func `a failure in the middle leaves the old file`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("old", to: folder("a.txt"))
    let error = #expect(throws: InterchangeError.self) {
      try AtomicFile.write(to: folder("a.txt")) { (file) throws(InterchangeError) in
        let bytes: [UInt8] = [1, 2, 3]
        _ = bytes.withUnsafeBytes { try? file.write($0) }
        throw InterchangeError(cannot: .write, file.path, code: ENOSPC)
      }
    }
    #expect(error?.path == folder("a.txt"))
    #expect(error?.kind == .noSpace)
    #expect(try fileBytes(folder("a.txt")) == Array("old".utf8))
    #expect(try folder.names == ["a.txt"])
  }

  @Test func `a missing folder is named, with a remedy`() throws {
    let folder = try TemporaryFolder()
    let path = folder("no/such/a.txt")
    let error = #expect(throws: InterchangeError.self) { try AtomicFile.write("x", to: path) }
    #expect(error?.kind == .missing)
    #expect(
      error?.description == "\(path): cannot write: No such file or directory (errno 2). Check the "
        + "path, or make the folder first.")
  }

  @Test func `a file in place of a folder, and a folder in place of a file`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: folder("file"))
    let inside = #expect(throws: InterchangeError.self) {
      try AtomicFile.write("x", to: folder("file/a.txt"))
    }
    #expect(inside?.remedy.contains("is a file where a folder is needed") == true)
    let over = #expect(throws: InterchangeError.self) {
      try AtomicFile.write("x", to: folder.path)
    }
    #expect(over?.remedy == "It is a folder: name a file.")
  }

  @Test func `a pipe is not replaced by a file`() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let error = #expect(throws: InterchangeError.self) {
      try AtomicFile.write("x", to: folder("pipe"))
    }
    #expect(error?.message.contains("a file would replace") == true)
    var status = stat()
    #expect(stat(folder("pipe"), &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try folder.names == ["pipe"])
  }

  @Test func `a full disk is told apart`() throws {
    // This device answers every write as a full disk does.
    let file = try OpenFile.writing("/dev/full")
    let error = #expect(throws: InterchangeError.self) {
      try withUnsafeBytes(of: 1) { bytes in try file.write(bytes) }
    }
    #expect(error?.kind == .noSpace)
    #expect(
      error?.description.hasPrefix("/dev/full: cannot write: No space left on device (errno 28)")
        == true)
  }

  @Test(arguments: [
    (ENOSPC, InterchangeError.Kind.noSpace, "Free some space"),
    (EDQUOT, .noSpace, "Free some space"), (EROFS, .notPermitted, "mounted read-only"),
    (EACCES, .notPermitted, "Choose another folder"), (EPERM, .notPermitted, "who may use"),
    (ENOENT, .missing, "Check the path"), (EIO, .system, "disk or the network failed"),
    (EMFILE, .system, "ulimit -n"), (EFBIG, .system, "ulimit -f"), (ELOOP, .system, "circle"),
    (ENAMETOOLONG, .system, "shorter name"), (EBADF, .system, "try again"),
  ])
  func `what the system says comes with a remedy`(
    code: Int32, kind: InterchangeError.Kind, remedy: String
  ) {
    let error = InterchangeError(cannot: .write, "run/model.safetensors", code: code)
    #expect(error.kind == kind)
    #expect(error.description.hasPrefix("run/model.safetensors: cannot write: "))
    #expect(error.description.contains("(errno \(code))"))
    #expect(error.remedy.contains(remedy))
  }

  @Test func `who reads is not told to make a folder`() {
    let reading = InterchangeError(cannot: .read, "cat.png", code: ENOENT)
    #expect(reading.remedy == "Check the path: there is nothing there.")
    let listing = InterchangeError(cannot: .readFolder, "run", code: EACCES)
    #expect(listing.remedy == "Change who may read it, or name another.")
    let making = InterchangeError(cannot: .makeFolder, "a/b", code: ENOENT)
    #expect(making.remedy.contains("make the folder first"))
  }

  @Test func `paths without a folder, with a slash at the end and at the root`() {
    #expect(TemporaryName.folder(of: "a.txt") == ".")
    #expect(TemporaryName.folder(of: "run/a.txt") == "run")
    #expect(TemporaryName.folder(of: "run/step/") == "run")
    #expect(TemporaryName.folder(of: "/a") == "/")
    #expect(TemporaryName.beside("a.txt").hasPrefix(".a.txt."))
    #expect(TemporaryName.beside("./a.txt").hasPrefix("./.a.txt."))
    #expect(TemporaryName.beside("run/step/").hasPrefix("run/.step."))
    #expect(TemporaryName.beside("/a").hasPrefix("/.a."))
    #expect(TemporaryName.isTemporary(TemporaryName.beside("a.txt")))
    #expect(!TemporaryName.isTemporary("a.txt"))
  }

  @Test func `control characters of a name are shown, not obeyed`() {
    let error = InterchangeError(cannot: .read, "a\u{1B}[2J\nb", code: ENOENT)
    #expect(error.description.hasPrefix("a\\u{1B}[2J\\u{A}b: "))
  }
}

@Suite struct AtomicFolderTests {
  @Test func `a folder appears with everything in it`() throws {
    let folder = try TemporaryFolder()
    try AtomicFolder.write(to: folder("step")) { (path) throws(InterchangeError) in
      #expect(TemporaryName.isTemporary(path.split(separator: "/").last.map(String.init) ?? ""))
      #expect(!FileManager.default.fileExists(atPath: folder("step")))
      try AtomicFile.write("1", to: "\(path)/a")
    }
    #expect(try folder.names == ["step"])
    #expect(try fileBytes(folder("step/a")) == Array("1".utf8))
  }

  @Test func `a folder that is there is replaced as a whole`() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try AtomicFolder.write(to: folder("step")) { (path) throws(InterchangeError) in
        try AtomicFile.write(name, to: "\(path)/\(name)")
      }
    }
    #expect(try folder.names == ["step"])
    #expect(try Folder.names(in: folder("step")) == ["b"])
  }

  @Test func `a failure leaves the old folder, and is about it`() throws {
    let folder = try TemporaryFolder()
    try AtomicFolder.write(to: folder("step")) { (path) throws(InterchangeError) in
      try AtomicFile.write("old", to: "\(path)/a")
    }
    let error = #expect(throws: InterchangeError.self) {
      try AtomicFolder.write(to: folder("step")) { (path) throws(InterchangeError) in
        try AtomicFile.write("new", to: "\(path)/a")
        throw InterchangeError(cannot: .write, "\(path)/b", code: ENOSPC)
      }
    }
    #expect(error?.path == folder("step/b"))
    #expect(try folder.names == ["step"])
    #expect(try fileBytes(folder("step/a")) == Array("old".utf8))
  }

  @Test func `a file in the way is refused`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: folder("step"))
    let error = #expect(throws: InterchangeError.self) {
      try AtomicFolder.write(to: folder("step")) { (_) throws(InterchangeError) in }
    }
    #expect(error?.path == folder("step"))
    #expect(try fileBytes(folder("step")) == Array("x".utf8))
    #expect(try folder.names == ["step"])
  }

  @Test func `what a killed program left is removed, and nothing else`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: folder("a"))
    try AtomicFile.write("x", to: folder(".hidden"))
    try FileManager.default.createDirectory(
      atPath: folder(".step.12-34.partial/deep"), withIntermediateDirectories: true)
    try AtomicFile.write("x", to: folder(".step.12-34.partial/deep/b"))
    try AtomicFile.write("x", to: folder(".a.12-35.partial"))
    let removed = try TemporaryName.removeLeftovers(in: folder.path)
    #expect(removed == [".a.12-35.partial", ".step.12-34.partial"])
    #expect(try folder.names == [".hidden", "a"])
    let error = #expect(throws: InterchangeError.self) {
      try TemporaryName.removeLeftovers(in: folder("none"))
    }
    #expect(error?.kind == .missing)
  }
}
