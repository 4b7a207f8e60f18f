import Typesetting

extension PlainPage {
  /// Sums below each other: their labels, terms, signs of equality and results in columns.
  ///
  /// One that is
  /// too long for a line is broken between its pieces.
  func lines(_ sums: [Sum]) -> [PageLine] {
    let labels = sums.map { adapted($0.label) }
    let names = sums.map { adapted($0.name) }
    let labelWidth = Self.columnWidth(labels)
    let nameWidth = Self.columnWidth(names)
    let indent = labelWidth + nameWidth
    let results = sums.map { adapted($0.result) }
    let resultWidth = results.map { DisplayWidth.of($0) }.max() ?? 0
    let room = width - indent - resultWidth - 3
    let sides = aligned(sums.map { $0.pieces.map(adapted) }, within: room)
    let fitting = sides.map { DisplayWidth.of($0.joined()) }.filter { $0 <= room }
    let sideWidth = fitting.max() ?? 0
    return sums.indices.flatMap { position -> [PageLine] in
      let start =
        PageLine(labels[position].padded(to: labelWidth), hue: .dim)
        + PageLine(names[position].padded(to: nameWidth), hue: .dim)
      let end = adapted(" \(sums[position].relation) ")
      let result = results[position]
      let side = sides[position].joined()
      if DisplayWidth.of(side) <= room {
        return [
          start + PageLine(side.padded(to: sideWidth) + end)
            + PageLine(result.leftPadded(to: resultWidth), isBold: true)
        ]
      }
      let margin = String(repeating: " ", count: indent)
      var broken = sums[position].pieces.map(adapted)
        .filled(to: width, first: margin, indent: margin + "  ")
      var last = broken.removeLast() + end
      if DisplayWidth.of(last + result) > width, last.trimmingSpaces.count > end.count {
        broken.append(String(last.dropLast(end.count)))
        last = margin + "  " + end.trimmingSpaces + " "
      }
      var lines = broken.map { PageLine($0) }
      lines.append(PageLine(last) + PageLine(result, isBold: true))
      // The margin of the first line is where the labels stand.
      lines[0] = start + PageLine(String(lines[0].runs.map(\.text).joined().dropFirst(indent)))
      return lines
    }
  }

  private static func columnWidth(_ texts: [String]) -> Int {
    let widest = texts.map { DisplayWidth.of($0) }.max() ?? 0
    return widest > 0 ? widest + 2 : 0
  }

  /// The pieces of all sums, each as wide as the widest of its column, where all have as many of them
  /// and there is room for that.
  private func aligned(_ sides: [[String]], within room: Int) -> [[String]] {
    guard let count = sides.first?.count, count > 1, sides.allSatisfy({ $0.count == count }) else {
      return sides
    }
    let widths = (0..<count).map { column in
      sides.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    guard widths.reduce(0, +) <= room else { return sides }
    return sides.map { zip($0, widths).map { $0.leftPadded(to: $1) } }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }).trimmingTrailingSpaces
  }
}
