import TensorEngine
import Typesetting

extension Explainer {
  /// The whole graph that the node stands in, where it is small.
  var drawableGraph: ValueGraph? { ValueGraph(through: id, in: executed) }

  /// The ops of a small graph in a line or in rows, what each reads and makes, with the values above and their
  /// gradients below, and a walk through all of it: forward number by number, then back.
  func graphView(_ graph: ValueGraph) -> Storyboard {
    guard let view = GraphView(graph, in: executed) else { return usualStory() }
    let ends = [view.names.first, view.names.last].compactMap(\.self)
    var story = Storyboard(
      title: "graph of \(view.names.count) ops, \(ends.joined(separator: " to "))",
      panels: view.panels, frames: Frames(count: view.steps.count, make: view.frame))
    story.bandsPerRow = view.isLine ? nil : view.bandsPerRow
    story.goesOnBelow = view.isLine
    story.detail = view.detail
    story.differences = executed.differences(of: view.panels)
    let start = view.steps.firstIndex { $0.node == id && !$0.isBack } ?? 0
    story.resultFrames = start..<start + result.shape.count
    story.subjects = view.steps.map { view.subject(of: $0, of: id) }
    return story
  }
}

/// The values and gradients of a graph in their panels, and what happens at each number.
struct GraphView: Sendable {
  /// A number that is computed: of a value, or of its gradient.
  struct Step: Hashable, Sendable {
    let node: NodeID
    let position: Int
    let isBack: Bool
  }

  /// The way back of a gradient's number: what came to a number after it, and how strongly that one
  /// feels it.
  struct Way: Sendable {
    let reader: NodeID
    let position: Int
    let slope: Double
  }

  let graph: ValueGraph
  /// Whether all of it stands in one line, and not a row for each op.
  let isLine: Bool
  /// What the values that are computed are called.
  let names: [String]
  /// The walk.
  let steps: [Step]
  var panels: [Panel] = []
  /// The gradients by their values; empty where there is no way back.
  let totals: [NodeID: Tensor<Double>]
  let stories: [NodeID: Storyboard]
  let ways: [NodeID: [[Way]]]
  var shown: [NodeID: ShownTensor] = [:]
  var gradients: [NodeID: ShownTensor] = [:]
  let name: [NodeID: String]

  /// `nil` where its gradients cannot be computed.
  init?(_ graph: ValueGraph, in executed: ExecutedGraph) {
    guard let totals = graph.gradients() else { return nil }
    (self.graph, self.totals) = (graph, totals)
    name = Self.names(of: graph.values, in: executed.graph)
    names = graph.steps.compactMap { [name] in name[$0.node] }
    stories = graph.steps.reduce(into: [:]) { stories, value in
      stories[value.node] = (try? Explainer(value.node, in: executed, seesThroughPadding: false))?
        .usualStory()
    }
    func walk(_ values: [ValueGraph.Value], isBack: Bool) -> [Step] {
      values.flatMap { value in
        (0..<executed.graph[value.node].shape.count)
          .map { Step(node: value.node, position: $0, isBack: isBack) }
      }
    }
    steps =
      walk(graph.steps, isBack: false)
      + walk(graph.values.reversed().filter { totals[$0.node] != nil }, isBack: true)
    ways = Self.ways(in: graph, stories, executed)
    isLine = Self.isLine(graph, in: executed)
    if isLine { addLine(in: executed) } else { addRows(in: executed) }
    setTurns()
  }

  /// The result of a node that a step is about: the one that it makes, whose gradient it is, or the only
  /// one that a number of what is given was used for; `nil` for a step about other values.
  func subject(of step: Step, of node: NodeID) -> Int? {
    guard step.node != node else { return step.position }
    guard step.isBack, graph.values.contains(where: { $0.node == step.node && $0.isGiven }),
      let ways = ways[step.node]?[step.position], ways.count == 1, ways[0].reader == node
    else { return nil }
    return ways[0].position
  }

  /// Notes at which step each number appears.
  private mutating func setTurns() {
    for (turn, step) in steps.enumerated() {
      guard let panel = (step.isBack ? gradients : shown)[step.node]?.panel else { continue }
      panels[panel].waits.append(turn)
    }
  }

  /// The ways back to each number: through every number that was made of it.
  private static func ways(
    in graph: ValueGraph, _ stories: [NodeID: Storyboard], _ executed: ExecutedGraph
  ) -> [NodeID: [[Way]]] {
    var ways = graph.values.reduce(into: [:]) {
      $0[$1.node] = Array(repeating: [Way](), count: executed.graph[$1.node].shape.count)
    }
    for value in graph.steps {
      guard let slopes = graph.slopes(of: value) else { continue }
      for row in 0..<executed.graph[value.node].shape.count {
        let read = reads(row, of: value.node, stories, executed)
        for operand in value.operands {
          guard let matrix = slopes[operand] else { continue }
          let count = matrix.shape[1]
          for column in 0..<count {
            let slope = matrix.elements[row * count + column]
            guard slope != 0 || read[operand]?.contains(column) == true else { continue }
            ways[operand]?[column].append(Way(reader: value.node, position: row, slope: slope))
          }
        }
      }
    }
    return ways
  }

  /// The numbers that one of a value is made of, as its op's own story marks them.
  private static func reads(
    _ position: Int, of node: NodeID, _ stories: [NodeID: Storyboard], _ executed: ExecutedGraph
  ) -> [NodeID: Set<Int>] {
    guard let story = stories[node],
      story.frames.count == executed.graph[node].shape.count
    else { return [:] }
    return story.frames[position].marks.reduce(into: [:]) { read, mark in
      guard mark.kind == .window || mark.kind == .chosen,
        let element = story.element(in: mark.cell)
      else { return }
      let shape = executed.graph[element.node].shape
      read[element.node, default: []].insert(shape.offset(of: element.index))
    }
  }
}

extension Graph {
  /// What an op is called: a product with a weight is a linear layer, with its bias or without, and one
  /// that nobody writes in a problem is what it does.
  func layerName(of id: NodeID) -> String {
    let product = product(biasedBy: id) ?? id
    switch self[id].op {
    case .unary(.affine(let factor, let offset)):
      let sum = offset == 0 ? "" : "+ \(NumberText.factor(offset))"
      return [factor == 1 && offset != 0 ? "" : "× \(NumberText.factor(factor))", sum]
        .filter { !$0.isEmpty }.joined(separator: " ")
    case .pickClass: return "at target"
    case .maxPoolIndices: return "switches"
    default: break
    }
    guard case .matmul = self[product].op,
      self[product].inputs.contains(where: { self[$0].namedRole == .weight })
    else { return self[id].op.name }
    return "linear"
  }
}
