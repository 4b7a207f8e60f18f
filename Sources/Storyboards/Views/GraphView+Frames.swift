import TensorEngine

/// What the steps of the walk say.
extension GraphView {
  /// A step of the walk.
  @Sendable
  func frame(_ turn: Int) -> Frame {
    var frame = explanation(of: steps[turn], as: .result)
    frame.finishedCells = turn + 1
    return frame
  }

  /// The same for any number that is pointed at: how it is made, and for one that is given what comes
  /// back to it.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    let isBack = gradients.values.contains { $0.panel == cell.panel }
    guard
      let (node, tensor) = (isBack ? gradients : shown).first(where: { $1.panel == cell.panel }),
      let position = tensor.offset(cell)
    else { return nil }
    let isGiven = graph.values.contains { $0.node == node && $0.isGiven }
    guard isGiven, !isBack else {
      return explanation(
        of: Step(node: node, position: position, isBack: isBack), as: .chosen)
    }
    let readers = Set((ways[node] ?? [])[position].map(\.reader)).sorted()
    let list = readers.compactMap { name[$0] }.joined(separator: " and ")
    return Frame(
      caption: "\(called(node, position)) is given"
        + (list.isEmpty ? "." : ", and goes into \(list)."),
      marks: (ways[node] ?? [])[position].compactMap {
        shown[$0.reader]?.mark($0.position)
      } + [Mark(cell, .chosen)], arithmetic: [], finishedCells: .max)
  }

  private func explanation(of step: Step, as kind: Mark.Kind) -> Frame {
    step.isBack ? back(step, as: kind) : forward(step, as: kind)
  }

  /// A number on the way forward: its op's own sum.
  private func forward(_ step: Step, as kind: Mark.Kind) -> Frame {
    let own = stories[step.node].flatMap { story in
      story.frames.indices.contains(step.position) ? story.frames[step.position] : nil
    }
    let read = (own?.marks ?? []).filter { $0.kind == .window || $0.kind == .chosen }
      .compactMap { here($0.cell, in: step.node) }
    let operands = graph.values.first { $0.node == step.node }?.operands ?? []
    let list = operands.compactMap { name[$0] }.joined(separator: ", ")
    var frame = Frame(
      caption: "Forward: \(called(step.node, step.position)) is made of \(list).",
      marks: Set(read).sorted().map { Mark($0, .window) }
        + (shown[step.node].map { [$0.mark(step.position, kind)] } ?? []),
      arithmetic: (own?.arithmetic.last).map { [$0.moved { here($0, in: step.node) }] } ?? [],
      finishedCells: .max)
    frame.untold = own?.untold?.moved { here($0, in: step.node) }
    return frame
  }

  /// Where a number of an op's own story stands here.
  private func here(_ cell: CellReference, in node: NodeID) -> CellReference? {
    guard let story = stories[node], let element = story.element(in: cell),
      let tensor = shown[element.node]
    else { return nil }
    return tensor.cell(tensor.tensor.shape.offset(of: element.index))
  }

  /// A number on the way back: over all ways what arrives there, times the slope of that step.
  private func back(_ step: Step, as kind: Mark.Kind) -> Frame {
    guard let gradient = gradients[step.node] else {
      return Frame(caption: "", marks: [], arithmetic: [])
    }
    let ways = (ways[step.node] ?? [])[step.position].filter { gradients[$0.reader] != nil }
    let terms = ways.compactMap { way in
      gradients[way.reader].map { [$0.number(way.position), .constant(way.slope)] }
    }
    let marks =
      ways.compactMap { gradients[$0.reader]?.mark($0.position) }
      + (shown[step.node].map { [$0.mark(step.position)] } ?? [])
    return Frame(
      caption: sentence(step, ways), marks: marks + [gradient.mark(step.position, kind)],
      arithmetic: terms.isEmpty
        ? [] : [.sum(of: terms, result: gradient.number(step.position))],
      finishedCells: .max)
  }

  private func sentence(_ step: Step, _ ways: [Way]) -> String {
    let subject = called(step.node, step.position)
    guard step.node != graph.output else {
      return "The way back starts at \(subject): this is what flows into the end."
    }
    guard let way = ways.first else { return "Back: no gradient comes back to \(subject)." }
    guard ways.count > 1 else {
      return
        "Back to \(subject): the gradient of \(called(way.reader, way.position)), times how much"
        + " that one moves with it."
    }
    return
      "Back to \(subject): it is used \(ways.count) times. Each way brings gradient times slope,"
      + " and what all of them bring is added."
  }

  /// A number by its value's name and its place: `linear 1 (position 0)`.
  private func called(_ node: NodeID, _ position: Int) -> String {
    shown[node]?.name(name[node] ?? "", position) ?? ""
  }
}
