import Storyboards
import TerminalKit

/// One of the views on a stage, at its place.
struct StagePane {
  /// What a view shows.
  struct Content {
    let view: StoryView
    let storyboard: Storyboard
    let frame: Frame
    let samples: StageSamples
    let concealment: StageView.Concealment
    var typed: TypedNumber?
  }

  let view: StoryView
  let isLead: Bool
  let area: Rect
  let layout: StageLayout

  init(_ content: Content, lead: Bool, in area: Rect, _ spacing: StageSpacing) {
    view = content.view
    isLead = lead
    self.area = area
    layout = StageLayout(
      content.storyboard, content.frame, content.concealment, typed: content.typed,
      samples: content.samples, in: area, spacing)
  }

  /// The rows that its grids take.
  var height: Int { layout.height }

  /// Whether views fit below each other with cells close together.
  static func fit(_ contents: [Content], in area: Rect) -> Bool {
    let heights = contents.map { height(of: $0, width: area.width, .none) }
    return heights.reduce(0, +) + chrome(contents.count) <= area.height
  }

  /// The rows of names and of gaps between views.
  private static func chrome(_ count: Int) -> Int { count > 1 ? count + (count - 1) * gap : 0 }

  private static let gap = 1

  private static func height(of content: Content, width: Int, _ spacing: StageSpacing) -> Int {
    let tall = Rect(x: 0, y: 0, width: width, height: .max / 4)
    return StagePane(content, lead: false, in: tall, spacing).height
  }

  /// The rows that views take below each other.
  static func height(of panes: [StagePane]) -> Int {
    panes.reduce(0) { $0 + $1.height } + chrome(panes.count)
  }

  /// Puts views below each other; cells stand apart where there is room, first of all in the leading
  /// view.
  static func panes(
    _ contents: [Content], lead: StoryView, in area: Rect, _ spacing: StageSpacing
  ) -> [StagePane] {
    guard contents.count > 1 else {
      return contents.map { StagePane($0, lead: true, in: area, spacing) }
    }
    let compact = contents.map { height(of: $0, width: area.width, .none) }
    var spare = area.height - chrome(contents.count) - compact.reduce(0, +)
    // Wide columns take no rows.
    var spacings = contents.map { _ in spacing == .none ? spacing : .columns }
    let order = contents.indices.sorted { contents[$0].view == lead && contents[$1].view != lead }
    for index in order where spacing == .rowsAndColumns {
      let more = height(of: contents[index], width: area.width, spacing) - compact[index]
      if more <= spare {
        spacings[index] = spacing
        spare -= more
      }
    }
    var y = area.minY
    return contents.indices.map { index in
      let tall = height(of: contents[index], width: area.width, spacings[index])
      defer { y += tall + 1 + gap }
      return StagePane(
        contents[index], lead: contents[index].view == lead,
        in: Rect(x: area.minX, y: y + 1, width: area.width, height: tall), spacings[index])
    }
  }

  /// Draws the grids, below the view's name where there are several.
  func draw(isNamed: Bool, on buffer: inout Buffer) {
    if isNamed {
      let place = Rect(x: area.minX, y: area.minY - 1, width: area.width, height: 1)
      buffer.write(
        StyledText(view.rawValue, isLead ? Style.accent.bold : .dim), in: place)
    }
    for header in layout.headers {
      buffer.write(header.title, in: header.area, alignment: .center)
    }
    for placed in layout.planes {
      buffer.write(placed.title, in: placed.titleArea, alignment: .center)
      buffer.draw(placed.grid, in: placed.area)
    }
    for placed in layout.plots { buffer.draw(placed.plot, in: placed.area) }
    for sign in layout.signs {
      buffer.write(StyledText(sign.text, Style.text.bold), in: sign.area, alignment: .center)
    }
  }
}
