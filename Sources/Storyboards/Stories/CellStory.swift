/// What one frame says about one result cell.
struct CellStep: Sendable {
  /// What happens, in one sentence.
  var caption: String
  /// The cells that take part, besides the result.
  var marks: [Mark] = []
  /// The arithmetic, the last line coming to the result cell.
  var lines: [ArithmeticLine] = []
  /// The planes to show of panels where the marks do not tell.
  var visiblePlanes: [Int: [Int]] = [:]
  /// The point of each curve.
  var plotMarks: [Int: Plot.Mark] = [:]
  /// The cells to have in view where the middle of the marks does not tell.
  var sights: [CellReference] = []
}

extension Storyboard {
  /// A story with a frame for each cell of its result, in row-major order.
  ///
  /// - Parameters:
  ///   - title: What is explained.
  ///   - panels: The panels.
  ///   - result: The tensor that fills up.
  ///   - opening: Where numbers of its lines come from that stand in no panel.
  ///   - closing: What is left to say after the last frame.
  ///   - isPlaneByPlane: Whether of the result only the plane that is being made is shown, as of the
  ///     other panels, and never its neighbours.
  ///   - step: What happens at a cell of the result.
  static func cellByCell(
    _ title: String, panels: [Panel], result: ShownTensor, opening: String = "",
    closing: String = "", isPlaneByPlane: Bool = false,
    step: @escaping @Sendable (Int) -> CellStep
  ) -> Storyboard {
    let count = result.tensor.shape.count
    let frames = Frames(count: count) { position in
      let step = step(position)
      let marks = step.marks + [result.mark(position, .result)]
      let isLast = position == count - 1
      var visible = step.visiblePlanes
      if isPlaneByPlane { visible[result.panel] = [result.layout.place(position).plane] }
      var frame = Frame(
        caption: isLast && !closing.isEmpty ? "\(step.caption) \(closing)" : step.caption,
        marks: marks, arithmetic: step.lines.filter(\.isTelling),
        visiblePlanes: panels.visiblePlanes(marks).merging(visible) { $1 },
        plotMarks: step.plotMarks,
        finishedCells: position + 1, sights: step.sights)
      frame.untold = step.lines.last.flatMap { $0.isTelling ? nil : $0 }
      return frame
    }
    return Storyboard(
      title: title, panels: panels, frames: frames, opening: opening, closing: closing)
  }
}

extension Explainer {
  /// A story that shows every operand as it lies, then the result, with a frame for each cell of it.
  ///
  /// - Parameters:
  ///   - titles: What operands are called where it is not what they are, by position.
  ///   - signs: What stands before operands, by position; those that it is not said of are listed.
  ///   - opening: Where numbers of its lines come from that stand in no panel.
  ///   - step: What happens at a cell of the result, from the operands, the result and the position.
  func cellByCell(
    titles: [Int: String] = [:], signs: [Int: PanelSign] = [:], opening: String = "",
    step: @escaping @Sendable ([ShownTensor], ShownTensor, Int) -> CellStep
  ) -> Storyboard {
    var builder = PanelBuilder()
    let shown = operands.indices.map { show($0, in: &builder, title: titles[$0]) }
    builder.list(shown)
    for (position, sign) in signs { builder.panels[shown[position].panel].sign = sign }
    let output = showResult(in: &builder)
    return .cellByCell(
      title, panels: builder.panels, result: output, opening: opening
    ) { step(shown, output, $0) }
  }
}

extension [Panel] {
  /// The planes that a frame is about: of each panel those with marks, and of a panel that fills
  /// up its neighbours too, as long as they are few.
  func visiblePlanes(_ marks: [Mark]) -> [Int: [Int]] {
    var marked: [Int: Set<Int>] = [:]
    for mark in marks { marked[mark.cell.panel, default: []].insert(mark.cell.plane) }
    var visible: [Int: [Int]] = [:]
    for (panel, planes) in marked {
      let count = self[panel].planes.count
      let isSmallResult = self[panel].isFilledByFrames && count <= largestResultPlaneCount
      if planes.count < count, !isSmallResult { visible[panel] = planes.sorted() }
    }
    return visible
  }

  private var largestResultPlaneCount: Int { 4 }
}

extension ArithmeticLine {
  /// Whether there is anything to compute: `3 = 3` says nothing that the caption does not.
  fileprivate var isTelling: Bool { tokens.count > 3 }
}
