import Datasets
import Foundation
import Synchronization

/// A program of the system, run as a child whose output comes through a pipe.
///
/// The child never outlives its purpose: when this program is gone, the pipe is closed, and the
/// child's next write ends it.
struct ChildTool {
  let name: String
  let arguments: [String]
  /// The file that is its standard input; nothing without one.
  var input: String?
  /// How long it may be silent.
  var patience: Duration?

  /// How a child ended.
  enum Ending: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It wrote nothing for too long, and was ended.
    case silent
  }

  /// Held while descriptors exist that another child, started at the same time, would inherit.
  private static let descriptorLock = Mutex(())

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked several times a second; the child is ended when it says so.
  ///   - receive: Gets what the child writes, and now and then nothing while the child is silent. When
  ///     it throws, the child is ended.
  /// - Returns: How it ended, and what it wrote to standard error.
  /// - Throws: A ``DatasetError`` when there is no such program, ``FetchCancelled``, or what `receive`
  ///   throws.
  func run(
    isCancelled: () -> Bool, receive: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> (ending: Ending, messages: String) {
    let (id, output, errors) = try start()
    defer {
      close(output)
      close(errors)
    }
    do {
      let (isSilent, messages) = try drain(output, errors, isCancelled, receive)
      if isSilent { kill(id, SIGKILL) }
      let ending = Self.wait(for: id)
      // C-c in a terminal goes to the child as well, which may be the first to react.
      if isCancelled() || ending == .killed(signal: SIGINT) { throw FetchCancelled() }
      return (isSilent ? .silent : ending, messages)
    } catch {
      kill(id, SIGKILL)
      _ = Self.wait(for: id)
      throw error
    }
  }

  /// Reads both streams to their end, or until the child has been silent for too long.
  private func drain(
    _ output: Int32, _ errors: Int32, _ isCancelled: () -> Bool,
    _ receive: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> (isSilent: Bool, messages: String) {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var messages: [UInt8] = []
    var open = [output, errors]
    var lastByte = ContinuousClock.now
    while !open.isEmpty {
      if isCancelled() { throw FetchCancelled() }
      var sources = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      if poll(&sources, nfds_t(sources.count), 100) == 0 {
        try receive(UnsafeRawBufferPointer(start: nil, count: 0))
      }
      for source in sources where source.revents != 0 {
        let count = read(source.fd, chunk.baseAddress, chunk.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        guard count > 0 else {
          open.removeAll { $0 == source.fd }
          continue
        }
        let bytes = UnsafeRawBufferPointer(rebasing: chunk[..<count])
        if source.fd == output {
          lastByte = .now
          try receive(bytes)
        } else if messages.count < 4096 {
          // They may quote a server, and a terminal would obey what it sends.
          messages += bytes.map { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
        }
      }
      if let patience, ContinuousClock.now - lastByte > patience, !open.isEmpty {
        return (true, String(decoding: messages, as: UTF8.self))
      }
    }
    return (false, String(decoding: messages, as: UTF8.self))
  }

  private static func wait(for id: pid_t) -> Ending {
    var status: Int32 = 0
    var ended = waitpid(id, &status, 0)
    while ended < 0, errno == EINTR { ended = waitpid(id, &status, 0) }
    // A child whose end nobody knows has not done its work.
    guard ended == id else { return .exited(255) }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }
}

extension ChildTool {
  /// Starts the child; the descriptors are the reading ends of its output and errors.
  private func start() throws -> (id: pid_t, output: Int32, errors: Int32) {
    if let input, access(input, R_OK) != 0 {
      throw DatasetError(cannot: .read, input, code: errno)
    }
    // A parent that ignored its children's ends would have this program ignore them, too.
    Foundation.signal(SIGCHLD, SIG_DFL)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores or blocks is its own affair.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = ([name] + arguments).map { strdup($0) } + [nil]
    var variables = Self.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }

    return try Self.descriptorLock.withLock { _ in
      var output: [Int32] = [-1, -1]
      var errors: [Int32] = [-1, -1]
      guard pipe(&output) == 0 else { throw failure(errno) }
      guard pipe(&errors) == 0 else {
        let code = errno
        output.forEach { close($0) }
        throw failure(code)
      }
      defer {
        close(output[1])
        close(errors[1])
      }
      for end in output + errors { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input ?? "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO)
      var id: pid_t = 0
      let code = posix_spawnp(&id, name, &actions, &attributes, &words, &variables)
      guard code == 0 else {
        close(output[0])
        close(errors[0])
        throw failure(code)
      }
      return (id, output[0], errors[0])
    }
  }

  /// This program's, without what changes how the tools behave, and with messages in English.
  private static var environment: [String: String] {
    var variables = ProcessInfo.processInfo.environment
    for name in ["TAR_OPTIONS", "GZIP", "POSIXLY_CORRECT"] { variables[name] = nil }
    variables["LC_ALL"] = "C"
    return variables
  }

  private func failure(_ code: Int32) -> DatasetError {
    guard code == ENOENT else { return DatasetError(cannot: .start, name, code: code) }
    return MissingTool.error(name)
  }
}
