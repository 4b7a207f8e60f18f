import CNCurses
import TerminalKit
import Typesetting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The user's terminal, drawn through ncurses.
///
/// ncurses and signal handlers belong to the whole process: use one instance, on one thread.
/// Whatever ends the program while the screen is taken (an error, a signal, a trap), the user's
/// terminal is put back first.
public final class NCursesTerminal: Terminal {
  /// What the terminal is called, and the entry by which it is drawn on.
  public let type: TerminalType
  /// What the terminal can do, by terminfo and the environment.
  public let capabilities: TerminalCapabilities
  /// Whether nothing is to move by itself.
  public var isStill = false
  /// The size of the window; at most 1000 × 500 of it is used.
  public private(set) var size: Size

  /// What the terminal is asked about its background, and what it has said.
  var background: BackgroundQuestion

  /// Events that have been read and not yet handed out.
  var pending: [Event] = []
  /// Set once the program has to end.
  var termination: TerminationReason?
  /// Whether another thread wants the wait for events to end.
  var isWoken = false
  /// Whether keys may have been taken from the terminal and not read, so that it does not tell of them.
  var hasUnread = false
  /// Reads keys, also those that arrive in parts.
  var reader = KeyReader()

  private var isStarted = false
  private var isEntered = false
  private var pens: PenTable
  private var shown: Buffer?
  private var shownCursor: Point?
  /// The picture to be shown once the terminal has taken the one before.
  private var awaited: (buffer: Buffer, cursor: Point?)?
  private let modes: ScreenModes

  /// Finds out what the terminal can do; leaves the screen alone.
  ///
  /// - Parameter ground: What its background is like; where absent, the terminal is asked when the
  ///   screen is taken.
  /// - Throws: ``TerminalError`` when there is no terminal, or one without a screen.
  public init(on ground: Ground? = nil) throws(TerminalError) {
    (type, capabilities) = try Self.probe()
    background = BackgroundQuestion(given: ground, capabilities)
    modes = ScreenModes(hasMouse: capabilities.hasMouse)
    pens = PenTable(
      theme: .standard(on: background.ground), depth: capabilities.colorDepth)
    size = Self.windowSize() ?? Size(width: 80, height: 24)
  }

  /// Takes over the screen and starts to catch signals.
  ///
  /// - Throws: ``TerminalError/screenUnavailable``.
  public func enter() throws(TerminalError) {
    guard !isEntered else { return }
    guard cnc_install_signal_handlers() else { throw .screenUnavailable }
    if !isStarted {
      guard cnc_start(type.entry) else {
        cnc_remove_signal_handlers()
        throw .screenUnavailable
      }
      isStarted = true
      pens.prepareColors()
    }
    isEntered = true
    size = Self.windowSize() ?? Self.screenSize()
    takeScreen()
    askForBackground()
  }

  /// Asks what the background is like, and waits a moment for the answer: a picture that changes its
  /// colours would flicker.
  private func askForBackground() {
    guard background.isToBeAsked else { return }
    background.isToBeAsked = false
    modes.write(BackgroundQuestion.text)
    cnc_send()
    reader.awaitReply()
    let deadline = ContinuousClock.now + BackgroundQuestion.patience
    while reader.isAwaitingReply, termination == nil, ContinuousClock.now < deadline {
      _ = wait(milliseconds: 20)
    }
  }

  /// Takes what the terminal says of its background, also when it says so late.
  func takeBackground(_ ground: Ground) {
    guard ground != background.ground else { return }
    background.ground = ground
    pens.change(to: .standard(on: ground))
    guard shown != nil else { return }
    shown = nil
    pending.append(.tick)
  }

  /// Gives the screen back and stops catching signals.
  public func leave() {
    guard isEntered else { return }
    releaseScreen()
    isEntered = false
    cnc_remove_signal_handlers()
  }

  deinit {
    leave()
  }

  // MARK: - Drawing

  /// Shows a buffer; only rows that have changed are sent.
  ///
  /// A terminal that is slow, or has stopped reading, is not waited for: of the pictures that come in
  /// the meantime it gets the last.
  public func present(_ buffer: Buffer, cursor: Point?) {
    guard isEntered else { return }
    awaited = nil
    if cnc_send() {
      awaited = (buffer, cursor)
      return
    }
    let cursor = cursor.flatMap { buffer.area.contains($0) ? $0 : nil }
    let old = shown?.size == buffer.size ? shown : nil
    guard old != buffer || cursor != shownCursor else { return }
    // Terminals that know the mode show the picture when it is complete.
    modes.write(modes.beginUpdate)
    if old == nil { erase() }
    draw(buffer, since: old)
    show(cursor: cursor)
    refresh()
    modes.write(modes.endUpdate)
    shown = buffer
    cnc_send()
  }

  /// Shows the picture that waits for the terminal, if there is room again.
  func presentAwaited() {
    if let awaited { present(awaited.buffer, cursor: awaited.cursor) }
  }

  private func draw(_ buffer: Buffer, since old: Buffer?) {
    cnc_set_cursor_free(true)
    var row = 0
    buffer.forEachChange(since: old) { point, cell in
      // Row by row, because ncurses would scroll parts of the screen when rows have moved. That
      // tears what stands beside them, and not every emulator gets it right.
      if point.y != row, old != nil { refresh() }
      row = point.y
      // The right half of a wide character is drawn with its left half.
      guard cell.width > 0, point.y < size.height, point.x < size.width else { return }
      let fits = point.x + cell.width <= size.width
      pens.put(fits ? cell : Cell(" ", cell.style), at: point)
    }
  }

  private func show(cursor: Point?) {
    if (cursor == nil) != (shownCursor == nil) { curs_set(cursor == nil ? 0 : 1) }
    // A cursor that cannot be hidden waits in the last corner instead of blinking in the picture.
    let parked = capabilities.canHideCursor ? nil : Point(x: size.width - 1, y: size.height - 1)
    cnc_set_cursor_free(cursor == nil && parked == nil)
    if let point = cursor ?? parked { move(Int32(point.y), Int32(point.x)) }
    shownCursor = cursor
  }

  // MARK: - Taking and giving back

  /// Makes the screen the program's own; also after a stop.
  private func takeScreen() {
    prepareRestoreSequence()
    cnc_hold_standard_error()
    cnc_take_screen()
    resizeterm(Int32(size.height), Int32(size.width))
    erase()
    cnc_redraw_all()
    curs_set(0)
    shown = nil
    shownCursor = nil
    awaited = nil
    refresh()
    modes.write(modes.mouseOn)
    cnc_send()
  }

  private func releaseScreen() {
    modes.write(modes.mouseOff + modes.wholeRegion)
    curs_set(1)
    endwin()
    cnc_give_screen_back()
  }

  private func prepareRestoreSequence() {
    let sequence = modes.restoreSequence(rows: size.height)
    sequence.withUnsafeBytes { bytes in
      cnc_set_restore_sequence(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(sequence.count))
    }
  }

  /// Stops the program as C-z does, and takes the screen back when it continues.
  ///
  /// - Parameter wholeJob: Whether the other processes of the job have to be stopped too.
  func suspend(wholeJob: Bool) {
    guard isEntered else { return }
    releaseScreen()
    cnc_stop(wholeJob)
    resume()
    // The signal that continued the program reports what has just been done.
    readSignals(except: [SIGCONT])
  }

  /// Takes the screen back after the program was stopped by whatever means.
  func resume() {
    guard isEntered else { return }
    // After SIGSTOP the screen has not been given back; ncurses takes it again only if it was.
    if !isendwin() { endwin() }
    let before = size
    size = Self.windowSize() ?? size
    takeScreen()
    pending.append(.resume)
    if size != before { pending.append(.resize(size)) }
  }

  /// Adapts to the window's size and reports it when it has changed.
  func updateSize() {
    guard isEntered, let new = Self.windowSize(), new != size else { return }
    size = new
    resizeterm(Int32(size.height), Int32(size.width))
    prepareRestoreSequence()
    modes.write(modes.wholeRegion)
    // Terminals disagree about what a changed window shows.
    cnc_redraw_all()
    shown = nil
    pending.removeAll { if case .resize = $0 { true } else { false } }
    pending.append(.resize(size))
  }

  // MARK: - Size

  /// A bound on the memory that a nonsensical window size would take.
  private static let maximumSize = Size(width: 1_000, height: 500)

  private static func windowSize() -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard cnc_window_size(&columns, &rows) else { return nil }
    return Size(
      width: min(Int(columns), maximumSize.width), height: min(Int(rows), maximumSize.height))
  }

  /// The size by terminfo or the environment, for a line that has none of its own.
  private static func screenSize() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    cnc_screen_size(&columns, &rows)
    return Size(width: Int(columns), height: Int(rows))
  }
}
