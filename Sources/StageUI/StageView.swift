import Storyboards
import TerminalKit
import Typesetting

/// A frame of a storyboard: the grids side by side, the arithmetic below, then the caption.
///
///     var stage = player.view()
///     stage.isRoomy = screen.height >= 30
///     buffer.draw(stage, in: area)
public struct StageView: Widget, Sendable {
  /// What is explained.
  public let storyboard: Storyboard
  /// The frame of it that is on the stage.
  public let position: Int
  /// What stands in place of results while a question about them is open.
  public let concealment: Concealment
  /// Whether the frame's sentence is drawn; beside a question its explanation says it.
  public let hasCaption: Bool
  /// Whether cells may stand apart.
  ///
  /// Small screens would show one step spaciously and the next one not.
  public var isRoomy = false
  /// What is drawn.
  private let frame: Frame
  /// Whether that is the answer to pointing, whose sentence says what the arithmetic is about.
  private let isPointed: Bool
  /// The frame on the stage, drawn or not.
  private let current: Frame
  private let samples: StageSamples
  /// How many neighbouring columns of each panel are to be seen at once.
  private let reach: [Int: Int]

  /// Creates a view of one frame.
  ///
  /// - Parameters:
  ///   - storyboard: What is explained.
  ///   - position: The frame of it that is on the stage.
  ///   - concealment: What stands in place of results while a question about them is open.
  ///   - pointed: A frame to show in place of that one: the answer to pointing at a cell.
  ///   - hasCaption: Whether the frame's sentence is drawn.
  ///   - samples: What is known of the storyboard's frames.
  init(
    storyboard: Storyboard, position: Int, concealment: Concealment, pointed: Frame?,
    hasCaption: Bool, samples: StageSamples
  ) {
    self.storyboard = storyboard
    self.position = position
    self.concealment = concealment
    self.hasCaption = hasCaption || pointed != nil
    self.samples = samples
    current = samples.frame(at: position, of: storyboard)
    frame = pointed ?? current
    isPointed = pointed != nil
    reach = samples.reach(with: frame)
  }

  /// What the arithmetic of the frame on the stage comes to.
  public var result: Double? { current.arithmetic.last?.result }

  /// What stands in place of results.
  public enum Concealment: Hashable, Sendable {
    /// The results themselves.
    case none
    /// One question mark: the size is not to be told either.
    case unknownSize
    /// A question mark in every cell; the window is shown when the question is about one.
    case questionMarks(showsWindow: Bool)
    /// The grid that is being typed.
    case entry(StageEntry)

    /// Whether a frame's marks of one kind may be seen.
    func shows(_ kind: Mark.Kind) -> Bool {
      switch self {
      case .none, .entry: true
      case .questionMarks(let showsWindow): showsWindow || kind == .uncovered
      case .unknownSize: false
      }
    }
  }

  /// Draws the widget; see ``TerminalKit/Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let parts = divide(area, buffer.glyphs)
    let layout = layout(in: parts.grids, allowsSpace: isRoomy)
    for header in layout.headers {
      buffer.write(header.title, in: header.area, alignment: .center)
    }
    for placed in layout.planes {
      buffer.write(placed.title, in: placed.titleArea, alignment: .center)
      buffer.draw(placed.grid, in: placed.area)
    }
    for sign in layout.signs {
      buffer.write(StyledText(sign.text, Style.text.bold), in: sign.area, alignment: .center)
    }
    let text = parts.text
    buffer.write(
      textLines(frame, width: area.width, buffer.glyphs, upTo: text.height), in: text)
  }

  /// The rows that the view needs at a width: when cells stand close together, and when they stand
  /// apart.
  public func heights(width: Int, glyphs: GlyphSet) -> (least: Int, ideal: Int) {
    let text = 1 + reservedTextHeight(width: width, glyphs, upTo: .max / 4)
    let area = Rect(x: 0, y: 0, width: width, height: .max / 4)
    let compact = layout(in: area, allowsSpace: false)
    return (compact.height + text, layout(in: area, allowsSpace: isRoomy).height + text)
  }

  /// The cell drawn at a point of the screen, for the mouse.
  public func cell(at point: Point, in area: Rect, glyphs: GlyphSet) -> CellReference? {
    layout(in: divide(area, glyphs).grids, allowsSpace: isRoomy).cell(at: point)
  }

  /// Where the cursor of the grid being typed stands.
  public func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    guard case .entry(let entry) = concealment else { return nil }
    return layout(in: divide(area, glyphs).grids, allowsSpace: isRoomy).cursor(of: entry)
  }

  private func layout(in area: Rect, allowsSpace: Bool) -> StageLayout {
    StageLayout(
      storyboard, frame, concealment, reach: reach, in: area, allowsSpace: allowsSpace)
  }

  /// Grids and text stand together, a little above the middle.
  ///
  /// The text's room does not depend on the frame, so nothing jumps from frame to frame.
  private func divide(_ area: Rect, _ glyphs: GlyphSet) -> (grids: Rect, text: Rect) {
    let textHeight = reservedTextHeight(
      width: area.width, glyphs, upTo: max(1, area.height / 2))
    let gap = textHeight == 0 ? 0 : 1
    let room = area.splitTop(area.height - textHeight - gap).top
    let used = layout(in: room, allowsSpace: isRoomy).height
    let slack = max(0, room.height - used)
    let top = area.splitTop(slack / 3).rest
    let split = top.splitTop(used)
    return (split.top, split.rest.splitTop(gap).rest.splitTop(textHeight).top)
  }

  /// The text of a frame, as many lines of it as are seen: a sum over hundreds of channels has
  /// hundreds.
  private func textLines(
    _ frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText] {
    if concealment != .none { return [] }
    let caption = glyphs.adapt(StyledText(frame.caption, .dim)).wrapped(to: width)
    var lines = isPointed ? caption : []
    for line in frame.arithmetic where lines.count < limit {
      lines += glyphs.adapt(line.styled).wrapped(to: width, hangingIndent: 2)
    }
    if !isPointed, hasCaption || lines.isEmpty { lines += caption }
    return Array(lines.prefix(limit))
  }

  /// Enough for the first, the middle, the last and the present frame, where there is as much room.
  private func reservedTextHeight(width: Int, _ glyphs: GlyphSet, upTo limit: Int) -> Int {
    if concealment != .none { return 0 }
    return (Array(samples.all) + [current]).reduce(1) { height, sample in
      if height >= limit { return limit }
      return max(height, textLines(sample, width: width, glyphs, upTo: limit).count)
    }
  }
}
