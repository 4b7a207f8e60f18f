import Exhibits
import TerminalKit
import Typesetting

/// A step of an exhibit: its panels side by side, as many as a line holds; the slider, and the
/// sentence.
struct ExhibitView: Widget {
  private let player: ExhibitPlayer
  private let cover: Cover
  /// Whether rows may stand apart and what is drawn be larger, as on large screens.
  var isRoomy = false

  private static let gap = 3

  init(_ player: ExhibitPlayer, cover: Cover) { (self.player, self.cover) = (player, cover) }

  /// What the box around it says.
  var title: String { player.content.title }

  /// The rows that it needs at a width: at least, and to look well.
  func heights(width: Int) -> (least: Int, ideal: Int) {
    let below = slideRows + captionHeight(width: width)
    return (
      most(width: width, isSpacious: false).least + below,
      most(width: width, isSpacious: isRoomy).ideal + below
    )
  }

  /// The rows that every scene has at a width.
  private func most(width: Int, isSpacious: Bool) -> (least: Int, ideal: Int) {
    player.room.heights.found(
      at: ExhibitRoom.Place(width: width, isSpacious: isSpacious, cover: cover)
    ) {
      player.content.allScenes.reduce((0, 0)) {
        let heights = heights(of: $1, width: width, isSpacious: isSpacious)
        return (max($0.0, heights.least), max($0.1, heights.ideal))
      }
    }
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let below = slideRows + captionHeight(width: area.width)
    let isSpacious = isSpacious(in: Size(width: area.width, height: area.height - below))
    let lines = lines(of: blocks(of: player.scene, isSpacious), width: area.width)
    let whole = middle(of: area, lines, below, isSpacious)
    let parts = whole.splitTop(max(0, whole.height - below))
    let constraints = lines.map { line -> Constraint in
      if lines.count == 1 || line.contains(where: \.fillsHeight) { return .fill }
      return .fixed(heights(of: line, width: area.width).ideal)
    }
    for (line, place) in zip(lines, parts.top.rows(constraints, spacing: 1)) {
      for (block, place) in zip(line, places(of: line, in: place)) {
        block.draw(in: place, on: &buffer)
      }
    }
    drawSlider(in: parts.rest.splitTop(slideRows).top, on: &buffer)
    buffer.write(
      caption(player.scene, width: area.width), in: parts.rest.splitTop(slideRows).rest)
  }

  // MARK: - Lines of panels

  private func blocks(of scene: Scene, _ isSpacious: Bool) -> [PanelView] {
    scene.panels.map { PanelView($0, cover: cover, isSpacious: isSpacious) }
  }

  /// Whether panels have room to be drawn larger at every step, so that nothing moves.
  private func isSpacious(in room: Size) -> Bool {
    guard isRoomy else { return false }
    return player.room.isSpacious.found(at: ExhibitRoom.Room(size: room, cover: cover)) {
      player.content.allScenes.allSatisfy { scene in
        let lines = lines(of: blocks(of: scene, true), width: room.width)
        let heights = lines.map { line in
          let places = places(of: line, in: Rect(x: 0, y: 0, width: room.width, height: 1))
          return zip(line, places).map { block, place in
            let heights = block.heights(width: place.width)
            return block.fillsHeight ? heights.least : heights.ideal
          }.max() ?? 0
        }
        return lines.joined().allSatisfy { $0.leastWidth <= room.width }
          && heights.reduce(max(0, heights.count - 1), +) <= room.height
      }
    }
  }

  /// Where panels and sentence stand: in all of an area where something is the better the larger it is, else
  /// together a little above its middle.
  private func middle(
    of area: Rect, _ lines: [[PanelView]], _ below: Int, _ isSpacious: Bool
  ) -> Rect {
    guard isRoomy, !lines.joined().contains(where: \.fillsRoom) else { return area }
    let most = most(width: area.width, isSpacious: isSpacious).ideal
    let used = min(area.height, most + (below == 0 ? 0 : below + 1))
    return area.splitTop((area.height - used) / 3).rest.splitTop(used).top
  }

  /// The panels of each line.
  private func lines(of blocks: [PanelView], width: Int) -> [[PanelView]] {
    var lines: [[PanelView]] = []
    var room = 0
    for block in blocks {
      if !lines.isEmpty, block.leastWidth + Self.gap <= room {
        lines[lines.count - 1].append(block)
        room -= block.leastWidth + Self.gap
      } else {
        lines.append([block])
        room = width - block.leastWidth
      }
    }
    return lines
  }

  /// The place of each panel of a line; in the middle where none of them takes what is left.
  private func places(of line: [PanelView], in area: Rect) -> [Rect] {
    let whole = line.map(\.leastWidth).reduce(Self.gap * (line.count - 1), +)
    let isFilled = line.contains { $0.across == .fill }
    let left = isRoomy && !isFilled ? max(0, (area.width - whole) / 2) : 0
    return area.splitLeft(left).rest.columns(line.map(\.across), spacing: Self.gap)
  }

  private func heights(of line: [PanelView], width: Int) -> (least: Int, ideal: Int) {
    let places = places(of: line, in: Rect(x: 0, y: 0, width: width, height: 1))
    let heights = zip(line, places).map { $0.heights(width: $1.width) }
    return (heights.map(\.least).max() ?? 0, heights.map(\.ideal).max() ?? 0)
  }

  private func heights(
    of scene: Scene, width: Int, isSpacious: Bool
  ) -> (least: Int, ideal: Int) {
    let heights = lines(of: blocks(of: scene, isSpacious), width: width).map {
      self.heights(of: $0, width: width)
    }
    let gaps = max(0, heights.count - 1)
    return (heights.map(\.least).reduce(gaps, +), heights.map(\.ideal).reduce(gaps, +))
  }

  // MARK: - The sentence and the slider

  private func caption(_ scene: Scene, width: Int) -> [StyledText] {
    scene.caption.isEmpty ? [] : StyledText(scene.caption, .dim).wrapped(to: max(1, width))
  }

  /// The longest sentence has its room at every step, so that nothing moves.
  private func captionHeight(width: Int) -> Int {
    player.room.captionHeights.found(at: width) {
      Set(player.content.allScenes.map(\.caption)).reduce(0) { rows, caption in
        let text = StyledText(caption, .dim)
        return max(rows, caption.isEmpty ? 0 : text.wrapped(to: max(1, width)).count)
      }
    }
  }

  private var slideRows: Int { player.content.slider == nil ? 0 : 1 }

  private func drawSlider(in area: Rect, on buffer: inout Buffer) {
    guard let slider = player.content.slider, !area.isEmpty else { return }
    let glyphs = buffer.glyphs
    let count = slider.labels.count
    let track = (0..<count).map { place in
      place == player.state.place ? glyphs.plotDot(isFull: true) : glyphs.horizontal
    }
    let text =
      StyledText("\(slider.name) ", .dim)
      + StyledText(slider.labels[player.state.place], Style.accent.bold)
      + StyledText("  [ ", .dim) + StyledText(String(track), .accent) + StyledText(" ]", .dim)
    buffer.write(text, in: area)
  }
}
