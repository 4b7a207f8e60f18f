import TerminalKit

/// Where the views on a stage stand, below each other or two of them side by side, and how large the cells of
/// each may be.
///
/// It depends on the views and the room alone, never on a frame, so that nothing moves from frame to frame.
struct PanePlan {
  private let contents: [StagePane.Content]
  /// Which views stand side by side, by their positions, from the top.
  private let rows: [[Int]]
  /// The columns of each view.
  private let widths: [Int]
  private var spacings: [StageSpacing]
  /// The empty rows between views.
  private var gap = 1

  /// The best way in which all views are whole, one below the other where nothing is won by another; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - size: The room for views and their names.
  ///   - spacing: How large cells may be at most.
  ///   - isStacked: Whether none may stand beside another.
  init?(
    _ contents: [StagePane.Content], in size: Size, _ spacing: StageSpacing,
    isStacked: Bool = false
  ) {
    let plans = Self.ways(contents.count).prefix(isStacked ? 1 : .max).compactMap {
      PanePlan(contents, rows: $0, in: size, spacing)
    }
    guard var best = plans.first else { return nil }
    for plan in plans.dropFirst() where plan.isLarger(than: best) { best = plan }
    self = best
  }

  /// The ways in which so many views may stand.
  private static func ways(_ count: Int) -> [[[Int]]] {
    let stacked = (0..<count).map { [$0] }
    switch count {
    case 2: return [stacked, [[0, 1]]]
    case 3: return [stacked, [[0], [1, 2]], [[0, 1], [2]]]
    default: return [stacked]
    }
  }

  private init?(
    _ contents: [StagePane.Content], rows: [[Int]], in size: Size, _ spacing: StageSpacing
  ) {
    if contents.count == 1, contents[0].measure(width: size.width).hasLayers {
      // What stands as far apart as it can depends on all of the room.
      return nil
    }
    var widths = contents.map { _ in size.width }
    for row in rows where row.count > 1 {
      let needed = row.map { contents[$0].measure(width: size.width).compactWidth }
      let spare =
        size.width - needed.reduce(0, +) - StagePane.sideGap * (row.count - 1)
      guard spare >= 0 else { return nil }
      for (index, width) in zip(row, needed) { widths[index] = width + spare / row.count }
    }
    // What is cut has all of the room, and nothing beside it.
    guard zip(contents, widths).allSatisfy({ $0.measure(width: $1).isWhole }) else { return nil }
    (self.contents, self.rows, self.widths) = (contents, rows, widths)
    spacings = contents.map { _ in .none }
    guard height <= size.height else { return nil }
    enlarge(upTo: spacing, in: size.height)
  }

  /// Makes cells larger step by step, first of all those of the leading view, which no others outgrow; what
  /// is left stands between the views.
  private mutating func enlarge(upTo most: StageSpacing, in height: Int) {
    let lead = contents.firstIndex(where: \.isLead) ?? 0
    var full: Set<Int> = []
    for spacing in StageSpacing.allCases.dropFirst() where spacing <= most {
      for index in [lead] + contents.indices.filter({ $0 != lead }) where !full.contains(index) {
        let before = spacings[index]
        spacings[index] = spacing
        if self.height > height || step(index).spacing > step(lead).spacing {
          spacings[index] = before
          full.insert(index)
        }
      }
    }
    guard most > .columns else { return }
    gap += 1
    if self.height > height { gap -= 1 }
  }

  /// The rows that it takes.
  var height: Int {
    rows.reduce(0) { $0 + names + height(of: $1) } + gap * (rows.count - 1)
  }

  /// The rows of a name, where there are several.
  private var names: Int { contents.count > 1 ? 1 : 0 }

  private func height(of row: [Int]) -> Int {
    row.reduce(0) { max($0, step($1).height) }
  }

  private func step(_ index: Int) -> StageHeights.Step {
    contents[index].measure(width: widths[index]).step(spacings[index])
  }

  /// Whether the cells of the leading view are larger, or where they are not those of all together.
  private func isLarger(than other: PanePlan) -> Bool {
    (leadPitch, pitches) > (other.leadPitch, other.pitches)
  }

  private var leadPitch: Int {
    contents.firstIndex(where: \.isLead).map { step($0).rowPitch } ?? 0
  }

  private var pitches: Int { contents.indices.reduce(0) { $0 + step($1).rowPitch } }

  /// The views at their places.
  func panes(in area: Rect) -> [StagePane] {
    var y = area.minY
    return rows.flatMap { row -> [StagePane] in
      let height = height(of: row)
      defer { y += names + height + gap }
      var x = area.minX
      return row.map { index in
        defer { x += widths[index] + StagePane.sideGap }
        return StagePane(
          contents[index], in: Rect(x: x, y: y + names, width: widths[index], height: height),
          spacings[index])
      }
    }
  }

  /// Views below each other where not all fit: the tallest gives way.
  static func crowded(_ contents: [StagePane.Content], in area: Rect) -> [StagePane] {
    var heights = contents.map { $0.compactHeight(width: area.width) }
    let names = 2 * contents.count - 1
    while heights.reduce(names, +) > area.height, let most = heights.max(), most > leastHeight,
      let index = heights.lastIndex(of: most)
    {
      heights[index] -= 1
    }
    var y = area.minY
    return contents.indices.map { index in
      let tall = max(0, min(heights[index], area.maxY - y - 1))
      defer { y += tall + 2 }
      return StagePane(
        contents[index], in: Rect(x: area.minX, y: y + 1, width: area.width, height: tall), .none)
    }
  }

  /// A title and three rows.
  private static let leastHeight = 4
}
