import Glibc

/// A program run without a terminal, from its start to its end.
struct PipedRun: Sendable {
  /// What standard input is.
  enum Input: Sendable {
    /// A pipe with this text in it.
    case text(String)
    /// A pipe with these bytes in it.
    case bytes([UInt8])
    /// Not open at all.
    case closed
  }

  let status: ExitStatus
  let standardOutput: String
  let standardError: String
  /// Standard output as bytes.
  let outputBytes: [UInt8]

  /// Runs a program.
  ///
  /// - Throws: ``HarnessError`` when the program has not ended by the deadline.
  init(_ command: Command, input: Input = .text("")) throws {
    // Writing to a program that does not read must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    var pending: [UInt8]?
    switch input {
    case .text(let text): pending = Array(text.utf8)
    case .bytes(let bytes): pending = bytes
    case .closed: pending = nil
    }
    let source = try pending.map { _ in try Pipe() }
    let output = try Pipe()
    let error = try Pipe()
    let process = try ChildProcess(
      command,
      streams: [
        source.map { .descriptor($0.readEnd) } ?? .closed, .descriptor(output.writeEnd),
        .descriptor(error.writeEnd),
      ])
    source?.closeReadEnd()
    output.closeWriteEnd()
    error.closeWriteEnd()
    if let source { _ = fcntl(source.writeEnd, F_SETFL, O_NONBLOCK) }

    var outputBytes: [UInt8] = []
    var errorBytes: [UInt8] = []
    let deadline = Deadline()
    while output.isReadable || error.isReadable {
      if let source, let bytes = pending {
        pending = source.write(bytes)
        if pending == nil { source.closeWriteEnd() }
      }
      Pipe.wait(for: [output, error], milliseconds: 20)
      outputBytes += output.read()
      errorBytes += error.read()
      guard deadline.hasPassed else { continue }
      throw HarnessError(
        "\(command.program) \(command.arguments) has not ended; so far it wrote:\n"
          + String(decoding: outputBytes + errorBytes, as: UTF8.self))
    }
    while process.poll() == nil {
      Deadline.pause()
      if deadline.hasPassed { throw HarnessError("\(command.program) has not ended") }
    }
    status = process.poll() ?? .exited(-1)
    self.outputBytes = outputBytes
    standardOutput = String(decoding: outputBytes, as: UTF8.self)
    standardError = String(decoding: errorBytes, as: UTF8.self)
  }
}
