import StageUI
import TerminalKit
import Training

extension NetworkPage {
  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    let count = run.layers.count
    switch action {
    case .layer(let distance): select(selection + distance, of: count)
    case .firstLayer: select(0, of: count)
    case .lastLayer: select(count - 1, of: count)
    case .channel(let distance): choose(channel: channel + distance)
    case .image(let distance):
      return run.images.chooseNeighbour(distance) ? inspect(run) : []
    case .point: point()
    case .pixel(let rows, let columns):
      choose(pixel: Pixel(row: pixel.row + rows, column: pixel.column + columns))
    case .firstPixel: choose(pixel: Pixel(row: 0, column: 0))
    case .lastPixel:
      choose(pixel: Pixel(row: (planes?.height ?? 1) - 1, column: (planes?.width ?? 1) - 1))
    case .explain: return openStory(of: run.layers, position: 0)
    case .stage(let action):
      return updateStory { player in
        let area = NetworkView.stageArea(in: body)
        let grids = player.isPointing ? player.view().grids(in: area, glyphs: .unicode) : nil
        return player.perform(action, among: grids)
      }
    case .nextOperation:
      guard let story else { return [] }
      return openStory(of: run.layers, position: (story.position + 1) % story.nodes.count)
    case .goBack: goBack()
    }
    return []
  }

  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    if let layer = NetworkView(page: self, run: run).layer(at: point, in: body) {
      close()
      select(layer, of: run.layers.count)
    }
    return []
  }

  /// Answers to the mouse while a storyboard is open.
  mutating func updateStory(_ mouse: MouseEvent, in body: Rect) -> [PageOutcome] {
    updateStory { player in
      let cell = player.view().cell(
        at: mouse.point, in: NetworkView.stageArea(in: body), glyphs: .unicode)
      return player.update(mouse.kind, over: cell)
    }
  }

  /// Opens the storyboard of the chosen layer at the chosen number.
  private mutating func openStory(of layers: [LayerSummary], position: Int) -> [PageOutcome] {
    guard let inspection, let part = layer, let planes, part.nodes.indices.contains(position)
    else { return [] }
    let index = planes.index(
      channel: planes.isRow ? 0 : channel, row: pixel.row, column: pixel.column)
    do {
      open(
        try LayerStory(
          layer: layers[selection].name, part: part, position: position, index: index,
          in: inspection))
    } catch {
      return [.tell(String(describing: error), .failure)]
    }
    return []
  }
}
