import Typesetting

/// A screen with a keyboard.
///
/// Widgets never see one: they write to a ``Buffer``, and the program's loop presents it.
///
///     try terminal.enter()
///     defer { terminal.leave() }
///     loop: while true {
///       var buffer = terminal.makeBuffer()
///       view(model, into: &buffer)
///       terminal.present(buffer, cursor: nil)
///       switch terminal.nextEvent(timeout: .milliseconds(100)) {
///       case .terminated: break loop
///       case let event: update(&model, event)
///       }
///     }
public protocol Terminal: AnyObject {
  /// The size of the screen now.
  var size: Size { get }

  /// What the screen can show and the keyboard can report.
  var capabilities: TerminalCapabilities { get }

  /// Whether nothing is to move by itself on it, as its user wishes.
  var isStill: Bool { get }

  /// Takes over the screen.
  ///
  /// - Throws: An error whose description says why the terminal cannot be used and what to do.
  func enter() throws

  /// Gives the screen back as it was. Leaving twice, or without having entered, does nothing.
  func leave()

  /// Shows `buffer`, sending only what changed since the last call.
  ///
  /// - Parameters:
  ///   - buffer: What to show; cut or filled with blanks where its size is not ``size``.
  ///   - cursor: Where the cursor blinks; `nil` hides it.
  func present(_ buffer: Buffer, cursor: Point?)

  /// Waits for the next event.
  ///
  /// - Parameter timeout: How long to wait before reporting ``Event/tick``; `nil` waits for ever.
  func nextEvent(timeout: Duration?) -> Event

  /// Makes a waiting ``nextEvent(timeout:)``, or the next one, report ``Event/tick`` at once.
  ///
  /// May be called from any thread, so that work done elsewhere can be shown without polling.
  var waker: @Sendable () -> Void { get }
}

extension Terminal {
  /// Whatever moves may move.
  public var isStill: Bool { false }

  /// Does nothing, for a terminal that never waits.
  public var waker: @Sendable () -> Void { {} }

  /// Returns an empty buffer of the screen's size with the glyphs it can show.
  public func makeBuffer() -> Buffer {
    Buffer(size: size, glyphs: capabilities.glyphs)
  }
}

/// What a terminal can do.
public struct TerminalCapabilities: Hashable, Sendable {
  /// How many colours are shown.
  public var colorDepth: ColorDepth
  /// Whether characters beyond ASCII are shown.
  public var isUnicode: Bool
  /// Whether the mouse is reported.
  public var hasMouse: Bool
  /// Whether the cursor can be hidden.
  public var canHideCursor: Bool

  /// Creates a description; without arguments, of a modern terminal.
  public init(
    colorDepth: ColorDepth = .indexed256, isUnicode: Bool = true, hasMouse: Bool = true,
    canHideCursor: Bool = true
  ) {
    self.colorDepth = colorDepth
    self.isUnicode = isUnicode
    self.hasMouse = hasMouse
    self.canHideCursor = canHideCursor
  }

  /// The glyphs that can be shown.
  public var glyphs: GlyphSet { isUnicode ? .unicode : .ascii }
}
