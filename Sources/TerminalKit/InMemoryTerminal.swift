/// A terminal without a screen, for tests: it plays a script of events and keeps what it was shown.
///
/// When the script is over it reports ``TerminationReason/scriptEnded``, so a loop under test ends.
public final class InMemoryTerminal: Terminal {
  /// The size of the screen; a scripted ``Event/resize(_:)`` changes it.
  public private(set) var size: Size
  /// What the screen is said to be able to do.
  public let capabilities: TerminalCapabilities
  /// Everything that was presented, oldest first.
  public private(set) var frames: [Buffer] = []
  /// Where the cursor was put by the last presentation; `nil` while it is hidden.
  public private(set) var cursor: Point?
  /// Whether the screen is taken over at the moment.
  public private(set) var isEntered = false

  private var script: ArraySlice<Event>

  /// Creates a terminal that will report `script`, one event at a time.
  public init(
    size: Size = Size(width: 80, height: 24),
    capabilities: TerminalCapabilities = TerminalCapabilities(), script: [Event] = []
  ) {
    self.size = size
    self.capabilities = capabilities
    self.script = script[...]
  }

  /// Takes over the screen.
  public func enter() {
    isEntered = true
  }

  /// Gives the screen back.
  public func leave() {
    isEntered = false
  }

  /// Keeps the buffer as one more of ``frames``.
  public func present(_ buffer: Buffer, cursor: Point?) {
    frames.append(buffer)
    self.cursor = cursor
  }

  /// Returns the next event of the script at once.
  public func nextEvent(timeout: Duration?) -> Event {
    guard let event = script.popFirst() else { return .terminated(.scriptEnded) }
    if case .resize(let size) = event { self.size = size }
    return event
  }
}
