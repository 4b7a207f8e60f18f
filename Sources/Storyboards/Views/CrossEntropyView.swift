import TensorEngine

/// What a loss over classes sends back to their logarithms, taken apart: less the share of each class,
/// times what the position counts.
struct ClassTargets: Sendable {
  /// 1 for the class that is the target, or a share for each where labels are smoothed or given as
  /// probabilities; zeros where a position does not count.
  let shares: Tensor<Double>
  /// What each position counts, in an array like that of sums over the classes.
  let counts: Tensor<Double>

  /// Takes a gradient apart.
  ///
  /// - Parameter sent: dLoss/d-logarithm, with the classes along axis 1.
  init(sent: Tensor<Double>) {
    let parts = EngineAside.results(of: [sent]) { graph, values in
      let sum = Reduction(.sum, axes: [1], keepsAxes: true)
      let negative = try graph.append(.unary(.affine(factor: -1, offset: 0)), values)
      return [negative, try graph.append(.reduce(sum), [negative])]
    }
    counts = parts[1]
    // Where a position does not count its shares are 0, whatever they are divided by.
    let divisors = Tensor(counts.shape, counts.elements.map { $0 == 0 ? 1 : $0 })
    shares =
      EngineAside.results(of: [parts[0], divisors]) { graph, values in
        [try graph.append(.binary(.divide), values)]
      }[0]
  }

  /// Whether there is one target at most for each position.
  var isOneHot: Bool { shares.elements.allSatisfy { $0 == 0 || $0 == 1 } }

  /// What the shares are called.
  var name: String { isOneHot ? "onehot" : "q" }
}

/// The gradient of a loss over classes by the scores, softmax included: what p has too much of the
/// target, times what the position counts in the loss.
struct ScoreGradient: Sendable {
  /// p, the softmax of the scores.
  let shares: Tensor<Double>
  /// What p should be, and what each position counts.
  let target: ClassTargets
  /// p less that.
  let difference: Tensor<Double>

  /// What the difference is called.
  var name: String { "p − \(target.name)" }

  /// Whether positions count something else than 1, mostly the 1/N of a mean.
  var isWeighted: Bool { target.counts.elements.contains { $0 != 1 } }

  /// Says of a class whether it is the target, and what follows.
  func sentence(_ position: Int, _ classes: ClassAxis) -> String {
    let weight = target.counts.elements[classes.sum(position)]
    if weight == 0 {
      return "the position does not count in the loss, so nothing flows back to it."
    }
    let times = isWeighted ? ", times what the position counts in the loss." : "."
    guard target.isOneHot else {
      return "its share less the share q that the target gives it\(times)"
    }
    return target.shares.elements[position] == 1
      ? "the target: its share less 1\(times)"
      : "not the target: its share, less nothing\(times)"
  }

  /// What all classes together come to.
  var closing: String {
    "Over the classes \(name) adds up to 0: what the target gains the others lose."
  }
}

extension Explainer {
  /// The gradient by the scores of this log_softmax, where a loss over classes is made of it; `nil`
  /// elsewhere.
  ///
  /// - Parameters:
  ///   - upstream: dLoss/d-logarithm.
  ///   - total: dLoss/d-score, which the parts have to come to.
  func scoreGradient(_ upstream: Tensor<Double>, _ total: Tensor<Double>) -> ScoreGradient? {
    guard case .logSoftmax(axis: 1) = op, executed.graph.hasLossOverClasses(of: id) else {
      return nil
    }
    let target = ClassTargets(sent: upstream)
    let parts = EngineAside.results(of: [operands[0], target.shares, target.counts]) {
      graph, values in
      let shares = try graph.append(.softmax(axis: 1), [values[0]])
      let difference = try graph.append(.binary(.subtract), [shares, values[1]])
      return [
        shares, difference, try graph.append(.binary(.multiply), [values[2], difference]),
      ]
    }
    // Anything else that uses the logarithms sends back something of its own.
    let isWhole = zip(parts[2].elements, total.elements).allSatisfy {
      abs($0 - $1) <= 1e-9 * max(1, abs($1))
    }
    guard isWhole, target.shares.elements.allSatisfy({ $0 >= 0 }) else { return nil }
    return ScoreGradient(shares: parts[0], target: target, difference: parts[1])
  }

  /// Softmax and cross entropy in one: z, p, onehot, p − onehot, and that times the loss's weight.
  func crossEntropyView(
    _ classes: ClassAxis, _ joint: ScoreGradient, _ total: Tensor<Double>
  ) -> Storyboard {
    var builder = PanelBuilder()
    let scores = show(0, in: &builder, title: "score z", classes)
    let output = showResult(in: &builder, title: "log p", classes)
    let panels = ScoreGradientPanels(joint, classes, in: &builder) { title, builder in
      builder.add(
        joint.isWeighted ? total : joint.difference, of: nil, title, .gradient, classes)
    }
    builder.label(scores, rows: classes.names)
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output, closing: joint.closing,
      isPlaneByPlane: true
    ) { position in
      var step = panels.step(position, in: output)
      step.marks.append(scores.mark(position))
      step.lines.append(
        .formula(
          self.logarithm(position, classes, scores), result: output.number(position)))
      return step
    }
    link([(panels.gradient, 0)], of: &story, at: operands, upstream)
    relate(panels.difference, to: 0, in: &story)
    return story
  }

  /// The gradient by the scores as a result of its own, class by class.
  ///
  /// - Parameters:
  ///   - softmax: The log_softmax whose gradient this node is.
  func scoreGradientStory(of softmax: Explainer) -> Storyboard? {
    guard let joint = softmax.scoreGradient(operands[0], result) else { return nil }
    let classes = ClassAxis(result.shape, axis: 1)
    var builder = PanelBuilder()
    let scores = builder.add(
      softmax.operands[0], of: executed.graph[softmax.id].inputs[0], "score z", .input, classes)
    let panels = ScoreGradientPanels(joint, classes, in: &builder) { title, builder in
      showResult(in: &builder, title: title, classes)
    }
    builder.panels[panels.shares.panel].sign = .makes
    builder.label(scores, rows: classes.names)
    return .cellByCell(
      "gradient of softmax and cross entropy, \(joint.name)", panels: builder.panels,
      result: panels.gradient, closing: joint.closing, isPlaneByPlane: true
    ) { position in
      var step = panels.step(position, in: panels.gradient)
      step.marks.append(scores.mark(position))
      return step
    }
  }
}

/// The parts of a gradient by the scores in their panels, and what they come to at a class.
struct ScoreGradientPanels: Sendable {
  let joint: ScoreGradient
  let classes: ClassAxis
  let shares: ShownTensor
  let targets: ShownTensor
  /// The difference, which is the gradient where no position is weighted.
  let difference: ShownTensor
  let gradient: ShownTensor

  /// Marks on what belongs to a position.
  func marks(_ position: Int, _ kind: (ShownTensor) -> Mark.Kind = { _ in .window }) -> [Mark] {
    [shares, targets, difference, gradient].map { $0.mark(position, kind($0)) }
  }
}

extension ScoreGradientPanels {
  /// Puts the parts in panels.
  ///
  /// - Parameter last: Puts the gradient into the last one, of that title.
  fileprivate init(
    _ joint: ScoreGradient, _ classes: ClassAxis, in builder: inout PanelBuilder,
    last: (String, inout PanelBuilder) -> ShownTensor
  ) {
    let shares = builder.add(joint.shares, of: nil, "p", .plain, classes)
    let targets = builder.add(joint.target.shares, of: nil, joint.target.name, .plain, classes)
    let difference =
      joint.isWeighted
      ? builder.add(joint.difference, of: nil, joint.name, .gradient, classes)
      : last(joint.name, &builder)
    let gradient = joint.isWeighted ? last("dLoss/dz", &builder) : difference
    builder.panels[shares.panel].sign = .apart
    builder.panels[targets.panel].sign = .minus
    builder.panels[difference.panel].sign = .equals
    if joint.isWeighted { builder.panels[gradient.panel].sign = .makes }
    self.init(
      joint: joint, classes: classes, shares: shares, targets: targets, difference: difference,
      gradient: gradient)
  }

  fileprivate func step(_ position: Int, in output: ShownTensor) -> CellStep {
    let (p, one) = (shares.number(position), targets.number(position))
    var step = CellStep(
      caption: "\(classes.name(position, in: output)) is \(joint.sentence(position, classes))")
    step.marks = marks(position)
    step.lines = [
      .formula(
        ["\(joint.name): ", .number(p), " − ", .factor(one)], adding: [p.value, one.value],
        result: difference.number(position))
    ]
    if joint.isWeighted {
      let weight = joint.target.counts.elements[classes.sum(position)]
      step.lines.append(
        .formula(
          ["gradient: ", .constant(weight), "·", .factor(difference.number(position))],
          result: gradient.number(position)))
    }
    return step
  }
}
