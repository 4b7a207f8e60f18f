import TensorEngine
import Typesetting

/// The rows of a graph: what an op reads, in its own order, and what it makes.
extension GraphView {
  /// How many bands a row has: values, and where there is a way back their gradients below.
  var bandsPerRow: Int { totals.isEmpty ? 1 : 2 }

  /// Puts every value where it is made, and what is given where it is read first.
  ///
  /// Whatever reads it later has its name. Results stand below each other in the last column.
  mutating func addRows(in executed: ExecutedGraph) {
    let columns = graph.steps.reduce(0) { max($0, $1.reads.count) }
    var builder = PanelBuilder()
    for (row, step) in graph.steps.enumerated() {
      for (position, operand) in step.reads.enumerated() {
        let place = PanelPlace(
          band: row * bandsPerRow, column: columns - step.reads.count + position)
        if let known = shown[operand] {
          var reference = Panel(title: name[operand] ?? "", role: known.role, planes: [])
          reference.place = place
          builder.panels.append(reference)
        } else {
          add(operand, isGiven: true, at: place, to: &builder, in: executed)
        }
        builder.panels[builder.panels.count - 1].sign =
          position == 0 ? nil : executed.graph.sign(before: operand, readBy: step.node)
      }
      add(
        step.node, isGiven: false, at: PanelPlace(band: row * bandsPerRow, column: columns),
        to: &builder, in: executed)
    }
    let places = builder.panels.map(\.place)
    for value in graph.values {
      guard let panel = shown[value.node]?.panel else { continue }
      let place = PanelPlace(band: places[panel].band + 1, column: places[panel].column)
      addGradient(of: value, at: place, to: &builder, in: executed)
    }
    panels = builder.panels
    listGradients()
  }

  /// Says between the gradients of what an op was given that both come from the one on their right.
  mutating func listGradients() {
    let rows = Dictionary(grouping: gradients.values.map(\.panel)) { panels[$0].place.band }
    for row in rows.values {
      let sorted = row.sorted { panels[$0].place.column ?? 0 < panels[$1].place.column ?? 0 }
      for panel in sorted.dropFirst() where panels[panel].sign == nil {
        panels[panel].sign = .and
      }
    }
  }

  mutating func add(
    _ node: NodeID, isGiven: Bool, at place: PanelPlace, to builder: inout PanelBuilder,
    in executed: ExecutedGraph
  ) {
    guard let tensor = executed.values[node] else { return }
    let given: OperandRole? = isGiven ? executed.graph[node].namedRole ?? .input : nil
    shown[node] = builder.add(
      tensor, of: node, name[node] ?? "", given?.valueRole ?? .output, operand: given,
      isFilled: !isGiven, at: place)
  }

  /// Puts the gradient of a value where it belongs, where there is one.
  mutating func addGradient(
    of value: ValueGraph.Value, at place: PanelPlace, to builder: inout PanelBuilder,
    in executed: ExecutedGraph
  ) {
    guard let total = totals[value.node] else { return }
    let gradient = builder.add(
      total, of: nil, "gradient", .gradient,
      operand: value.node == graph.output ? .upstream : nil, isFilled: true, at: place)
    gradients[value.node] = gradient
    builder.panels[gradient.panel].sign = value.isGiven ? nil : .comesFrom
    builder.panels[gradient.panel].related = [
      RelatedElements(PanelSource(value.node, shape: executed.graph[value.node].shape))
    ]
  }

  /// What the values are called: `input`, `weight 1`, `linear 1`; and what is but a multiple of one by that,
  /// `0.9·linear 1`: a sign alone would be read as one between its neighbours.
  static func names(of values: [ValueGraph.Value], in graph: Graph) -> [NodeID: String] {
    let names = values.map { value -> String in
      guard value.isGiven else { return graph.layerName(of: value.node) }
      let name = graph[value.node].name ?? "input"
      return name.split(separator: ".").last.map(String.init) ?? name
    }
    var numbered: [NodeID: String] = [:]
    for (index, value) in values.enumerated() {
      if case .unary(let function) = graph[value.node].op, case .affine = function,
        let operand = value.reads.first.flatMap({ numbered[$0] })
      {
        let name = function.called(of: operand)
        let others = numbered.values.count { $0 == name || $0.hasPrefix("\(name) (") }
        numbered[value.node] = others == 0 ? name : "\(name) (\(others + 1))"
        continue
      }
      let isOne = names.count { $0 == names[index] } == 1
      numbered[value.node] =
        isOne ? names[index] : "\(names[index]) \(names[...index].count { $0 == names[index] })"
    }
    return numbered
  }
}

extension Graph {
  /// What stands between an operand of an op and the one before it: the op's sign where it has one, so that
  /// the row reads as what is computed, and else a comma as between the arguments of a function.
  func sign(before operand: NodeID, readBy node: NodeID) -> PanelSign {
    let product = product(biasedBy: node) ?? node
    if product != node, self[node].inputs[1] == operand { return .plus }
    switch self[product].op {
    case .binary(let function): return function.sign
    case .matmul(let transposeA, let transposeB):
      return .product(transposeA: transposeA, transposeB: transposeB)
    case .convolution: return self[node].inputs.firstIndex(of: operand) == 2 ? .plus : .slides
    case .transposedConvolution:
      return self[node].inputs.firstIndex(of: operand) == 2 ? .plus : .times
    default: return .and
    }
  }
}

extension UnaryFunction {
  /// A multiple or sum of something by its name, `0.9·grad`, `grad + 1`.
  fileprivate func called(of name: String) -> String {
    guard case .affine(let factor, let offset) = self else { return name }
    // What is itself a sum or a product of a name is not run together with this one.
    let inner = name.contains { "·+−".contains($0) } ? "(\(name))" : name
    let product =
      factor == 1 && offset != 0
      ? inner : factor == -1 ? "−\(inner)" : "\(NumberText.short(factor))·\(inner)"
    return offset == 0 ? product : "\(product) + \(NumberText.factor(offset))"
  }
}
