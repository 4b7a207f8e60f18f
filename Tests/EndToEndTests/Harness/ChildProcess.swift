import Foundation
import Glibc
import Synchronization

/// A process that a test has started.
final class ChildProcess {
  let id: pid_t
  /// How it ended, once that is known.
  private(set) var status: ExitStatus?

  /// What a standard stream of the new process is.
  enum Stream {
    case descriptor(Int32)
    case file(String)
    case closed
  }

  /// Held while descriptors exist that another process, started at the same time, would inherit.
  static let descriptorLock = Mutex(())

  /// Starts a process in a session of its own, with all signals at their defaults.
  ///
  /// - Parameters:
  ///   - command: The program.
  ///   - streams: Standard input, output and error. A terminal given as a ``Stream/file(_:)``
  ///     becomes the controlling terminal of the session.
  init(_ command: Command, streams: [Stream]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in zip(Int32(0)..., streams) {
      switch stream {
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      case .file(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_RDWR, 0)
      case .closed: posix_spawn_file_actions_addclose(&actions, number)
      }
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // POSIX_SPAWN_SETSID, which Glibc's module leaves out.
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // env changes the folder and becomes the program; posix_spawn alone cannot on every system.
    let words = ["env", "-C", command.folder, command.program] + command.arguments
    var arguments = words.map { strdup($0) } + [nil]
    var environment = command.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var id: pid_t = 0
    let error = Self.descriptorLock.withLock { _ in
      posix_spawn(&id, "/usr/bin/env", &actions, &attributes, &arguments, &environment)
    }
    guard error == 0 else { throw HarnessError.system("posix_spawn \(command.program)", error) }
    self.id = id
  }

  /// Looks whether the process has ended.
  func poll() -> ExitStatus? {
    guard status == nil else { return status }
    var code: Int32 = 0
    if waitpid(id, &code, WNOHANG) == id { status = ExitStatus(waitStatus: code) }
    return status
  }

  /// The most memory that it has had so far.
  var peakKilobytes: Int {
    get throws {
      let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      guard let line, let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first,
        let kilobytes = Int(number)
      else { throw HarnessError("no VmHWM in the status of process \(id)") }
      return kilobytes
    }
  }

  func send(_ signal: Int32) {
    // After its end the number may belong to another process.
    if poll() == nil { kill(id, signal) }
  }

  /// Ends the process and everything else in its session.
  func killSession() {
    for member in SessionMember.all(inSession: id) { kill(member.id, SIGKILL) }
    while poll() == nil { Deadline.pause() }
  }

  deinit { killSession() }

  /// Makes a pair of connected descriptors that no child inherits by itself.
  static func withPrivateDescriptors(_ open: (inout Int32, inout Int32) -> Int32) throws
    -> (Int32, Int32)
  {
    var first: Int32 = -1
    var second: Int32 = -1
    try descriptorLock.withLock { _ in
      guard open(&first, &second) == 0 else { throw HarnessError.system("open descriptors") }
      _ = fcntl(first, F_SETFD, FD_CLOEXEC)
      _ = fcntl(second, F_SETFD, FD_CLOEXEC)
    }
    return (first, second)
  }
}
