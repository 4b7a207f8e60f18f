import Typesetting

extension LessonText {
  /// The text in lines of a width, blank lines between blocks included.
  ///
  /// Code stands as it is, and so does a word longer than a line; the last column of a table takes what
  /// room there is.
  ///
  /// - Parameters:
  ///   - width: The columns available.
  ///   - bullet: What stands before an item of a list.
  /// - Complexity: O(length of the text).
  public func lines(width: Int, bullet: String = "-") -> [[Span]] {
    var lines: [[Span]] = []
    for block in blocks {
      if !lines.isEmpty { lines.append([]) }
      switch block {
      case .paragraph(let spans): lines += Self.wrapped(spans, width)
      case .bullets(let items):
        for item in items { lines += Self.item(item, behind: bullet + " ", width) }
      case .numbered(let items):
        let digits = String(items.count).count
        for (index, item) in items.enumerated() {
          let number = String(index + 1).leftPadded(to: digits)
          lines += Self.item(item, behind: "\(number). ", width)
        }
      case .table(let hasHead, let rows): lines += Self.table(rows, hasHead: hasHead, width)
      case .code(let code): lines += code.map { [Span($0, .code)] }
      }
    }
    return lines
  }

  /// How many lines the text takes at a width.
  public func lineCount(width: Int) -> Int { lines(width: width).count }

  /// An item behind its sign, further lines below its first word.
  private static func item(_ item: [Span], behind sign: String, _ width: Int) -> [[Span]] {
    let indent = String(repeating: " ", count: DisplayWidth.of(sign))
    return wrapped(item, max(1, width - indent.count)).enumerated().map { number, line in
      [number == 0 ? Span(sign, .mark) : Span(indent)] + line
    }
  }

  /// The rows of a table, columns two blanks apart.
  private static func table(_ rows: [[[Span]]], hasHead: Bool, _ width: Int) -> [[Span]] {
    guard let columns = rows.first?.count, columns > 0 else { return [] }
    var widths = (0..<columns).map { column in
      rows.map { Self.width($0[column]) }.max() ?? 0
    }
    let before = widths.dropLast().reduce(0) { $0 + $1 + gap }
    widths[columns - 1] = max(8, min(widths[columns - 1], width - before))
    var lines: [[Span]] = []
    for (number, row) in rows.enumerated() {
      let isHead = hasHead && number == 0
      let last = wrapped(row[columns - 1], widths[columns - 1])
      for (index, end) in last.enumerated() {
        var line: [Span] = []
        for column in 0..<(columns - 1) {
          let cell = index == 0 ? row[column] : []
          line += cell
          line.append(Span(String(repeating: " ", count: widths[column] - Self.width(cell) + gap)))
        }
        line += end
        lines.append(isHead ? line.map { $0.style == .plain ? Span($0.text, .bold) : $0 } : line)
      }
      if isHead {
        let total = widths.reduce(0) { $0 + $1 + gap } - gap
        lines.append([Span(String(repeating: "─", count: min(total, width)), .mark)])
      }
    }
    return lines
  }

  /// The blanks between two columns of a table.
  private static let gap = 2

  private static func width(_ spans: [Span]) -> Int {
    spans.reduce(0) { $0 + DisplayWidth.of($1.text) }
  }

  /// Spans broken at blanks, each character in the style that it had.
  private static func wrapped(_ spans: [Span], _ width: Int) -> [[Span]] {
    let characters = spans.flatMap { span in span.text.map { (character: $0, style: span.style) } }
    var next = characters.startIndex
    return spans.map(\.unbroken).joined().wrapped(to: width).map { line in
      var result: [Span] = []
      for character in line {
        // A line break has taken the place of blanks.
        while next < characters.endIndex, characters[next].character != character { next += 1 }
        guard next < characters.endIndex else { break }
        let style = characters[next].style
        next += 1
        if let last = result.last, last.style == style {
          result[result.count - 1] = Span(last.text + String(character), style)
        } else {
          result.append(Span(String(character), style))
        }
      }
      return result
    }
  }
}
