/// What stands in a window that is too small for anything else.
public struct TooSmallScreen: Widget, Hashable, Sendable {
  /// The smallest window that the screens of a program fit.
  public static let leastSize = Size(width: 80, height: 24)

  private let name: String
  private let remedy: StyledText

  /// Creates a screen.
  ///
  /// - Parameters:
  ///   - name: What needs more room, at the beginning of a sentence.
  ///   - remedy: What to do about it, and what goes on meanwhile.
  public init(_ name: String, _ remedy: StyledText) {
    self.name = name
    self.remedy = remedy
  }

  /// Whether a window is too small.
  public static func isNeeded(for size: Size) -> Bool {
    size.width < leastSize.width || size.height < leastSize.height
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let least = Self.leastSize
    let need = """
      \(name) needs \(least.width)×\(least.height) characters; this window has \
      \(area.width)×\(area.height). 
      """
    buffer.draw(Paragraph(StyledText(need) + remedy), in: area)
  }
}
