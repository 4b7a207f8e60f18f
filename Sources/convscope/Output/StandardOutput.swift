import Foundation
import Typesetting

/// Where results go.
enum StandardOutput {
  /// Writes a text, in ASCII where the locale has no UTF-8, and a newline behind it if it lacks one.
  ///
  /// Names of files, titles of lessons and whatever else comes from outside may hold what a terminal
  /// obeys: it is written out, as in `\u{1B}`.
  static func write(_ text: String) {
    writeLine(PlainGlyphs.current.adapt(text.printableLines))
  }

  /// Writes JSON or another text for programs: always UTF-8, and what a terminal would obey is written
  /// as JSON writes it.
  static func writeExactly(_ text: String) {
    writeLine(text.printableJSON)
  }

  /// Writes a text that holds escape sequences on purpose; what in it comes from outside has been made
  /// printable by whoever put it together.
  static func writeDrawing(_ text: String) {
    writeLine(PlainGlyphs.current.adapt(text))
  }

  /// Writes a text and a newline behind it.
  ///
  /// A reader that has gone away, as in `| head`, ends the program quietly, the way the system ends
  /// any program that writes into a closed pipe. Any other failure, a full disk for one, ends it
  /// with a message.
  private static func writeLine(_ text: String) {
    if let error = write(ended(text), to: STDOUT_FILENO) { endProgram(failedWith: error) }
  }

  /// The bytes of a text as it is written: in ASCII where the locale has no UTF-8, with nothing in it
  /// that a terminal would obey, and with a newline behind it.
  static func line(_ text: String) -> [UInt8] {
    ended(PlainGlyphs.current.adapt(text.printableLines))
  }

  private static func ended(_ text: String) -> [UInt8] {
    Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }

  /// Ends the program, whose output cannot be written.
  static func endProgram(failedWith error: Int32) -> Never {
    if error == EPIPE { ProgramEnd.bySignal(SIGPIPE) }
    Failure.exit(
      with: CommandFailure("cannot write the output: \(String(cString: strerror(error)))"))
  }

  /// Writes all bytes.
  ///
  /// - Returns: The error number, or `nil` when all went well.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Somebody made the stream non-blocking; wait until it takes more.
        var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&stream, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// Where messages go.
enum StandardError {
  /// Writes a line, or several, as ``StandardOutput/write(_:)`` does; what cannot be written is lost,
  /// since there is nowhere left to say so.
  static func write(_ text: String) {
    _ = StandardOutput.write(StandardOutput.line(text), to: STDERR_FILENO)
  }
}
