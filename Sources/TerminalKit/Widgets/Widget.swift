/// Something that draws itself into a rectangle of a buffer.
///
/// A widget holds plain data and draws nothing outside its area, however small the area is.
public protocol Widget {
  /// Draws the widget.
  func draw(in area: Rect, on buffer: inout Buffer)
}

extension Buffer {
  /// Draws a widget into `area`.
  public mutating func draw(_ widget: some Widget, in area: Rect) {
    widget.draw(in: area, on: &self)
  }
}
