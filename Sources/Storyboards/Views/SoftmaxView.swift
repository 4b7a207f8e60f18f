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
    builder.panels[powers.panel].sign = .makes
    builder.panels[sum.panel].sign = .sums
    if let shares { builder.panels[shares.panel].sign = .makes }
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
  /// Where a loss is made of the logarithms, that of both steps at once: p − onehot.
  func softmaxGradientView(axis: Int, isLogarithm: Bool) -> Storyboard {
    let classes = ClassAxis(operands[0].shape, axis: axis)
    let upstream = upstream
    let total = gradients(at: operands, by: [0], upstream)[0]
    if isLogarithm, let joint = scoreGradient(upstream, total) {
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
    let flowing = showUpstream(
      upstream, title: "upstream g", in: &builder, layout: classes.layout,
      leading: classes.leading, leadingNames: classes.leadingNames)
    let shares = isLogarithm ? builder.add(parts[0], of: nil, "p", .plain, classes) : output
    let sum = builder.add(
      parts[1], of: nil, isLogarithm ? "sum of g" : "sum of p·g", .gradient, classes.ofSums)
    let byScore = builder.add(total, of: nil, "dLoss/dz", .gradient, classes)
    builder.label(scores, rows: classes.names)
    // The logarithm's reads as it is, g − p·Σg; of p·(g − Σ) no row of grids says what comes first.
    if isLogarithm {
      builder.panels[flowing.panel].sign = .apart
      builder.panels[shares.panel].sign = .minus
    } else {
      builder.panels[flowing.panel].sign = .and
    }
    builder.panels[sum.panel].sign = isLogarithm ? .times : .and
    builder.panels[byScore.panel].sign = isLogarithm ? .equals : .makes
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
    link(
      [(byScore, 0)], of: &story, at: operands, upstream)
    return story
  }

  /// The logarithm of a share, of the scores.
  func logarithm(
    _ position: Int, _ classes: ClassAxis, _ scores: ShownTensor
  ) -> [FormulaPart] {
    let powers = powers(position, classes, scores)
    return powers.exponent(classes.index(position), bare: true) + [" − log("] + powers.sum + [")"]
  }

  /// A share, of the scores.
  func share(
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
}
