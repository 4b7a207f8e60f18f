import TensorEngine
import Typesetting

extension Explainer {
  /// The values before and after the node, where there are several ops and all of it can be drawn.
  var drawablePath: ValuePath? { ValuePath(through: id, in: executed) }

  /// The grids of all values of a chain of ops: what a cell depends on, down to the data, and what
  /// depends on it.
  func chainView(_ path: ValuePath) -> Storyboard {
    let own = usualStory()
    guard own.frames.count == result.shape.count else { return resultStory() }
    let view = ChainView(ValueChain(path, in: executed), through: id, in: executed, own)
    let left = path.leftOut == 0 ? "" : " (\(path.leftOut) more are left out)"
    var story = Storyboard(
      title: view.names.joined(separator: " → ") + left, panels: view.panels,
      frames: Frames(count: own.frames.count, make: view.frame))
    story.goesOnBelow = true
    story.detail = view.detail
    return story
  }
}

/// The values of a chain in their panels, and what happens at each cell of one of them.
private struct ChainView: Sendable {
  let chain: ValueChain
  /// The value that is explained.
  let node: NodeID
  /// Its usual story, whose sums are told.
  let own: Storyboard
  /// What the values are called, in their order.
  let names: [String]
  private(set) var panels: [Panel] = []
  /// Where each panel comes from, by its position.
  private var origins: [Origin] = []
  /// The panel of each value.
  private var places: [NodeID: Int] = [:]

  /// A panel of the story of an op.
  private struct Origin: Hashable {
    let reader: NodeID
    let panel: Int
  }

  init(
    _ chain: ValueChain, through node: NodeID, in executed: ExecutedGraph, _ own: Storyboard
  ) {
    (self.chain, self.node, self.own) = (chain, node, own)
    names = Self.names(of: chain.path.values, in: executed)
    let graph = executed.graph
    let waits = chain.waits(for: node)
    for (index, value) in chain.path.values.enumerated() {
      let operands = chain.operands(of: value)
      let before = index > 0 ? chain.path.values[index - 1] : nil
      addGivens(of: value, behindOperand: before.map(operands.contains) == true)
      guard let (origin, shown) = shown(value) else { continue }
      var panel = Panel(
        title: title(index, operands), role: value < node ? .input : .output,
        operand: graph.isData(value) ? .input : nil, source: shown.source, planes: shown.planes,
        isFilledByFrames: value == node, fillsByColumns: value == node && shown.fillsByColumns)
      panel.waits = waits[value] ?? []
      panel.leadsToResults = value < node && !graph.isData(value)
      panel.sign = before.map(operands.contains) == true ? .makes : .apart
      panel.wires = operands.filter { $0 != before }.compactMap { places[$0] }
      places[value] = panels.count
      panels.append(panel)
      origins.append(origin)
    }
  }

  /// What stands for a value: the panel of it in the story of an op that reads it, which has its
  /// padding, or in its own.
  private func shown(_ value: NodeID) -> (Origin, Panel)? {
    func panels(of reader: NodeID) -> [(Origin, Panel)] {
      (chain.stories[reader]?.panels ?? []).enumerated()
        .filter { $1.source?.node == value && !$1.planes.isEmpty }
        .map { (Origin(reader: reader, panel: $0), $1) }
    }
    let mine = panels(of: value).filter { $1.isFilledByFrames }.first
    guard value != node else { return mine }
    let readers = chain.path.nodes.filter { $0 > value && $0 <= max(node, value) }
    return readers.flatMap(panels).max { $0.1.cellCount < $1.1.cellCount } ?? mine
      ?? chain.path.nodes.flatMap(panels).first
  }

  /// Puts what an op was given beside the value before: its kernel, its other operand.
  private mutating func addGivens(of value: NodeID, behindOperand: Bool) {
    for (index, panel) in (chain.stories[value]?.panels ?? []).enumerated() {
      guard let source = panel.source, !panel.isFilledByFrames, !panel.planes.isEmpty,
        !chain.path.nodes.contains(source.node), panel.operand == .weight || panel.operand == .right
      else { continue }
      var given = panel
      (given.isOptional, given.place) = (true, PanelPlace())
      if !behindOperand { given.sign = .apart }
      panels.append(given)
      origins.append(Origin(reader: value, panel: index))
    }
  }

  /// A sum of values is called by both of them, for only one stands beside it.
  private func title(_ index: Int, _ operands: [NodeID]) -> String {
    let others = operands.count < 2 ? [] : operands.compactMap(chain.path.values.firstIndex)
    return others.isEmpty
      ? names[index] : "\(names[index]) of \(others.map { names[$0] }.joined(separator: ", "))"
  }

  /// `conv2d 1`, `relu`, `conv2d 2`; what is but a step on the way of an op as its own grid is called:
  /// `positive part`.
  private static func names(of values: [NodeID], in executed: ExecutedGraph) -> [String] {
    let graph = executed.graph
    let names = values.map { value in
      let node = graph[value]
      // One that says which op it is has that name here.
      let step = node.meaning.flatMap {
        $0.contains("(\(node.op.name))") ? nil : $0.beforeColon.noun
      }
      return graph.isData(value)
        ? node.name ?? "input"
        : executed.operations[value] ?? step ?? graph.layerName(of: value)
    }
    return names.indices.map { index in
      guard names.count(where: { $0 == names[index] }) > 1 else { return names[index] }
      return "\(names[index]) \(names[...index].count { $0 == names[index] })"
    }
  }

  /// The sum behind a cell of the result, and all that it depends on or goes into.
  @Sendable
  func frame(_ position: Int) -> Frame {
    let frame = own.frames[position]
    let marks = marks(on: position, of: node)
    // Of a pooling's window the one that wins stays marked.
    let winners = Set(frame.marks.filter { $0.kind == .chosen }.compactMap { here($0.cell) })
    let all = marks.map { winners.contains($0.cell) ? Mark($0.cell, .chosen) : $0 }
    let givens = frame.marks.compactMap { mark -> Mark? in
      guard mark.kind == .window, let cell = here(mark.cell), panels[cell.panel].isOptional else {
        return nil
      }
      return Mark(cell, .window)
    }
    let result = cell(position, of: node).map { [Mark($0, .result)] } ?? []
    var linked = Frame(
      caption: sentence(position, of: node), marks: givens + all + result,
      arithmetic: frame.arithmetic.map { $0.moved(here) },
      visiblePlanes: panels.visiblePlanes(givens + all + result),
      finishedCells: frame.finishedCells)
    linked.untold = frame.untold?.moved(here)
    return linked
  }

  /// The same for any cell of the values.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard let value = chain.path.values.first(where: { places[$0] == cell.panel }),
      let place = panels[cell.panel].planes[cell.plane].layout
        .element(row: cell.row, column: cell.column)
    else { return nil }
    let layout = panels[cell.panel].planes[cell.plane].layout
    let position = layout.offset(plane: cell.plane, row: place.row, column: place.column)
    return Frame(
      caption: sentence(position, of: value),
      marks: marks(on: position, of: value).filter { $0.cell != cell } + [Mark(cell, .chosen)],
      arithmetic: value == node ? own.frames[position].arithmetic.map { $0.moved(here) } : [],
      finishedCells: .max)
  }

  /// Marks on what a cell depends on, and on what depends on it.
  private func marks(on position: Int, of value: NodeID) -> [Mark] {
    let (before, after) = (
      chain.sources(of: position, in: value), chain.results(of: position, in: value)
    )
    var cells: Set<CellReference> = []
    for (other, positions) in before.positions.merging(after.positions, uniquingKeysWith: { $1 })
    where other != value {
      cells.formUnion(positions.compactMap { cell($0, of: other) })
    }
    for (index, origin) in origins.enumerated() {
      for padding in before.padding[origin.reader] ?? [] where padding.panel == origin.panel {
        cells.insert(padding.moved(to: index))
      }
    }
    // In a fixed order: a set has none, and the same frame is to be the same one again.
    return cells.sorted().map { Mark($0, .window) }
  }

  /// The cell of an element.
  private func cell(_ position: Int, of value: NodeID) -> CellReference? {
    guard let panel = places[value] else { return nil }
    let layout = panels[panel].planes[0].layout
    let place = layout.place(position)
    return CellReference(
      panel: panel, plane: place.plane, row: layout.rows.position(of: place.row),
      column: layout.columns.position(of: place.column))
  }

  /// Where a cell of the node's own story stands here.
  private func here(_ cell: CellReference) -> CellReference? {
    if let same = origins.firstIndex(of: Origin(reader: node, panel: cell.panel)) {
      return cell.moved(to: same)
    }
    guard let source = own.panels[cell.panel].source, let element = own.element(in: cell) else {
      return nil
    }
    return self.cell(source.shape.offset(of: element.index), of: source.node)
  }

  /// What a cell depends on, the nearest value first, and what depends on it.
  private func sentence(_ position: Int, of value: NodeID) -> String {
    let values = chain.path.values
    let before = counts(values.reversed(), chain.sources(of: position, in: value), but: value)
    let after = counts(values, chain.results(of: position, in: value), but: value)
    let layout = cell(position, of: value).map { panels[$0.panel].planes[$0.plane] }
    let place = layout.map { plane -> String in
      let place = plane.layout.place(position)
      return [plane.title, plane.layout.name(row: place.row, column: place.column)]
        .filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let name = values.firstIndex(of: value).map { names[$0] } ?? ""
    let subject = "The cell\(place.map { $0.isEmpty ? "" : " (\($0))" } ?? "") of \(name)"
    let parts =
      (before.isEmpty ? [] : ["depends on \(before)"])
      + (after.isEmpty ? [] : ["goes into \(after)"])
    guard parts.isEmpty else { return "\(subject) \(parts.joined(separator: ", and "))." }
    // What is made of nothing that stands here, and what nothing is made of.
    let isAlone = chain.operands(of: value).isEmpty
    return "\(subject) "
      + [isAlone ? nil : "depends on no cell", value == values.last ? nil : "goes into none"]
      .compactMap { $0 }.joined(separator: ", and ") + "."
  }

  private func counts(_ values: [NodeID], _ cells: ValueChain.Cells, but own: NodeID) -> String {
    let counts = values.compactMap { value -> (Int, String)? in
      guard value != own, let count = cells.positions[value]?.count,
        let name = chain.path.values.firstIndex(of: value).map({ names[$0] })
      else { return nil }
      return (count, name)
    }
    return counts.enumerated().map { index, item in
      let (count, name) = item
      return index == 0 ? "\(count) cell\(count == 1 ? "" : "s") of \(name)" : "\(count) of \(name)"
    }.joined(separator: ", ")
  }
}

extension CellReference {
  /// The same cell in another panel.
  fileprivate func moved(to panel: Int) -> CellReference {
    CellReference(panel: panel, plane: plane, row: row, column: column)
  }
}
