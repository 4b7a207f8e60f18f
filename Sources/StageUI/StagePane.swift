import Storyboards
import TerminalKit

/// One of the views on a stage, at its place.
struct StagePane {
  /// What a view shows.
  struct Content {
    let view: StoryView
    /// What it is called where there are several.
    let name: String
    let storyboard: Storyboard
    let frame: Frame
    /// The frame on the stage where that is the answer to pointing: what is in view of a graph does not change.
    var present: Frame?
    let samples: StageSamples
    let concealment: StageView.Concealment
    var typed: TypedNumber?
    /// The cell that has to be in view; `nil` for the middle of what takes part.
    var focus: CellReference?
    var isFinished = false
    var isShaded = false
    var isLead = false
    /// What is known of the views of this frame.
    let heights: StageHeights
    /// How all planes stand; `nil` for those alone that the frame is about.
    var arrangement: PlaneArrangement?

    /// What it comes to with no end of room below.
    func measure(width: Int) -> StageHeights.Measure {
      let place = StageHeights.Place(
        view: view, isLead: isLead, width: width, arrangement: arrangement)
      return heights.measure(at: place, isShaded: isShaded) {
        StagePane(self, in: Rect(x: 0, y: 0, width: width, height: .max / 4), .none).layout
      }
    }

    /// The rows that it takes with cells close together and no end of room below.
    func compactHeight(width: Int) -> Int { measure(width: width).step(.none).height }

    /// The rows of the lowest way in which its grids are whole.
    func leastHeight(width: Int) -> Int {
      let place = StageHeights.Place(
        view: view, isLead: isLead, width: width, arrangement: arrangement, isLow: true)
      return heights.measure(at: place, isShaded: isShaded) {
        StagePane(self, in: Rect(x: 0, y: 0, width: width, height: 1), .none).layout
      }.leastHeight
    }

    /// Whether it leaves panels out where there is so little room: those that have none with a few planes in
    /// view either, and what one cell sends back before the gradients of all filters.
    private func leavesOut(in size: Size) -> Bool {
      if storyboard.panels.contains(where: { $0.isOptional && $0.isSentBack }) { return true }
      let area = Rect(x: 0, y: 0, width: size.width, height: size.height)
      let shown = Set(StagePane(self, in: area, .none).layout.planes.map(\.panel))
      return storyboard.panels.indices.contains {
        storyboard.panels[$0].isOptional && !shown.contains($0)
      }
    }

    /// The same with all planes of its panels in view, where they have room.
    func showingAll(in size: Size) -> Content? {
      guard arrangement == nil, samples.hidesPlanes(of: storyboard) else { return nil }
      let room = StageHeights.Room(view: view, isLead: isLead, size: size)
      let arrangement = heights.arrangement(in: room) {
        PlaneArrangement(storyboard, frame, samples, concealment, in: size)
          ?? (leavesOut(in: size)
            ? PlaneArrangement(
              storyboard, frame, samples, concealment, leavesOut: true, in: size)
            : nil)
      }
      guard let arrangement else { return nil }
      var content = self
      content.arrangement = arrangement
      return content
    }
  }

  let view: StoryView
  let name: String
  let isLead: Bool
  let area: Rect
  let layout: StageLayout
  private let network: UnitNetwork

  init(_ content: Content, in area: Rect, _ spacing: StageSpacing) {
    (view, name, isLead) = (content.view, content.name, content.isLead)
    self.area = area
    layout = StageLayout(
      content.storyboard, content.frame, content.concealment,
      present: content.present, typed: content.typed, focus: content.focus,
      isFinished: content.isFinished, isShaded: content.isShaded, samples: content.samples,
      arrangement: content.arrangement, in: area, spacing)
    network = UnitNetwork(
      content.storyboard, content.frame, layout.boxes,
      finishedCells: content.concealment != .none
        ? 0 : content.isFinished ? .max : content.frame.finishedCells)
  }

  /// The rows that its grids take.
  var height: Int { layout.height }

  /// Two nodes side by side, their names above; `nil` where that is too narrow for one of them.
  static func sideBySide(
    _ contents: [Content], in area: Rect, _ spacing: StageSpacing
  ) -> [StagePane]? {
    let width = (area.width - sideGap) / 2
    let halves = contents.indices.map { index in
      Rect(
        x: area.minX + index * (width + sideGap), y: area.minY + 1, width: width,
        height: area.height - 1)
    }
    let tall = halves.map { Rect(x: $0.minX, y: $0.minY, width: $0.width, height: .max / 4) }
    guard zip(contents, tall).allSatisfy({ StagePane($0, in: $1, .none).layout.isWhole }) else {
      return nil
    }
    return zip(contents, halves).map { StagePane($0, in: $1, spacing) }
  }

  /// The columns between views side by side.
  static let sideGap = 4

  /// The rows that views take with their names.
  static func height(of panes: [StagePane]) -> Int {
    guard let first = panes.map(\.area.minY).min() else { return 0 }
    let end = panes.reduce(first) { max($0, $1.area.minY + $1.height) }
    return end - first + (panes.count > 1 ? 1 : 0)
  }

  /// Says at the place of a view that it comes when results may be seen.
  func drawKeptBack(on buffer: inout Buffer) {
    let place = Rect(x: area.minX, y: area.minY - 1, width: area.width, height: 1)
    buffer.write(StyledText("\(name) comes with your answer", .dim), in: place)
  }

  /// Draws the grids, below the view's name where there are several.
  func draw(isNamed: Bool, on buffer: inout Buffer) {
    if isNamed {
      let place = Rect(x: area.minX, y: area.minY - 1, width: area.width, height: 1)
      buffer.write(
        StyledText(name, isLead ? Style.accent.bold : .dim), in: place)
    }
    for header in layout.headers {
      buffer.write(header.title, in: header.area, alignment: .center)
    }
    if !layout.boxes.isEmpty { buffer.draw(network, in: area) }
    for placed in layout.planes {
      buffer.write(placed.title, in: placed.titleArea, alignment: .center)
      buffer.draw(placed.grid, in: placed.area)
    }
    for placed in layout.plots { buffer.draw(placed.plot, in: placed.area) }
    for wire in layout.wires {
      buffer.drawHorizontalLine(at: wire.area.origin, length: wire.area.width)
      guard !wire.area.isEmpty else { continue }
      buffer[wire.area.minX, wire.area.minY] = Cell(buffer.glyphs.bottomLeft, .dim)
      buffer[wire.area.maxX - 1, wire.area.minY] = Cell(buffer.glyphs.upArrow, .dim)
    }
    for count in layout.counts {
      let arrow = count.isAbove ? buffer.glyphs.upArrow : buffer.glyphs.downArrow
      let text = "\(arrow) \(count.rows) more op\(count.rows == 1 ? "" : "s")"
      buffer.write(StyledText(text, .dim), in: count.area, alignment: .center)
    }
    for sign in layout.signs { sign.draw(on: &buffer) }
  }
}
