import TensorEngine

extension Explainer {
  /// The network that the node stands in as units and edges, where it is a small one and the node one of
  /// its layers or its loss.
  var drawableUnits: UnitChain? {
    guard let graph = drawableGraph, let chain = UnitChain(graph, in: executed.graph),
      chain.place(of: id) != nil || chain.loss == id
    else { return nil }
    return chain
  }

  /// The units of a network in columns, and a walk through them: forward number by number, then back.
  func unitsView(_ chain: UnitChain) -> Storyboard {
    guard let values = drawableGraph, let graph = GraphView(values, in: executed),
      let view = UnitsView(chain, graph, values, in: executed)
    else { return usualStory() }
    var story = Storyboard(
      title: "network of \(view.sizes.map(String.init).joined(separator: "-")) units",
      panels: view.panels, frames: Frames(count: view.steps.count, make: view.frame))
    story.edges = view.edges
    story.detail = view.detail
    let start = view.steps.firstIndex { view.isResult($0, of: id) } ?? 0
    story.resultFrames = start..<start + result.shape.count
    story.subjects = view.steps.map { view.subject(of: $0, of: id) }
    return story
  }
}

/// The layers of a network in their panels, the edges between them, and what happens at each unit.
///
/// Units are numbered through: the inputs are x1 and x2, those behind them 3, 4, 5.
struct UnitsView: Sendable {
  /// What a frame is about.
  enum Step: Hashable, Sendable {
    /// The sum of a unit.
    case sum(layer: Int, unit: Int)
    /// What its activation makes of it.
    case activation(layer: Int, unit: Int)
    case loss
    /// How strongly the loss feels the sum.
    case delta(layer: Int, unit: Int)
    /// How strongly it feels the weights into the unit.
    case weights(layer: Int, unit: Int)
  }

  /// What stands in the rows of a unit.
  enum Row: String { case x, z, a, delta = "Δ", loss = "L" }

  let chain: UnitChain
  let graph: GraphView
  let executed: ExecutedGraph
  let steps: [Step]
  private(set) var panels: [Panel] = []
  private(set) var edges: [UnitEdge] = []
  /// How strongly the results of each activation feel its sums, by the layer.
  let slopes: [[Double]]
  /// Whether something flows back: there is a loss, or an upstream gradient was given.
  let goesBack: Bool
  private let turns: [Step: Int]

  /// How many units each layer has, those of the input first.
  var sizes: [Int] { [executed.graph[chain.input].shape.count] + chain.layers.map(\.count) }

  /// `nil` where the way back ends before a layer.
  init?(
    _ chain: UnitChain, _ graph: GraphView, _ values: ValueGraph, in executed: ExecutedGraph
  ) {
    (self.chain, self.graph, self.executed) = (chain, graph, executed)
    let layers = chain.layers.indices
    func each(_ layer: Int, _ steps: (Int) -> [Step]) -> [Step] {
      (0..<chain.layers[layer].count).flatMap(steps)
    }
    let forward = layers.flatMap { layer in
      each(layer) { [.sum(layer: layer, unit: $0)] }
        + (chain.layers[layer].activation == nil
          ? [] : each(layer) { [.activation(layer: layer, unit: $0)] })
    }
    let back = layers.reversed().flatMap { layer in
      each(layer) { [.delta(layer: layer, unit: $0), .weights(layer: layer, unit: $0)] }
    }
    goesBack = chain.loss != nil || executed.gradientStart?.upstream != nil
    steps = forward + (chain.loss == nil ? [] : [.loss]) + (goesBack ? back : [])
    turns = Dictionary(uniqueKeysWithValues: zip(steps, 0...))
    var slopes: [[Double]] = []
    for layer in chain.layers {
      guard graph.gradients[layer.sums] != nil, graph.gradients[layer.weight] != nil else {
        return nil
      }
      guard let activation = layer.activation else {
        slopes.append(Array(repeating: 1, count: layer.count))
        continue
      }
      let value = values.steps.first { $0.node == activation }
      guard let matrix = value.flatMap({ values.slopes(of: $0) })?[layer.sums] else { return nil }
      slopes.append((0..<layer.count).map { matrix.elements[$0 * layer.count + $0] })
    }
    self.slopes = slopes
    addPanels()
    addEdges()
  }

  /// Whether a step makes a result of a node.
  func isResult(_ step: Step, of node: NodeID) -> Bool {
    switch step {
    case .sum(let layer, _): chain.layers[layer].sums == node
    case .activation(let layer, _): chain.layers[layer].activation == node
    case .loss: chain.loss == node
    case .delta, .weights: false
    }
  }

  /// The result of a node that a step is about: the one that it makes, or for a sum what flows back to
  /// it and to the weights that it was made with; `nil` for a step about other values.
  func subject(of step: Step, of node: NodeID) -> Int? {
    switch step {
    case .sum(let layer, let unit), .delta(let layer, let unit), .weights(let layer, let unit):
      chain.layers[layer].sums == node ? unit : nil
    case .activation(let layer, let unit): chain.layers[layer].activation == node ? unit : nil
    case .loss: chain.loss == node ? 0 : nil
    }
  }

  // MARK: - Panels

  private mutating func addPanels() {
    add("input", .input, source: chain.input, rows: [.x], count: sizes[0]) { _, _ in nil }
    for (index, layer) in chain.layers.enumerated() {
      let name = layer.activation.map { executed.graph[$0].op.name } ?? "linear"
      add(
        name, .output, source: nil, rows: rows(of: index), count: layer.count
      ) { [turns] row, unit in
        switch row {
        case .z: turns[.sum(layer: index, unit: unit)]
        case .a: turns[.activation(layer: index, unit: unit)]
        case .delta: turns[.delta(layer: index, unit: unit)]
        case .x, .loss: nil
        }
      }
    }
    guard chain.loss != nil else { return }
    add("loss", .output, source: nil, rows: [.loss], count: 1) { [turns] _, _ in turns[.loss] }
  }

  /// What stands in the units of a layer.
  func rows(of layer: Int) -> [Row] {
    [.z] + (chain.layers[layer].activation == nil ? [] : [.a]) + (goesBack ? [.delta] : [])
  }

  private mutating func add(
    _ title: String, _ role: ValueRole, source: NodeID?, rows: [Row], count: Int,
    turn: (Row, Int) -> Int?
  ) {
    let index = panels.count
    let layout = PlaneLayout(
      axisCount: 2, rows: PlaneAxis(rows.count), columns: PlaneAxis(1))
    let planes = (0..<count).map { unit in
      var plane = Plane(
        layout, values: rows.map { value($0, panel: index, unit: unit) })
      let number = self.number(panel: index, unit: unit)
      plane.rowLabels = rows.map { $0 == .loss ? $0.rawValue : "\($0.rawValue)\(number)" }
      return plane
    }
    var panel = Panel(
      title: title, role: role, operand: source == nil ? nil : .input,
      source: source.map { PanelSource($0, shape: executed.graph[$0].shape) }, planes: planes,
      isFilledByFrames: source == nil)
    panel.layerRows = rows.map { row in
      LayerRow(
        role: row == .delta ? .gradient : role,
        source: node(row, panel: index).map { PanelSource($0, shape: executed.graph[$0].shape) })
    }
    if source == nil {
      panel.waits = (0..<count).flatMap { unit in rows.map { turn($0, unit) } }
    }
    // Edges join the units of neighbouring layers.
    panel.sign = nil
    panels.append(panel)
  }

  /// The node whose numbers stand in a row of a layer's units.
  private func node(_ row: Row, panel: Int) -> NodeID? {
    switch row {
    case .x: chain.input
    case .z: chain.layers[panel - 1].sums
    case .a: chain.layers[panel - 1].activation
    case .loss: chain.loss
    case .delta: nil
    }
  }

  private func value(_ row: Row, panel: Int, unit: Int) -> Double {
    guard row != .delta else {
      return graph.gradients[chain.layers[panel - 1].sums]?.value(unit) ?? .nan
    }
    return node(row, panel: panel).flatMap { graph.shown[$0]?.value(unit) } ?? .nan
  }

  /// What a unit is called: they are counted through, from 1.
  func number(panel: Int, unit: Int) -> Int { sizes[..<panel].reduce(unit + 1, +) }

  // MARK: - Edges

  private mutating func addEdges() {
    for (index, layer) in chain.layers.enumerated() {
      let (weights, gradients) = (graph.shown[layer.weight], graph.gradients[layer.weight])
      for unit in 0..<layer.count {
        for input in 0..<layer.fanIn {
          let position = layer.position(of: unit, reading: input)
          edges.append(
            UnitEdge(
              start: .init(panel: index, plane: input), end: .init(panel: index + 1, plane: unit),
              weight: weights?.value(position),
              gradient: goesBack ? gradients?.value(position) : nil,
              turn: turns[.weights(layer: index, unit: unit)]))
        }
      }
    }
    guard chain.loss != nil, let last = chain.layers.indices.last else { return }
    edges += (0..<chain.layers[last].count).map { unit in
      UnitEdge(
        start: .init(panel: last + 1, plane: unit), end: .init(panel: last + 2, plane: 0),
        weight: nil, gradient: nil, turn: nil)
    }
  }
}
