import Storyboards

/// The first, the middle and the last frame of a storyboard, and where steps show more planes and fewer,
/// that with the most: all stamps that overlap in a cell.
///
/// What is wider or longer in one of them has its room in all, so that nothing moves from frame to
/// frame. They are made once, as a frame may take some work.
struct StageSamples: Sendable {
  /// By position.
  private let frames: [Int: Frame]
  /// How many neighbouring columns of each panel take part in one of them at once: five for a 5×5
  /// window; by the panel's position, absent where no cell takes part.
  private let reach: [Int: Int]
  /// How many planes of each panel are in view at once in one of them, by the panel's position.
  let mostPlanes: [Int: Int]

  init(_ storyboard: Storyboard) {
    let last = storyboard.frames.count - 1
    let positions = Set([0, last / 2, last])
    var frames = Dictionary(uniqueKeysWithValues: positions.map { ($0, storyboard.frames[$0]) })
    if let (position, frame) = Self.fullest(storyboard, beside: Array(frames.values)) {
      frames[position] = frame
    }
    self.frames = frames
    reach = frames.values.map(Self.reach(of:)).reduce(into: [:]) {
      $0.merge($1, uniquingKeysWith: max)
    }
    let counts = frames.values.map { Self.planes(of: $0, in: storyboard) }
    mostPlanes = Dictionary(
      uniqueKeysWithValues: storyboard.panels.indices.map { panel in
        (panel, counts.reduce(0) { max($0, $1[panel]) })
      })
  }

  /// The frame with the most planes in view; `nil` where all steps show as many.
  ///
  /// Whether they do, neighbours in the middle tell; of many frames those around the middle are gone through.
  private static func fullest(
    _ storyboard: Storyboard, beside samples: [Frame]
  ) -> (position: Int, frame: Frame)? {
    let (count, middle) = (storyboard.frames.count, (storyboard.frames.count - 1) / 2)
    guard count > 2, samples.contains(where: { !$0.visiblePlanes.isEmpty }) else { return nil }
    let known = samples + [storyboard.frames[middle + 1]]
    guard Set(known.map { planes(of: $0, in: storyboard) }).count > 1 else { return nil }
    let start = max(0, min(middle - mostSearched / 2, count - mostSearched))
    return (start..<min(count, start + mostSearched)).lazy.map { ($0, storyboard.frames[$0]) }
      .max { left, right in
        planes(of: left.1, in: storyboard).reduce(0, +)
          < planes(of: right.1, in: storyboard).reduce(0, +)
      }
  }

  /// How many frames are gone through at most.
  private static let mostSearched = 64

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

  /// All of them.
  var all: some Collection<Frame> { frames.values }

  /// The frame at a position, made only where it is none of these.
  func frame(at position: Int, of storyboard: Storyboard) -> Frame {
    frames[position] ?? storyboard.frames[position]
  }

  /// The reach of these frames and one more.
  func reach(with frame: Frame) -> [Int: Int] {
    reach.merging(Self.reach(of: frame), uniquingKeysWith: max)
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
