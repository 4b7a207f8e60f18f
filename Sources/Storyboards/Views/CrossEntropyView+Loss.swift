import TensorEngine
import Typesetting

extension Explainer {
  /// The gradients of a loss with what comes of them at its scores, where its softmax is a part of it:
  /// p − onehot, which the way through the loss, the logarithm and the softmax comes to.
  func withScoreGradient(_ story: Storyboard) -> Storyboard {
    // A log_softmax of its own tells it at each score in its frames.
    guard executed.operations[id] != nil, let softmax = softmaxOfLoss, softmax.id != id else {
      return story
    }
    let flowing = softmax.upstream
    let total = softmax.gradients(at: softmax.operands, by: [0], flowing)[0]
    guard let joint = softmax.scoreGradient(flowing, total),
      Explainer.isFew(total.shape.count, 8)
    else { return story }
    var builder = PanelBuilder(panels: story.panels)
    let band = 1 + (story.panels.map(\.place.band).max() ?? 0)
    // A row an image, a column a class, as scores are given; two beside each other, for classes may be many.
    func show(
      _ tensor: Tensor<Double>, _ title: String, _ role: ValueRole, _ row: Int, _ column: Int
    ) -> ShownTensor {
      builder.add(tensor, of: nil, title, role, at: PanelPlace(band: band + row, column: column))
    }
    let shares = show(joint.shares, "p", .plain, 0, 0)
    let targets = show(joint.target.shares, joint.target.name, .plain, 0, 1)
    let difference = show(joint.difference, joint.name, .gradient, 1, 0)
    let gradient = joint.isWeighted ? show(total, "dLoss/dz", .gradient, 1, 1) : difference
    builder.panels[shares.panel].leadsToResults = true
    builder.panels[targets.panel].sign = .minus
    builder.panels[difference.panel].signAbove = .equals
    if joint.isWeighted { builder.panels[gradient.panel].sign = .makes }
    let view = ScoreGradientPanels(
      joint: joint, classes: ClassAxis(total.shape, axis: 1), shares: shares, targets: targets,
      difference: difference, gradient: gradient)
    var result = Storyboard(
      title: story.title, panels: builder.panels,
      frames: Frames(count: story.frames.count) { view.frame(story.frames[$0]) },
      opening: story.opening, closing: story.closing)
    result.detail = { view.detail($0) ?? story.detail?($0) }
    result.differences = story.differences
    result.panels[gradient.panel].related = [
      RelatedElements(PanelSource(executed.graph[softmax.id].inputs[0], shape: total.shape))
    ]
    return result
  }

  /// The log_softmax that is a part of what somebody knows as one loss, and leads to this result.
  private var softmaxOfLoss: Explainer? {
    guard executed.gradientStart != nil else { return nil }
    let graph = executed.graph
    var node = id
    while true {
      if case .logSoftmax(axis: 1) = graph[node].op { return try? Explainer(node, in: executed) }
      // Of shares and log-probabilities the latter lead back to the scores.
      guard let next = graph[node].inputs.first(where: executed.parts.contains) else { return nil }
      node = next
    }
  }
}

/// The gradient by the scores beside that of a loss.
extension ScoreGradientPanels {
  /// The position of the first class that is a target; the first of all where none is.
  private var example: Int { targets.tensor.elements.firstIndex { $0 > 0 } ?? 0 }

  /// The same with what comes to the scores, and one of them worked out.
  fileprivate func frame(_ frame: Frame) -> Frame {
    let weight = joint.isWeighted ? ", times what each position counts" : ""
    let ending = " Through logarithm and softmax the scores get \(joint.name)\(weight)."
    var joined = Frame(
      caption: frame.caption + ending, marks: marks(example) + frame.marks,
      arithmetic: [line(example)] + frame.arithmetic,
      visiblePlanes: frame.visiblePlanes, plotMarks: frame.plotMarks,
      finishedCells: frame.finishedCells,
      sights: frame.sights)
    joined.untold = frame.untold
    return joined
  }

  /// How one of the differences, or of the gradients, comes about.
  @Sendable
  fileprivate func detail(_ cell: CellReference) -> Frame? {
    guard let shown = [difference, gradient].first(where: { $0.panel == cell.panel }),
      let position = shown.offset(cell)
    else { return nil }
    return Frame(
      caption: "\(shown.name("Score", position)) is \(joint.sentence(position, classes))",
      marks: marks(position) { $0.panel == cell.panel ? .chosen : .window },
      arithmetic: [line(position)], finishedCells: .max)
  }

  private func line(_ position: Int) -> ArithmeticLine {
    let (p, one) = (shares.number(position), targets.number(position))
    let brackets = joint.isWeighted
    let weight = joint.target.counts.elements[classes.sum(position)]
    let parts: [FormulaPart] =
      [brackets ? "dLoss/dz: " : "\(joint.name): "] + (brackets ? [.constant(weight), "·("] : [])
      + [.number(p), " − ", .factor(one)] + (brackets ? [")"] : [])
    return .formula(parts, adding: [p.value, one.value], result: gradient.number(position))
  }
}
