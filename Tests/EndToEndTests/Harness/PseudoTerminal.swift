import Glibc

/// A program in a terminal of its own.
///
///     let terminal = try PseudoTerminal(Command(program: "/bin/sh", arguments: ["-i"]))
///     terminal.type("echo $((6 * 7))\r")
///     try terminal.waitUntil("the sum is shown") { $0.contains("42") }
///
/// The program leads a session whose controlling terminal this is, so window sizes, job control
/// and hang-ups work as they do for a user. It is killed with everything it started when the value
/// goes away. Calls block; a wait that fails throws the screen as text.
final class PseudoTerminal {
  private let terminal: VirtualTerminal
  /// Every byte that the program has written.
  private(set) var transcript: [UInt8] = []
  /// The settings of the line before the program was started.
  let initialLine: LineDiscipline
  let process: ChildProcess

  /// The user's end; negative after a hang-up.
  private var master: Int32
  /// Kept open so that the line's settings outlive the program.
  private let line: Int32

  /// Opens a terminal and starts a program in it.
  init(_ command: Command, size: ScreenSize = .standard) throws {
    var window = winsize(
      ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
    let (master, line) = try ChildProcess.withPrivateDescriptors {
      openpty(&$0, &$1, nil, nil, &window)
    }
    // Tests run side by side: plain ttyname has one buffer for all of them.
    var path = [CChar](repeating: 0, count: 256)
    let error = ttyname_r(line, &path, path.count)
    guard error == 0 else { throw HarnessError.system("ttyname_r", error) }
    let name = String(decoding: path.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
    self.master = master
    self.line = line
    terminal = VirtualTerminal(size: size)
    initialLine = try LineDiscipline(of: line)
    // The first terminal that a session leader opens becomes its controlling terminal.
    process = try ChildProcess(
      command, streams: [.file(name), .descriptor(line), .descriptor(line)])
    terminal.send = { [unowned self] in write($0) }
  }

  deinit {
    hangUp()
    process.killSession()
    close(line)
  }

  /// What the terminal shows.
  var screen: Screen { terminal.screen }

  /// The settings of the line as they are now.
  var currentLine: LineDiscipline {
    get throws { try LineDiscipline(of: line) }
  }

  // MARK: - The user's side

  /// Types text.
  func type(_ text: String) { write(Array(text.utf8)) }

  /// Types bytes, which need not be characters.
  func type(_ bytes: [UInt8]) { write(bytes) }

  /// Presses keys one after the other.
  func press(_ keys: TerminalKey...) {
    for key in keys {
      switch key {
      case .terminal(let key): terminal.press(key)
      case .character(let character): type(String(character))
      case .control(let letter): write([(letter.asciiValue ?? 0) & 0x1F])
      }
    }
  }

  /// Changes the size of the window, which sends the program SIGWINCH.
  func resize(to size: ScreenSize) {
    terminal.resize(to: size)
    var window = winsize(
      ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  /// Stops the terminal, as C-s does and a connection that is frozen: it takes nothing any more.
  func hold() { tcflow(line, TCOOFF) }

  /// Whether the program could write without waiting.
  var hasRoom: Bool {
    var source = pollfd(fd: line, events: Int16(POLLOUT), revents: 0)
    return poll(&source, 1, 0) > 0
  }

  /// Lets the terminal go on.
  func letGo() { tcflow(line, TCOON) }

  /// Closes the window: the program loses its terminal.
  func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  private func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        // A program that has ended cannot be typed to; the next wait says so.
        return
      }
    }
  }

  /// Reads what the program writes within some milliseconds.
  ///
  /// - Returns: Whether there was anything.
  @discardableResult
  func read(within milliseconds: Int32) -> Bool {
    guard master >= 0 else {
      Deadline.pause()
      return false
    }
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &chunk, chunk.count)
    guard count > 0 else { return false }
    transcript += chunk[..<count]
    terminal.feed(chunk[..<count])
    return true
  }
}
