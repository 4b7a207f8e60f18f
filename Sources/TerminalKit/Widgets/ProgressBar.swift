import Typesetting

/// A bar that fills from left to right, with its value at the right end: `█████░░░ 62%`.
public struct ProgressBar: Widget, Hashable, Sendable {
  /// The part that is done, from 0 to 1; values beyond are cut, NaN counts as 0.
  public var fraction: Double
  /// What stands at the right end; `nil` prints the percentage, nothing leaves the bar alone.
  public var label: String?
  /// How the filled part looks.
  public var style: Style

  /// Creates a bar.
  public init(_ fraction: Double, label: String? = nil, style: Style = .accent) {
    self.fraction = TextBar.clamped(fraction)
    self.label = label
    self.style = style
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let label = buffer.glyphs.adapt(label ?? "\(TextBar.percentage(fraction))%")
    let labelWidth = label.isEmpty ? 0 : max(4, DisplayWidth.of(label)) + 1
    let barWidth = max(0, area.width - labelWidth)
    let filled = TextBar.filled(fraction, of: barWidth)
    let bar = Rect(x: area.minX, y: area.minY, width: barWidth, height: 1)
    buffer.fill(bar, with: Cell(buffer.glyphs.shade, .dim))
    buffer.fill(
      Rect(x: area.minX, y: area.minY, width: filled, height: 1),
      with: Cell(buffer.glyphs.block, style))
    buffer.write(
      StyledText(label),
      in: Rect(
        x: bar.maxX, y: area.minY, width: area.maxX - bar.maxX, height: 1), alignment: .trailing)
  }
}
