import TensorEngine

extension Explainer {
  /// The sum or mean over some axes: a frame for each number that is left.
  func reductionStory(_ reduction: Reduction) -> Storyboard {
    let shape = operands[0].shape
    // A walk over the kept axes finds a result's first element, a walk over the reduced axes the
    // others from there.
    let reduced = Set(reduction.axes)
    let walk = { (axes: [Int]) in
      StridedWalk(
        shape: Shape(axes.map { shape[$0] }), strides: axes.map { shape.strides[$0] })
    }
    let kept = walk((0..<shape.rank).filter { !reduced.contains($0) })
    let summed = walk(reduced.sorted())
    let count = summed.shape.count
    let verb = reduction.kind == .mean ? "mean" : "sum"
    return cellByCell { operands, output, position in
      let input = operands[0]
      let start = kept.source(of: position)
      let sum = FormulaPart.sum(count: count) {
        [.factor(input.number(start + summed.source(of: $0)))]
      } value: {
        input.value(start + summed.source(of: $0))
      }
      let parts: [FormulaPart] =
        reduction.kind == .sum || count == 1
        ? sum : ["("] + sum + [") / ", .factor(.constant(Double(count)))]
      // As many marks as there are terms spelled out; the rest of a large plane stays plain.
      let marked = min(count, ArithmeticLine.largestTermCount)
      return CellStep(
        caption: "\(output.resultName(position)): "
          + (count == 1 ? "one number, its own \(verb)." : "the \(verb) of \(count) numbers."),
        marks: (0..<marked).map { input.mark(start + summed.source(of: $0)) },
        lines: [
          .formula(
            parts, adding: (0..<marked).map { input.value(start + summed.source(of: $0)) },
            result: output.number(position))
        ])
    }
  }
}
