/// The rows or the columns of a grid that are in view: one stretch of them, or several with what is left
/// out between.
struct GridAxis: Equatable, Sendable {
  /// Places that say how many lines are left out there.
  struct Gap: Equatable, Sendable {
    /// The places, counted from the first in view.
    let places: Range<Int>
    /// How many lines are left out.
    let count: Int
  }

  /// The line that stands in each place, from the first in view; `nil` in a gap.
  private(set) var lines: [Int?]
  /// What is left out between or beside them.
  private(set) var gaps: [Gap] = []

  /// One stretch of lines.
  init(_ stretch: Range<Int>) { lines = Array(stretch) }

  /// The lines in view.
  var visible: [Int] { lines.compactMap(\.self) }

  /// The place of a line; `nil` for one that is out of view.
  func place(of line: Int) -> Int? {
    guard let first = lines.first ?? nil, gaps.isEmpty else { return lines.firstIndex(of: line) }
    return lines.indices.contains(line - first) ? line - first : nil
  }
}

extension GridAxis {
  /// As many of some lines as there are places for, with what is left out between them counted in gaps, and
  /// lines beside them where places are left; `nil` where not even one has a place.
  ///
  /// All places are taken, so that the grid is as large whichever lines are sought.
  ///
  /// - Parameters:
  ///   - room: How many places there are.
  ///   - count: How many lines the grid has; more than there are places.
  ///   - sought: The lines to have in view, in ascending order.
  ///   - focus: The one that is in view in any case, where it is among them.
  ///   - gap: How many places a gap takes.
  /// - Complexity: O(sought lines + places).
  init?(_ room: Int, of count: Int, holding sought: [Int], around focus: Int, gap: Int) {
    guard
      let held = Self.longest(of: sought, around: focus, in: room, of: count, gap: gap)
    else { return nil }
    var left = Self.leftOut(beside: sought[held], of: count)
    var spare = room - held.count - left.reduce(0) { $0 + min($1.count, gap) }
    left.removeAll { $0.count <= gap }
    // Where places are left, the shortest gaps are filled.
    while let shortest = left.indices.min(by: { left[$0].count < left[$1].count }),
      left[shortest].count - gap <= spare
    {
      spare -= left[shortest].count - gap
      left.remove(at: shortest)
    }
    // Then all gaps become shorter, at each side in turn.
    let sides = left.indices.flatMap { index in
      [(index, true), (index, false)].filter {
        $0.1 ? left[index].lowerBound > 0 : left[index].upperBound < count
      }
    }
    for turn in 0..<(sides.isEmpty ? 0 : spare) {
      let (index, isFirst) = sides[turn % sides.count]
      left[index] = isFirst ? left[index].dropFirst() : left[index].dropLast()
    }
    lines = []
    var next = 0
    for range in left {
      lines += (next..<range.lowerBound).map { $0 }
      gaps.append(Gap(places: lines.count..<lines.count + gap, count: range.count))
      lines += Array(repeating: nil, count: gap)
      next = range.upperBound
    }
    lines += (next..<count).map { $0 }
  }

  /// The most neighbours of the lines that are sought that have places, the focus among them; `nil` where
  /// not even one has.
  private static func longest(
    of sought: [Int], around focus: Int, in room: Int, of count: Int, gap: Int
  ) -> ClosedRange<Int>? {
    // What is as short as a gap is shown instead.
    var between = [0]
    for (line, next) in zip(sought, sought.dropFirst()) {
      between.append(between[between.count - 1] + min(next - line - 1, gap))
    }
    func places(_ first: Int, _ last: Int) -> Int {
      last - first + 1 + between[last] - between[first] + min(sought[first], gap)
        + min(count - 1 - sought[last], gap)
    }
    let wanted = sought.firstIndex(of: focus)
    var (best, last) = (nil as ClosedRange<Int>?, 0)
    for first in sought.indices where first <= wanted ?? first {
      last = max(last, first)
      while last + 1 < sought.count, places(first, last + 1) <= room { last += 1 }
      guard places(first, last) <= room, last >= wanted ?? last else { continue }
      if last - first + 1 > best?.count ?? 0 { best = first...last }
    }
    return best
  }

  /// The lines before, between and behind some, a range for each of these places.
  private static func leftOut(beside lines: ArraySlice<Int>, of count: Int) -> [Range<Int>] {
    var next = 0
    var ranges: [Range<Int>] = []
    for line in lines {
      ranges.append(next..<line)
      next = line + 1
    }
    return ranges + [next..<count]
  }
}
