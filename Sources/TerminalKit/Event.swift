/// Something that happened at the terminal.
public enum Event: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse moved, or one of its buttons or its wheel was used.
  case mouse(MouseEvent)
  /// The screen has a new size; everything has to be drawn again.
  case resize(Size)
  /// The time given to ``Terminal/nextEvent(timeout:)`` passed and nothing else happened.
  case tick
  /// The program was stopped (C-z) and is in the foreground again; everything has to be drawn again.
  ///
  /// A terminal restores the user's screen before it stops and takes it back before it reports this.
  case resume
  /// The program must end now: leave the terminal and exit. Every later event is this one too.
  case terminated(TerminationReason)
}

/// Why the program must end.
public enum TerminationReason: Hashable, Sendable {
  /// A signal such as SIGTERM, with its number; a shell expects exit status 128 + number.
  case signal(Int32)
  /// The terminal is gone: its window was closed or the connection was lost.
  case terminalLost
  /// A scripted terminal has played all of its events.
  case scriptEnded
}

/// One report of the mouse.
public struct MouseEvent: Hashable, Sendable {
  /// What the mouse did.
  public enum Kind: Hashable, Sendable {
    /// The pointer is over another cell, whether or not a button is held.
    case move
    case press(Button)
    case release(Button)
    /// The wheel turned by one notch.
    case scrollUp, scrollDown
  }

  /// A mouse button.
  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  /// What the mouse did.
  public var kind: Kind
  /// The cell below the pointer.
  public var point: Point

  /// Creates a report.
  public init(_ kind: Kind, at point: Point) {
    self.kind = kind
    self.point = point
  }
}
