import Glibc

/// A pipe whose open ends are closed when it goes away.
final class Pipe {
  private(set) var readEnd: Int32
  private(set) var writeEnd: Int32
  /// Whether more may come.
  private(set) var isReadable = true

  init() throws {
    (readEnd, writeEnd) = try ChildProcess.withPrivateDescriptors { first, second in
      var ends: [Int32] = [-1, -1]
      defer { (first, second) = (ends[0], ends[1]) }
      return pipe(&ends)
    }
  }

  deinit {
    closeReadEnd()
    closeWriteEnd()
  }

  func closeReadEnd() {
    if readEnd >= 0 { close(readEnd) }
    readEnd = -1
  }

  func closeWriteEnd() {
    if writeEnd >= 0 { close(writeEnd) }
    writeEnd = -1
  }

  /// Waits until one of the pipes can be read, or has ended.
  static func wait(for pipes: [Pipe], milliseconds: Int32) {
    var sources = pipes.filter(\.isReadable).map {
      pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0)
    }
    poll(&sources, nfds_t(sources.count), milliseconds)
  }

  /// Reads what has arrived; notices the end.
  func read() -> [UInt8] {
    var source = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard isReadable, poll(&source, 1, 0) > 0 else { return [] }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(readEnd, &chunk, chunk.count)
    if count <= 0 { isReadable = false }
    return Array(chunk[..<max(0, count)])
  }

  /// Makes it as small as it can be: a page.
  func narrow() {
    // F_SETPIPE_SZ, which Glibc's module leaves out.
    _ = fcntl(writeEnd, 1_031, 4_096)
  }

  /// How many bytes wait to be read.
  var bytesWaiting: Int32 {
    var count: Int32 = 0
    return ioctl(readEnd, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  /// Writes as much as there is room for.
  ///
  /// - Returns: What is left; `nil` when all is written or nobody reads any more.
  func write(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    let count = Glibc.write(writeEnd, bytes, bytes.count)
    if count < 0 { return errno == EAGAIN || errno == EINTR ? bytes : nil }
    return count == bytes.count ? nil : Array(bytes[count...])
  }
}
