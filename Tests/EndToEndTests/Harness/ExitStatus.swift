/// How a process ended.
enum ExitStatus: Hashable, Sendable, CustomStringConvertible {
  case exited(Int32)
  case killed(signal: Int32)

  /// Decodes what `waitpid` reports of a process that has ended.
  init(waitStatus status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }

  var description: String {
    switch self {
    case .exited(let code): "exit \(code)"
    case .killed(let signal): "killed by signal \(signal)"
    }
  }
}
