import Storyboards
import Typesetting

/// Storyboards as plain text: grids side by side, the arithmetic, the caption.
///
///     let text = PlainText(width: 80)
///     print(text.frame(0, of: story))
///
/// prints
///
///     conv2d, kernel 2×2, frame 1 of 4
///
///     input          kernel     output
///     [ 1][ 3] −1      1   0    [4] ·
///     [ 2][ 1]  0      2  −1     ·  ·
///       0   2  −1
///
///     1·1 + 3·0 + 2·2 + 1·(−1) = 4
///
///     Output (row 0, column 0): the window covers rows 0–1 and columns 0–1 of the input.
///
/// `[4]` is a cell under the window or one just written, `<4>` a chosen one, `/4/` one that no
/// window covers; `∘` is a zero of padding, `'4` a copy in it, `→4` one that is read, with the way to what it
/// is a copy of, `•4`; `:` is a zero between two numbers, `⁺4` what `output_padding` adds, `(4)` a number
/// that is cropped, and `·` a number still to come.
public struct PlainText: Sendable {
  /// The most characters of a line; a number or word longer than it stays whole.
  public let width: Int
  /// The characters to draw with.
  public let glyphs: GlyphSet
  /// The most rows of a grid; longer ones are cut around what the frame is about.
  public let rowLimit: Int

  /// The most planes of a panel that are drawn.
  static let planeLimit = 6

  /// Creates a way to draw.
  ///
  /// - Parameters:
  ///   - width: The most characters of a line; at least 20.
  ///   - glyphs: The characters to draw with.
  ///   - rowLimit: The most rows of a grid; at least 1.
  public init(width: Int = 80, glyphs: GlyphSet = .unicode, rowLimit: Int = 16) {
    self.width = max(20, width)
    self.glyphs = glyphs
    self.rowLimit = max(1, rowLimit)
  }

  /// A frame: title, grids, arithmetic, caption.
  ///
  /// - Parameters:
  ///   - position: The frame's position in the story.
  ///   - storyboard: The story.
  /// - Returns: Lines joined by newlines, without one at the end.
  /// - Precondition: `position` is one of the story's frames.
  public func frame(_ position: Int, of storyboard: Storyboard) -> String {
    page(inkedFrame(position, of: storyboard))
  }

  /// The lines of a frame in their hues.
  func inkedFrame(_ position: Int, of storyboard: Storyboard) -> [ColoredText] {
    let frame = storyboard.frames[position]
    let count = storyboard.frames.count
    let title =
      count > 1 ? "\(storyboard.title), frame \(position + 1) of \(count)" : storyboard.title
    return joined([
      prose(title, isBold: true),
      grids(storyboard, frame: frame),
      arithmetic.lines(frame.told),
      prose(frame.caption),
    ])
  }

  /// How arithmetic is set.
  var arithmetic: ArithmeticBlock { ArithmeticBlock(width: width, glyphs: glyphs) }

  /// Panels as they stand when everything is computed, side by side.
  public func panels(_ panels: [Panel]) -> String {
    page(whole(panels))
  }

  /// The lines of a sentence or two; none of an empty text.
  func prose(_ text: String, isBold: Bool = false) -> [ColoredText] {
    text.isEmpty
      ? [] : glyphs.adapt(text).wrapped(to: width).map { ColoredText($0, isBold: isBold) }
  }

  /// Paragraphs parted by empty lines; empty ones are left out.
  func joined(_ paragraphs: [[ColoredText]]) -> [ColoredText] {
    Array(paragraphs.filter { !$0.isEmpty }.joined(separator: [ColoredText()]))
  }

  /// Lines without their hues, joined by newlines.
  func page(_ lines: [ColoredText]) -> String { lines.map(\.plain).joined(separator: "\n") }

  /// The lines of panels as they stand when everything is computed.
  func whole(_ panels: [Panel]) -> [ColoredText] {
    let blocks = panels.filter { !$0.isOptional }.flatMap { panel in
      self.blocks(panel, planes: Array(panel.planes.indices), marks: [:], finishedCells: .max)
    }
    return TextBlock.flow(blocks, width: width)
  }

  /// The panels of a frame side by side; where they go on below, each with what belongs below it.
  private func grids(_ storyboard: Storyboard, frame: Frame) -> [ColoredText] {
    let panels = storyboard.panels
    let marks = Dictionary(grouping: frame.marks) { $0.cell.panel }
    func blocks(_ index: Int) -> [TextBlock] {
      self.blocks(
        panels[index], planes: frame.visiblePlanes[index] ?? Array(panels[index].planes.indices),
        marks: Dictionary(grouping: marks[index] ?? []) { $0.cell.plane },
        copySigns: storyboard.copySigns(in: frame, panel: index),
        finishedCells: frame.finishedCells, below: storyboard.above(index))
    }
    guard storyboard.edges.isEmpty else { return network(storyboard, frame) }
    if let count = storyboard.bandsPerRow { return rows(of: panels, bandsPerRow: count, blocks) }
    guard storyboard.isTable else {
      let shown = storyboard.readingOrder.filter { !panels[$0].isOptional }
      return TextBlock.flow(shown.flatMap(blocks), width: width)
    }
    let table = table(of: panels, blocks)
    return TextBlock.flow(
      storyboard.goesOnBelow
        ? TextBlock.stacked(table) : TextBlock.stackedWhereWhole(table, width: width),
      width: width)
  }

  /// The blocks of panels by column, in each of them by band.
  private func table(of panels: [Panel], _ blocks: (Int) -> [TextBlock]) -> [[TextBlock]] {
    let shown = panels.indices.filter { !panels[$0].isOptional }
    let bands = Set(shown.map { panels[$0].place.band }).sorted()
    let columns = Dictionary(grouping: shown) { panels[$0].place.column ?? 0 }
    return columns.sorted { $0.key < $1.key }.map { _, column in
      bands.map { band in
        TextBlock.joined(column.filter { panels[$0].place.band == band }.flatMap(blocks))
      }
    }
  }

  /// The lines of all results; where each stands below what it belongs to, with that.
  func results(_ storyboard: Storyboard) -> [ColoredText] {
    let panels = storyboard.panels
    func blocks(_ index: Int) -> [TextBlock] {
      self.blocks(
        panels[index], planes: Array(panels[index].planes.indices), marks: [:],
        finishedCells: .max, below: storyboard.above(index))
    }
    if let count = storyboard.bandsPerRow { return rows(of: panels, bandsPerRow: count, blocks) }
    guard storyboard.isTable else { return whole(panels.filter(\.isFilledByFrames)) }
    let table = table(of: panels, blocks)
    return TextBlock.flow(TextBlock.stacked(table), width: width)
  }

  /// The planes of one panel, each under its name.
  ///
  /// - Parameter others: The panels whose columns it has, above it or below.
  private func blocks(
    _ panel: Panel, planes: [Int], marks: [Int: [Mark]],
    copySigns: [Int: [Int: Character]] = [:], finishedCells: Int, below others: [Panel] = []
  ) -> [TextBlock] {
    let aligned = others.flatMap(\.planes)
    if let plot = panel.plot { return [PlotText(panel.title, plot, glyphs).block] }
    var blocks = planes.prefix(PlainText.planeLimit).map { plane in
      let title = [panel.title, panel.planes[plane].title].filter { !$0.isEmpty }
      let grid = PlaneText(
        panel: panel, plane: plane, marks: marks[plane] ?? [], copySigns: copySigns[plane] ?? [:],
        finishedCells: finishedCells, glyphs: glyphs, rowLimit: rowLimit, widthLimit: width,
        leastNumberWidth: aligned.reduce(1) { max($0, $1.numberWidth) },
        leastLabelWidth: aligned.reduce(0) { max($0, $1.labelWidth) })
      let header = ColoredText(glyphs.adapt(title.joined(separator: ", ")), panel.role.hue)
      return TextBlock(lines: [header] + grid.lines)
    }
    let rest = planes.count - blocks.count
    if rest > 0 {
      blocks.append(TextBlock(lines: [ColoredText(glyphs.adapt("… \(rest) more"), .dim)]))
    }
    return blocks
  }
}

extension Storyboard {
  /// Whether what stands below each other in a column belongs together.
  fileprivate var isTable: Bool {
    panels.contains { $0.place.band > 0 && (goesOnBelow || $0.columnAxis != nil) }
  }

  /// The panels whose columns stand for the same as those of one, the panel itself among them; none where
  /// there are no others.
  fileprivate func above(_ index: Int) -> [Panel] {
    guard let axis = panels[index].columnAxis else { return [] }
    let alike = panels.filter { $0.columnAxis == axis }
    return alike.count > 1 ? alike : []
  }
}
