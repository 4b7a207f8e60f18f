import Foundation
import TensorEngine
import Typesetting

extension Explainer {
  /// Whether a softmax in stages is small enough to be shown.
  var hasDrawableStages: Bool { Explainer.isFew(operands[0].shape.count, 4) }

  /// A softmax, or its logarithm, term by term: the scores, their powers of e, the sum, the shares.
  func softmaxStagesView(axis: Int, isLogarithm: Bool) -> Storyboard {
    let classes = ClassAxis(operands[0].shape, axis: axis)
    var builder = PanelBuilder()
    let scores = show(0, in: &builder, title: "score z", classes)
    let largest = classes.largest(of: operands[0])
    let parts = EngineAside.results(of: [operands[0]] + (largest.map { [$0] } ?? [])) {
      graph, values in
      let exponent =
        values.count > 1 ? try graph.append(.binary(.subtract), values) : values[0]
      let powers = try graph.append(.unary(.exp), [exponent])
      return [
        powers,
        try graph.append(.reduce(Reduction(.sum, axes: [axis], keepsAxes: true)), [powers]),
        try graph.append(.softmax(axis: axis), [values[0]]),
      ]
    }
    let powers = builder.add(
      parts[0], of: nil, largest == nil ? "e^z" : "e^(z − largest)", .plain, classes)
    let sum = builder.add(parts[1], of: nil, "sum", .plain, classes.ofSums)
    let shares = isLogarithm ? builder.add(parts[2], of: nil, "p", .plain, classes) : nil
    let output = showResult(in: &builder, title: isLogarithm ? "log p" : "p", classes)
    builder.label(scores, rows: classes.names)
    builder.panels[powers.panel].sign = "→"
    builder.panels[sum.panel].sign = "Σ"
    if let shares { builder.panels[shares.panel].sign = "→" }
    return .cellByCell(
      title, panels: builder.panels, result: output, isPlaneByPlane: true
    ) { position in
      let all = classes.positions(alongWith: position)
      var step = CellStep(
        caption:
          "\(classes.name(position, in: output)): its power of e as a share of the sum of all"
          + " \(all.count)\(isLogarithm ? ", and the logarithm of that share" : "").")
      if largest != nil {
        step.caption += " The largest score is subtracted first, which changes no share."
      }
      step.marks =
        all.map { powers.mark($0) } + [scores.mark(position), sum.mark(classes.sum(position))]
      let share: [FormulaPart] = [
        .number(powers.number(position)), " / ", .factor(sum.number(classes.sum(position))),
      ]
      guard let shares else {
        step.lines = [.formula(share, result: output.number(position))]
        return step
      }
      step.marks.append(shares.mark(position))
      // Where a share is too small for a number, or too near to 1, the logarithm still has one, taken the
      // other way.
      let p = shares.value(position)
      let isLost = p <= Double.leastNormalMagnitude || (p == 1 && output.value(position) != 0)
      let logarithm: [FormulaPart] =
        isLost
        ? self.logarithm(position, classes, scores)
        : ["log(", .number(shares.number(position)), ")"]
      step.lines = [
        .formula(["p: "] + share, result: shares.number(position)),
        // Near 1 the logarithm is what p lacks of it, which few digits of p would not show.
        .formula(logarithm, adding: p > 0.5 && !isLost ? [1] : [], result: output.number(position)),
      ]
      return step
    }
  }

  /// The gradient of a softmax, or of its logarithm, class by class.
  ///
  /// Where the logarithm's entries at the targets are a loss, that of both steps at once: p − onehot.
  func softmaxGradientView(axis: Int, isLogarithm: Bool) -> Storyboard {
    let classes = ClassAxis(operands[0].shape, axis: axis)
    let upstream = upstream
    let total = gradients(at: operands, by: [0], upstream)[0]
    if isLogarithm, axis == 1, let joint = jointGradient(upstream, total) {
      return crossEntropyView(classes, joint, total)
    }
    var builder = PanelBuilder()
    let scores = show(0, in: &builder, title: "score z", classes)
    let output = showResult(in: &builder, title: isLogarithm ? "log p" : "p", classes)
    let parts = EngineAside.results(of: [operands[0], upstream]) { graph, values in
      let shares = try graph.append(.softmax(axis: axis), [values[0]])
      let weighted =
        isLogarithm ? values[1] : try graph.append(.binary(.multiply), [shares, values[1]])
      let sum = Reduction(.sum, axes: [axis], keepsAxes: true)
      return [shares, try graph.append(.reduce(sum), [weighted])]
    }
    let shares = isLogarithm ? builder.add(parts[0], of: nil, "p", .plain, classes) : output
    let flowing = showUpstream(
      upstream, title: "upstream g", in: &builder, layout: classes.layout,
      leading: classes.leading, leadingNames: classes.leadingNames)
    let sum = builder.add(
      parts[1], of: nil, isLogarithm ? "sum of g" : "sum of p·g", .gradient, classes.ofSums)
    let byScore = builder.add(total, of: nil, "dLoss/dz", .gradient, classes)
    builder.label(scores, rows: classes.names)
    builder.panels[byScore.panel].sign = "→"
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output, isPlaneByPlane: true
    ) { position in
      let (p, g) = (shares.number(position), flowing.number(position))
      let all = sum.number(classes.sum(position))
      let gradient: [FormulaPart] =
        isLogarithm
        ? [.number(g), " − ", .factor(p), "·", .factor(all)]
        : [.number(p), "·(", .number(g), " − ", .factor(all), ")"]
      return CellStep(
        caption:
          "\(classes.name(position, in: output)): a score moves every share, for they add up to 1;"
          + " so what flows back to it is less its share of what flows back to all.",
        marks: classes.positions(alongWith: position).map { flowing.mark($0) }
          + [scores.mark(position), byScore.mark(position), sum.mark(classes.sum(position))]
          + (isLogarithm ? [shares.mark(position)] : []),
        lines: [
          .formula(
            ["gradient: "] + gradient,
            adding: isLogarithm ? [g.value, p.value * all.value] : [g.value, all.value],
            result: byScore.number(position)),
          isLogarithm
            ? .formula(
              self.logarithm(position, classes, scores), result: output.number(position))
            : .formula(
              self.share(position, classes, scores), result: output.number(position)),
        ])
    }
    story.differences = differences(of: [(byScore, 0)], at: operands, upstream)
    return story
  }

  private func logarithm(
    _ position: Int, _ classes: ClassAxis, _ scores: ShownTensor
  ) -> [FormulaPart] {
    let powers = powers(position, classes, scores)
    return powers.exponent(classes.index(position), bare: true) + [" − log("] + powers.sum + [")"]
  }

  private func share(
    _ position: Int, _ classes: ClassAxis, _ scores: ShownTensor
  ) -> [FormulaPart] {
    let powers = powers(position, classes, scores)
    return powers.power(classes.index(position)) + [" / ("] + powers.sum + [")"]
  }

  private func powers(
    _ position: Int, _ classes: ClassAxis, _ scores: ShownTensor
  ) -> Powers {
    Powers(of: classes.positions(alongWith: position).map { scores.number($0) })
  }

  // MARK: - With a loss

  /// A gradient that is p − onehot, times what the loss of each position weighs.
  private struct JointGradient {
    let shares: Tensor<Double>
    let onehot: Tensor<Double>
    let difference: Tensor<Double>
    /// One for each position, in an array like that of the sums.
    let weights: Tensor<Double>
  }

  /// The parts of the gradient, where the entries of this node at the targets of classes are what
  /// the loss is made of; `nil` elsewhere.
  private func jointGradient(
    _ upstream: Tensor<Double>, _ total: Tensor<Double>
  ) -> JointGradient? {
    let target = executed.graph.nodes.lazy.compactMap { node -> Tensor<Double>? in
      guard case .pickClass = node.op, node.inputs[0] == id else { return nil }
      return executed.values[node.inputs[1]]
    }.first
    guard let target else { return nil }
    let shape = operands[0].shape
    let parts = EngineAside.results(of: [operands[0], target, upstream]) { graph, values in
      let shares = try graph.append(.softmax(axis: 1), [values[0]])
      let ones = try graph.append(.fill(1, target.shape), [])
      let onehot = try graph.append(.placeClass(classes: shape[1]), [ones, values[1]])
      let picked = try graph.append(.pickClass, [values[2], values[1]])
      let weights = try graph.append(.unary(.affine(factor: -1, offset: 0)), [picked])
      let difference = try graph.append(.binary(.subtract), [shares, onehot])
      let row = Shape([shape[0], 1] + shape.dimensions.dropFirst(2))
      let weighted = try graph.append(
        .binary(.multiply), [try graph.append(.reshape(row), [weights]), difference])
      return [shares, onehot, difference, weights, weighted]
    }
    // Anything else that uses the logarithms sends back something of its own.
    let isJoint = zip(parts[4].elements, total.elements).allSatisfy {
      abs($0 - $1) <= 1e-9 * max(1, abs($1))
    }
    return isJoint
      ? JointGradient(
        shares: parts[0], onehot: parts[1], difference: parts[2], weights: parts[3]) : nil
  }

  /// Softmax and cross entropy in one: z, p, onehot, p − onehot, and that times the loss's weight.
  private func crossEntropyView(
    _ classes: ClassAxis, _ joint: JointGradient, _ total: Tensor<Double>
  ) -> Storyboard {
    var builder = PanelBuilder()
    let scores = show(0, in: &builder, title: "score z", classes)
    let output = showResult(in: &builder, title: "log p", classes)
    let shares = builder.add(joint.shares, of: nil, "p", .plain, classes)
    let onehot = builder.add(joint.onehot, of: nil, "onehot", .plain, classes)
    let difference = builder.add(joint.difference, of: nil, "p − onehot", .gradient, classes)
    // Mostly 1, or the 1/N of a mean.
    let isWeighted = joint.weights.elements.contains { $0 != 1 }
    let byScore =
      isWeighted ? builder.add(total, of: nil, "dLoss/dz", .gradient, classes) : difference
    builder.label(scores, rows: classes.names)
    builder.panels[onehot.panel].sign = "−"
    builder.panels[difference.panel].sign = "="
    if isWeighted { builder.panels[byScore.panel].sign = "→" }
    return .cellByCell(
      title, panels: builder.panels, result: output,
      closing: "Over the classes p − onehot adds up to 0: what the target gains the others lose.",
      isPlaneByPlane: true
    ) { position in
      let (p, one) = (shares.number(position), onehot.number(position))
      let weight = joint.weights.elements[classes.sum(position)]
      let target =
        one.value == 1 ? "the target: its share less 1" : "not the target: its share, less nothing"
      var step = CellStep(
        caption: "\(classes.name(position, in: output)) is \(target)"
          + (isWeighted ? ", times what the position counts in the loss." : "."))
      step.marks = [scores, shares, onehot, difference, byScore].map { $0.mark(position) }
      step.lines = [
        .formula(
          ["p − onehot: ", .number(p), " − ", .factor(one)], adding: [p.value, one.value],
          result: difference.number(position))
      ]
      if isWeighted {
        step.lines.append(
          .formula(
            ["gradient: ", .constant(weight), "·", .factor(difference.number(position))],
            result: byScore.number(position)))
      }
      step.lines.append(
        .formula(
          self.logarithm(position, classes, scores), result: output.number(position)))
      return step
    }
  }
}
