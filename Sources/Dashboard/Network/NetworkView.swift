import StageUI
import TensorEngine
import TerminalKit
import Training
import Typesetting

/// The page of the network: its layers, and what the chosen one makes of the chosen image; or the
/// storyboard of one of its numbers.
struct NetworkView: Widget {
  let page: NetworkPage
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    if let story = page.story, page.focus == .story {
      drawStory(story, in: area, on: &buffer)
      return
    }
    let parts = divide(area)
    drawLayers(in: parts.layers, hasRanges: Self.hasRanges(area), on: &buffer)
    buffer.draw(LayerPicture(page: page, run: run), in: parts.picture)
  }

  /// How wide a page is that has room for ranges of weights and gradients beside its pictures.
  private static let widthOfRanges = 144

  /// What a list without them takes.
  private static let narrowList = 44

  private func divide(_ area: Rect) -> (layers: Rect, picture: Rect) {
    // Pictures gain from every column that the list does not need: its box and its scroll bar are three.
    let needed = columns(width: area.width, hasRanges: true).width + 3
    let width = Self.hasRanges(area) ? min(needed, area.width * 3 / 5) : Self.narrowList
    let columns = area.columns(.fixed(width), .fill)
    return (columns[0], columns[1])
  }

  private static func hasRanges(_ area: Rect) -> Bool { area.width >= widthOfRanges }

  /// Where the stage of a storyboard stands.
  static func stageArea(in area: Rect) -> Rect {
    Box().content(in: area).inset(horizontally: 1)
  }

  /// The layer whose row is drawn at a point.
  func layer(at point: Point, in area: Rect) -> Int? {
    let inside = Box().content(in: divide(area).layers)
    let rows = inside.splitTop(1).rest
    return list(columns(width: rows.width, hasRanges: Self.hasRanges(area)))
      .index(at: point, in: rows)
  }

  private func drawStory(_ story: LayerStory, in area: Rect, on buffer: inout Buffer) {
    let title =
      StyledText(story.layer, Style.accent.bold)
      + StyledText("  with the weights of step \(Wording.count(story.step))", .dim)
    let stage = story.player.view()
    // The sum may be longer than the stage: what comes of it is always there.
    let result = stage.result.map { "= \(Wording.setting($0))" }
    let place =
      StyledText(result ?? "", .output)
      + StyledText(
        "  frame \(Wording.count(story.player.position + 1)) of "
          + "\(Wording.count(story.player.frames.count))", .dim)
    buffer.draw(Box(title, footer: place), in: area)
    buffer.draw(stage, in: Self.stageArea(in: area))
  }

  private func drawLayers(in area: Rect, hasRanges: Bool, on buffer: inout Buffer) {
    let step = page.snapshot.map { "step \(Wording.count($0.step))" }
    let box = Box(
      StyledText("Layers", Style.accent.bold),
      footer: StyledText(step ?? "weights are on their way", .dim))
    buffer.draw(box, in: area)
    let inside = box.content(in: area)
    let split = inside.splitTop(1)
    let columns = columns(width: inside.width, hasRanges: hasRanges)
    let header =
      StyledText(fitted("  layer", columns.name) + fitted("output", columns.shape), .dim)
      + StyledText(
        columns.hasRanges
          ? fitted("parameters", 12) + fitted("weights", 18) + fitted("gradients", 18) : "", .dim)
    buffer.write(header, in: split.top)
    if !columns.hasRanges {
      // Above the list's right end, which is left of its scroll bar.
      let end = Rect(
        x: split.top.minX, y: split.top.minY, width: split.top.width - 1, height: 1)
      buffer.write(StyledText("weights", .dim), in: end, alignment: .trailing)
    }
    buffer.draw(list(columns), in: split.rest)
  }

  /// The columns of the list.
  private struct Columns {
    let name: Int
    let shape: Int
    let hasRanges: Bool
    /// What parameters and the two ranges take, or the weights at the right end.
    static let rest = (ranges: 48, weights: 17)

    var width: Int { name + shape + (hasRanges ? Self.rest.ranges : Self.rest.weights) }
  }

  /// As wide as what stands in them; where that is too much, names are cut.
  private func columns(width: Int, hasRanges: Bool) -> Columns {
    let layers = run.layers
    let shape = max(7, layers.map { $0.shape.sizeText.count }.max() ?? 0) + (hasRanges ? 2 : 0)
    // Two cells in front of a name are the mark's; weights stand at the right end, 14 cells at most.
    let name = max(8, layers.map(\.name.count).max() ?? 0) + (hasRanges ? 4 : 3)
    let rest = hasRanges ? Columns.rest.ranges : Columns.rest.weights
    return Columns(
      name: min(name, max(10, width - shape - rest)), shape: shape, hasRanges: hasRanges)
  }

  private func list(_ columns: Columns) -> ListView {
    let items = run.layers.enumerated().map { index, layer in
      var text = StyledText(fitted(layer.name, columns.name - 2))
      let ranges = page.ranges.indices.contains(index) ? page.ranges[index] : nil
      let shape = layer.shape.sizeText
      if columns.hasRanges {
        text += fitted(shape, columns.shape, .output)
        text.append(
          fitted(layer.parameters > 0 ? Wording.count(layer.parameters) : "", 12), .dim)
        text += fitted(Self.text(ranges?.weights), 18, .kernel)
        text += fitted(Self.text(ranges?.gradients), 18, .gradient)
        return ListView.Item(text)
      }
      return ListView.Item(
        text + StyledText(shape, .output),
        detail: StyledText(Self.text(ranges?.weights), .kernel))
    }
    return ListView(items, selection: page.selection)
  }

  /// A range in at most 17 characters.
  private static func text(_ range: ValueRange?) -> String {
    guard let range else { return "" }
    return "\(Wording.setting(rounded(range.least)))…\(Wording.setting(rounded(range.greatest)))"
  }

  /// Two significant digits are enough to compare.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    var factor = 1.0
    while abs(value) * factor < 10 { factor *= 10 }
    return (value * factor).rounded() / factor
  }

  /// A text in its style, and spaces that have none: they would be underlined without colours.
  private func fitted(_ text: String, _ width: Int, _ style: Style) -> StyledText {
    let cut = text.shortenedAtStart(to: width - 1)
    return StyledText(cut, style) + StyledText(String(repeating: " ", count: width - cut.count))
  }

  private func fitted(_ text: String, _ width: Int) -> String {
    let cut = text.shortenedAtStart(to: width - 1)
    return cut + String(repeating: " ", count: width - cut.count)
  }
}
