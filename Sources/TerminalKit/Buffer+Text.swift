import Typesetting

extension Buffer {
  /// Writes one line of text.
  ///
  /// Characters without Unicode are spelled in ASCII where ``glyphs`` ask for it; line breaks, tabs
  /// and other control characters become blanks.
  ///
  /// - Parameters:
  ///   - text: The characters.
  ///   - point: Where the first one goes; may be outside.
  ///   - style: How they look.
  ///   - clip: Cells outside this rectangle are left alone.
  /// - Returns: The column after the last character, as if nothing had been cut.
  @discardableResult
  public mutating func write(
    _ text: String, at point: Point, style: Style = .text, clippedTo clip: Rect? = nil
  ) -> Int {
    let clip = clip.map { $0.intersection(area) } ?? area
    let isVisible = point.y >= clip.minY && point.y < clip.maxY
    var x = point.x
    for character in glyphs.adapt(text) {
      var width = DisplayWidth.of(character)
      var cell = Cell(character, style)
      if width == 0 {
        guard character.isControl else { continue }
        width = 1
        cell = Cell(" ", style)
      }
      if isVisible, x < clip.maxX {
        if x >= clip.minX {
          put(cell, at: Point(x: x, y: point.y), limit: clip.maxX)
        } else if width == 2, x + 1 == clip.minX {
          put(Cell(" ", style), at: Point(x: x + 1, y: point.y), limit: clip.maxX)
        }
      }
      x += width
    }
    return x
  }

  /// Writes one line of styled text; otherwise as ``write(_:at:style:clippedTo:)``.
  @discardableResult
  public mutating func write(
    _ text: StyledText, at point: Point, clippedTo clip: Rect? = nil
  ) -> Int {
    var point = point
    for span in text.spans {
      point.x = write(span.text, at: point, style: span.style, clippedTo: clip)
    }
    return point.x
  }

  /// Writes one line of styled text into the first row of `rect`, cut with an ellipsis to fit.
  public mutating func write(
    _ text: StyledText, in rect: Rect, alignment: Alignment = .leading
  ) {
    guard !rect.isEmpty else { return }
    let line = glyphs.adapt(text).truncated(to: rect.width, ellipsis: glyphs.ellipsis)
    let free = rect.width - line.width
    let indent =
      switch alignment {
      case .leading: 0
      case .center: free / 2
      case .trailing: free
      }
    write(line, at: Point(x: rect.minX + indent, y: rect.minY), clippedTo: rect)
  }

  /// Writes lines of styled text into the rows of `rect`, as many as it has.
  public mutating func write(
    _ lines: some Sequence<StyledText>, in rect: Rect, alignment: Alignment = .leading
  ) {
    for (row, line) in lines.prefix(rect.height).enumerated() {
      let place = Rect(x: rect.minX, y: rect.minY + row, width: rect.width, height: 1)
      write(line, in: place, alignment: alignment)
    }
  }

  /// The characters of each row, blanks included.
  public var lines: [String] {
    (0..<size.height).map { y in
      var line = ""
      for x in 0..<size.width where self[x, y].width > 0 { line.append(self[x, y].character) }
      return line
    }
  }

  /// The characters alone, rows joined by line breaks, blanks at the ends of rows left out.
  public var text: String {
    lines.map { line in
      var line = line[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    .joined(separator: "\n")
  }
}

extension Character {
  /// Whether the character is a control character such as a tab, or a line break of any kind.
  fileprivate var isControl: Bool {
    switch unicodeScalars.first?.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
