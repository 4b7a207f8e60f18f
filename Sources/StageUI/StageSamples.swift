import Storyboards
import TerminalKit
import Typesetting

/// What is known of the frames of a storyboard: what is wider or longer in one of them has its room in all, so
/// that nothing moves from frame to frame.
///
/// A small storyboard is gone through whole. Of a large one a few frames are, as a frame may take some work:
/// the first, the middle and the last, some on the way through a graph, and where steps show more planes and
/// fewer, those around the middle.
struct StageSamples: Sendable {
  /// By position.
  private let frames: [Int: Frame]
  /// Those that may have the longest text.
  let longest: [Frame]
  /// How many neighbouring columns of each panel take part in one of them at once: five for a 5×5
  /// window; by the panel's position, absent where no cell takes part.
  let reach: [Int: Int]
  /// How many planes of each panel are in view at once in one of them, by the panel's position.
  let mostPlanes: [Int: Int]
  /// The panels of which some of them have more planes in view than others.
  let variedPlanes: Set<Int>
  /// The panels of which one of them names cells that are in view before others.
  let sightedPanels: Set<Int>
  /// The columns that the values of a curve's points take beside its axis, by the panel's position.
  let markWidths: [Int: Int]
  /// The columns that numbers take at least, but for those of inputs: room for fractions, where a step is
  /// about to make some of whole numbers.
  let leastNumberWidth: Int

  init(_ storyboard: Storyboard, leastNumberWidth: Int = 1) {
    self.leastNumberWidth = leastNumberWidth
    frames = Dictionary(
      uniqueKeysWithValues: Self.positions(in: storyboard).map { ($0, storyboard.frames[$0]) })
    let around = Self.aroundMiddle(of: storyboard, knowing: frames).map { storyboard.frames[$0] }
    let ordered = frames.sorted { $0.key < $1.key }.map(\.value) + around
    longest = Self.longest(of: ordered)
    reach = ordered.map(Self.reach(of:)).reduce(into: [:]) {
      $0.merge($1, uniquingKeysWith: max)
    }
    let counts = ordered.map { Self.planes(of: $0, in: storyboard) }
    mostPlanes = Dictionary(
      uniqueKeysWithValues: storyboard.panels.indices.map { panel in
        (panel, counts.reduce(0) { max($0, $1[panel]) })
      })
    variedPlanes = Set(
      storyboard.panels.indices.filter { panel in Set(counts.map { $0[panel] }).count > 1 })
    sightedPanels = Set(ordered.flatMap { $0.sights.map(\.panel) })
    markWidths = ordered.reduce(into: [:]) { widths, frame in
      widths.merge(
        frame.plotMarks.mapValues { DisplayWidth.of(NumberText.short($0.point.y)) },
        uniquingKeysWith: max)
    }
  }

  /// The frames that are gone through in any case.
  private static func positions(in storyboard: Storyboard) -> Set<Int> {
    let count = storyboard.frames.count
    let numbers = storyboard.panels.reduce(0) { $0 + $1.planes.reduce(0) { $0 + $1.values.count } }
    if count <= mostFrames, count * numbers <= mostWork { return Set(0..<count) }
    // One result is like the other, but the steps of a walk through a graph are not.
    let isWalk = storyboard.resultFrames.count < count
    let steps = isWalk ? min(count - 1, mostFrames / 2) : 2
    return Set((0...steps).map { $0 * (count - 1) / steps })
  }

  /// The frames around the middle, where steps show more planes and fewer; whether they do, neighbours in
  /// the middle tell.
  private static func aroundMiddle(
    of storyboard: Storyboard, knowing frames: [Int: Frame]
  ) -> Range<Int> {
    let (count, middle) = (storyboard.frames.count, (storyboard.frames.count - 1) / 2)
    guard frames.count < count, frames.values.contains(where: { !$0.visiblePlanes.isEmpty }) else {
      return 0..<0
    }
    let known = frames.values + [storyboard.frames[middle + 1]]
    guard Set(known.map { planes(of: $0, in: storyboard) }).count > 1 else { return 0..<0 }
    let start = max(0, min(middle - mostFrames / 2, count - mostFrames))
    return start..<min(count, start + mostFrames)
  }

  /// How many frames are gone through at most, and how many numbers their grids have together.
  private static let (mostFrames, mostWork) = (64, 50_000)

  /// The frames whose text may take the most lines.
  private static func longest(of frames: [Frame]) -> [Frame] {
    let measures: [(Frame) -> Int] = [
      { $0.caption.count }, { $0.told.count },
      { $0.told.reduce(0) { max($0, $1.text.count) } },
      { $0.told.reduce($0.caption.count) { $0 + $1.text.count } },
    ]
    let positions = measures.compactMap { measure in
      let lengths = frames.map(measure)
      return lengths.indices.max { lengths[$0] < lengths[$1] }
    }
    return Set(positions).sorted().map { frames[$0] }
  }

  /// How many planes of each panel a frame has in view.
  private static func planes(of frame: Frame, in storyboard: Storyboard) -> [Int] {
    storyboard.panels.indices.map { panel in
      frame.visiblePlanes[panel]?.count ?? storyboard.panels[panel].planes.count
    }
  }

  /// Whether a frame leaves planes out that could be in view with the others.
  ///
  /// Where a step's own values are shown plane by plane, the tensors that it reads are too: their rows are
  /// read across.
  func hidesPlanes(of storyboard: Storyboard) -> Bool {
    let hiding = storyboard.panels.indices.filter { index in
      let panel = storyboard.panels[index]
      return !(panel.isOptional && panel.operand == nil)
        && mostPlanes[index].map { $0 < panel.planes.count } ?? false
    }
    return !hiding.isEmpty && hiding.allSatisfy { storyboard.panels[$0].canShowAll }
  }

  /// The frame at a position, made only where it is none of these.
  func frame(at position: Int, of storyboard: Storyboard) -> Frame {
    frames[position] ?? storyboard.frames[position]
  }

  private static func reach(of frame: Frame) -> [Int: Int] {
    var spans: [Int: ClosedRange<Int>] = [:]
    // What no window covers may lie anywhere, and is not looked at together.
    for mark in frame.marks where mark.kind.takesPart {
      let (panel, column) = (mark.cell.panel, mark.cell.column)
      let span = spans[panel] ?? column...column
      spans[panel] = min(span.lowerBound, column)...max(span.upperBound, column)
    }
    return spans.mapValues(\.count)
  }
}
