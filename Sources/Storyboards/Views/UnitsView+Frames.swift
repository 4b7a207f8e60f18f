import TensorEngine

/// What the steps of the walk say.
extension UnitsView {
  /// A step of the walk.
  @Sendable
  func frame(_ turn: Int) -> Frame {
    var frame: Frame
    switch steps[turn] {
    case .sum(let layer, let unit): frame = sum(layer, unit)
    case .activation(let layer, let unit): frame = activation(layer, unit)
    case .loss: frame = loss()
    case .delta(let layer, let unit): frame = delta(layer, unit)
    case .weights(let layer, let unit): frame = weights(layer, unit)
    }
    frame.finishedCells = turn + 1
    return frame
  }

  /// The same for any number that is pointed at; for an input, where it goes.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard let turn = panels[cell.panel].turn(row: cell.row, column: 0, plane: cell.plane) else {
      let fed = edges(from: cell.panel, cell.plane)
      let names = fed.map { name(panel: edges[$0].end.panel, unit: edges[$0].end.plane) }
      return about(
        "x\(number(panel: cell.panel, unit: cell.plane)) is given, and goes into "
          + names.joined(separator: ", ") + ".",
        reading: fed.map { reference(.z, panel: edges[$0].end.panel, unit: edges[$0].end.plane) },
        making: nil, edges: fed, [], pointedAt: cell)
    }
    let own = frame(turn)
    let marks = own.marks.filter { $0.cell != cell } + [Mark(cell, .chosen)]
    var frame = Frame(
      caption: own.caption, marks: marks, arithmetic: own.arithmetic, finishedCells: .max)
    frame.edges = own.edges
    return frame
  }

  // MARK: - Forward

  private func sum(_ layer: Int, _ unit: Int) -> Frame {
    let used = edges(into: layer + 1, unit)
    let terms = used.map { [weight(of: $0), output(panel: layer, unit: edges[$0].start.plane)] }
    let bias = chain.layers[layer].bias.flatMap { graph.shown[$0] }.map {
      ShownNumber(value: $0.value(unit), role: .kernel, cell: nil)
    }
    return about(
      "Forward to \(name(panel: layer + 1, unit: unit)): its sum z, each value before it times the weight"
        + " of the edge" + (bias == nil ? "." : ", and its bias."),
      reading: terms.compactMap(\.[1].cell),
      making: reference(.z, panel: layer + 1, unit: unit), edges: used,
      [.sum(of: terms, bias: bias, result: shown(.z, panel: layer + 1, unit: unit))])
  }

  private func activation(_ layer: Int, _ unit: Int) -> Frame {
    let z = shown(.z, panel: layer + 1, unit: unit)
    let node = chain.layers[layer].activation
    let parts: [FormulaPart] =
      if let node, case .unary(let function) = executed.graph[node].op { function.formula(z) } else
      { [] }
    return about(
      "Forward: \(name(panel: layer + 1, unit: unit)) passes on a, what \(panels[layer + 1].title) makes of"
        + " its z.",
      reading: [z.cell].compactMap(\.self),
      making: reference(.a, panel: layer + 1, unit: unit), edges: [],
      [.formula(parts, result: shown(.a, panel: layer + 1, unit: unit))])
  }

  private func loss() -> Frame {
    let last = chain.layers.count
    let outputs = (0..<chain.layers[last - 1].count).map { output(panel: last, unit: $0) }
    let lines = chain.lossSteps.flatMap { node in
      graph.steps.indices.filter { graph.steps[$0].node == node && !graph.steps[$0].isBack }
        .flatMap { self.lines(ofStep: $0) }
    }
    let names = outputs.count == 1 ? "what comes out" : "all that comes out"
    return about(
      "Forward to the end: the loss, made of \(names).",
      reading: outputs.compactMap(\.cell), making: reference(.loss, panel: last + 1, unit: 0),
      edges: edges(into: last + 1, 0), lines)
  }

  /// What the view of the whole graph says at one of its steps.
  private func lines(ofStep turn: Int) -> [ArithmeticLine] {
    graph.frame(turn).arithmetic.map { $0.moved { _ in nil } }
  }

  // MARK: - Back

  private func delta(_ layer: Int, _ unit: Int) -> Frame {
    let made = shown(.delta, panel: layer + 1, unit: unit)
    let (own, slope) = (chain.layers[layer], slopes[layer][unit])
    let hasSlope = own.activation != nil
    let subject = "Back to \(name(panel: layer + 1, unit: unit))"
    let place = reference(.delta, panel: layer + 1, unit: unit)
    guard layer + 1 < chain.layers.count else {
      return lastDelta(layer, unit, subject: subject)
    }
    let used = edges(from: layer + 1, unit)
    let terms = used.map {
      [weight(of: $0), shown(.delta, panel: layer + 2, unit: edges[$0].end.plane)]
    }
    let reading = terms.compactMap(\.[1].cell)
    let sentence =
      "\(subject): Δ, each Δ behind it times the weight of the edge"
      + (hasSlope ? ", and all that times its own slope." : ".")
    guard hasSlope else {
      return about(
        sentence, reading: reading, making: place, edges: used, [.sum(of: terms, result: made)])
    }
    let parts: [FormulaPart] =
      terms.count == 1
      ? [.constant(slope), "·"] + terms[0].map(FormulaPart.factor).joined(by: "·")
      : [.constant(slope), "·("] + FormulaPart.sum(of: terms) + [")"]
    return about(
      sentence, reading: reading, making: place, edges: used, [.formula(parts, result: made)])
  }

  /// Δ of a unit at the end: what comes back from the loss, times its slope.
  private func lastDelta(_ layer: Int, _ unit: Int, subject: String) -> Frame {
    let own = chain.layers[layer]
    let made = shown(.delta, panel: layer + 1, unit: unit)
    let arriving = graph.gradients[own.output].map {
      ShownNumber(value: $0.value(unit), role: .gradient, cell: nil)
    }
    let turn = graph.steps.firstIndex {
      $0.node == own.output && $0.position == unit && $0.isBack
    }
    var lines = turn.map { self.lines(ofStep: $0) } ?? []
    if own.activation != nil, let arriving {
      lines.append(
        .formula(
          [.constant(slopes[layer][unit]), "·", .factor(arriving)], result: made))
    }
    let source = chain.loss == nil ? "what flows into the end" : "what comes back from the loss"
    return about(
      own.activation == nil
        ? "\(subject): Δ is \(source)." : "\(subject): Δ, \(source) times its own slope.",
      reading: chain.loss == nil ? [] : [reference(.loss, panel: layer + 2, unit: 0)],
      making: reference(.delta, panel: layer + 1, unit: unit),
      edges: edges(from: layer + 1, unit), lines)
  }

  private func weights(_ layer: Int, _ unit: Int) -> Frame {
    let used = edges(into: layer + 1, unit)
    let delta = shown(.delta, panel: layer + 1, unit: unit)
    let lines = used.map { edge -> ArithmeticLine in
      let input = output(panel: layer, unit: edges[edge].start.plane)
      let result = ShownNumber(value: edges[edge].gradient ?? .nan, role: .gradient, cell: nil)
      return .sum(label: "dLoss/d\(weightName(of: edge))", of: [[input, delta]], result: result)
    }
    let bias = chain.layers[layer].bias == nil ? "" : " That of its bias is Δ itself."
    return about(
      "The weights into \(name(panel: layer + 1, unit: unit)): the gradient of each is the value before it"
        + " times Δ behind it.\(bias)",
      reading: lines.indices.compactMap {
        output(panel: layer, unit: edges[used[$0]].start.plane).cell
      }
        + [reference(.delta, panel: layer + 1, unit: unit)],
      making: nil, edges: used, lines)
  }

  // MARK: - Pieces

  private func about(
    _ caption: String, reading: [CellReference], making: CellReference?, edges: [Int],
    _ lines: [ArithmeticLine], pointedAt cell: CellReference? = nil
  ) -> Frame {
    var frame = Frame(
      caption: caption,
      marks: Set(reading).sorted().map { Mark($0, .window) }
        + (making.map { [Mark($0, .result)] } ?? []) + (cell.map { [Mark($0, .chosen)] } ?? []),
      arithmetic: lines, finishedCells: .max)
    frame.edges = edges
    return frame
  }

  private func edges(into panel: Int, _ unit: Int) -> [Int] {
    edges.indices.filter { edges[$0].end == .init(panel: panel, plane: unit) }
  }

  private func edges(from panel: Int, _ unit: Int) -> [Int] {
    edges.indices.filter { edges[$0].start == .init(panel: panel, plane: unit) }
  }

  private func weight(of edge: Int) -> ShownNumber {
    ShownNumber(value: edges[edge].weight ?? .nan, role: .kernel, cell: nil)
  }

  private func name(panel: Int, unit: Int) -> String { "unit \(number(panel: panel, unit: unit))" }

  /// `w35`, or `w(9,10)` where two numbers could not be told apart.
  private func weightName(of edge: Int) -> String {
    let (start, end) = (edges[edge].start, edges[edge].end)
    let (from, to) = (
      number(panel: start.panel, unit: start.plane), number(panel: end.panel, unit: end.plane)
    )
    return sizes.reduce(0, +) < 10 ? "w\(from)\(to)" : "w(\(from),\(to))"
  }

  /// What a unit passes on.
  private func output(panel: Int, unit: Int) -> ShownNumber {
    let hasActivation = panel > 0 && chain.layers[panel - 1].activation != nil
    return shown(panel == 0 ? .x : hasActivation ? .a : .z, panel: panel, unit: unit)
  }

  private func reference(_ row: Row, panel: Int, unit: Int) -> CellReference {
    let rows: [Row] =
      panel == 0 ? [.x] : panel > chain.layers.count ? [.loss] : self.rows(of: panel - 1)
    return CellReference(
      panel: panel, plane: unit, row: rows.firstIndex(of: row) ?? 0, column: 0)
  }

  private func shown(_ row: Row, panel: Int, unit: Int) -> ShownNumber {
    let cell = reference(row, panel: panel, unit: unit)
    return ShownNumber(
      value: panels[panel].planes[unit][cell.row, 0], role: panels[panel].layerRows[cell.row].role,
      cell: cell)
  }
}

extension [FormulaPart] {
  /// The parts with a sign between each two of them.
  fileprivate func joined(by sign: String) -> [FormulaPart] {
    Array(map { [$0] }.joined(separator: [.sign(sign)]))
  }
}
