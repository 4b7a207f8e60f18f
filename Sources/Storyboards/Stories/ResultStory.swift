extension Explainer {
  /// The values alone, in one frame: for given values, for results without cells, and for windows
  /// over more axes than a plane has.
  func resultStory() -> Storyboard {
    var stage = Stage()
    for position in operands.indices { _ = self.stage(position, on: &stage) }
    _ = stageResult(on: &stage)
    let shape = result.shape.dimensions.map(String.init).joined(separator: "×")
    let what = shape.isEmpty ? "one number" : shape
    let frame = Frame(
      caption: "\(op.name): \(what).", marks: [], arithmetic: [],
      finishedCells: result.shape.count)
    return Storyboard(title: op.storyTitle, panels: stage.panels, frames: Frames(count: 1) { _ in frame })
  }
}
