import Foundation
import Typesetting

/// This very program, run once more in the same terminal.
enum ChildProgram {
  /// Runs it with other arguments and waits for its end.
  ///
  /// - Returns: Its exit status; that of a shell after a signal.
  /// - Throws: A failure when it cannot be started.
  static func run(_ arguments: [String]) throws -> Int32 {
    guard let program = Bundle.main.executablePath else {
      throw CommandFailure("the program cannot find itself", remedy: "Run convscope train.")
    }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var id: pid_t = 0
    let error = posix_spawn(&id, program, nil, nil, &words, environ)
    guard error == 0 else {
      throw CommandFailure(
        "the training cannot be started: \(String(cString: strerror(error)))",
        remedy: "Run convscope train.")
    }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
