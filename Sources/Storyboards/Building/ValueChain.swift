import Synchronization
import TensorEngine

/// Which cells each cell of the values on a path is made of, through all ops between them.
///
/// What a cell is made of, its op's own story says: the cells that the frame about it marks. So
/// nothing is lit in a chain that the op's other views would not light.
final class ValueChain: Sendable {
  /// The values.
  let path: ValuePath
  /// The usual story of every node that is computed.
  let stories: [NodeID: Storyboard]
  private let graph: Graph
  private let known = Mutex<[NodeID: [Int: [Reading]]]>([:])

  /// A cell that another one is made of.
  struct Reading: Sendable {
    /// The value that it belongs to.
    let node: NodeID
    /// Its position there in row-major order; `nil` for padding with a constant.
    let offset: Int?
    /// Where it stands in the story of the op that reads it; `nil` where that does not tell.
    let cell: CellReference?
  }

  /// Cells of values, and of the padding around them.
  struct Cells: Sendable {
    /// Positions in row-major order, by the value.
    var positions: [NodeID: Set<Int>] = [:]
    /// Cells of the padding, by the op that reads them, in its story.
    var padding: [NodeID: Set<CellReference>] = [:]
  }

  init(_ path: ValuePath, in executed: ExecutedGraph) {
    (self.path, graph) = (path, executed.graph)
    stories = path.nodes.reduce(into: [:]) { stories, node in
      guard !executed.graph.isData(node) else { return }
      stories[node] = (try? Explainer(node, in: executed))?.usualStory()
    }
  }

  /// What a cell is made of.
  ///
  /// - Complexity: That of a frame the first time, O(1) from then on.
  func readings(of position: Int, in node: NodeID) -> [Reading] {
    if let readings = known.withLock({ $0[node]?[position] }) { return readings }
    let readings = makeReadings(of: position, in: node)
    known.withLock { $0[node, default: [:]][position] = readings }
    return readings
  }

  private func makeReadings(of position: Int, in node: NodeID) -> [Reading] {
    guard let story = stories[node] else { return [] }
    guard story.frames.count == graph[node].shape.count else {
      // An op that is not explained cell by cell may read everything.
      return graph[node].inputs.flatMap { operand in
        (0..<graph[operand].shape.count).map { Reading(node: operand, offset: $0, cell: nil) }
      }
    }
    return story.frames[position].marks.compactMap { mark in
      guard mark.kind == .window || mark.kind == .chosen,
        let source = story.panels[mark.cell.panel].source, source.node != node
      else { return nil }
      let offset = story.element(in: mark.cell).map { source.shape.offset(of: $0.index) }
      return Reading(node: source.node, offset: offset, cell: mark.cell)
    }
  }

  /// All that a cell depends on, the cell itself among it.
  func sources(of position: Int, in node: NodeID) -> Cells {
    var cells = Cells(positions: [node: [position]])
    for reader in path.nodes.reversed() where reader <= node {
      for position in cells.positions[reader] ?? [] {
        for reading in readings(of: position, in: reader) {
          if let offset = reading.offset {
            cells.positions[reading.node, default: []].insert(offset)
          }
          if let cell = reading.cell, isPadding(cell, in: reader) {
            cells.padding[reader, default: []].insert(cell)
          }
        }
      }
    }
    return cells
  }

  private func isPadding(_ cell: CellReference, in reader: NodeID) -> Bool {
    let plane = stories[reader]?.panels[cell.panel].planes[cell.plane]
    return plane?.kind(row: cell.row, column: cell.column) == .padding
  }

  /// Everything that depends on a cell, the cell itself among it.
  func results(of position: Int, in node: NodeID) -> Cells {
    var cells = Cells(positions: [node: [position]])
    for reader in path.nodes where reader > node {
      let reached = (0..<graph[reader].shape.count).filter { result in
        readings(of: result, in: reader).contains { reading in
          reading.offset.map { cells.positions[reading.node]?.contains($0) == true } ?? false
        }
      }
      if !reached.isEmpty { cells.positions[reader] = Set(reached) }
    }
    return cells
  }

  /// For each cell of the values after a node the last of the node's cells that it depends on; `nil`
  /// where it depends on none.
  func waits(for node: NodeID) -> [NodeID: [Int?]] {
    var waits: [NodeID: [Int?]] = [node: (0..<graph[node].shape.count).map { $0 }]
    for reader in path.nodes where reader > node {
      let turns = (0..<graph[reader].shape.count).map { result -> Int? in
        readings(of: result, in: reader).compactMap { reading in
          reading.offset.flatMap { waits[reading.node]?[$0] ?? nil }
        }.max()
      }
      if turns.contains(where: { $0 != nil }) { waits[reader] = turns }
    }
    waits[node] = nil
    return waits
  }

  /// The values of the path that one is computed from, whatever stands between.
  func operands(of node: NodeID) -> [NodeID] {
    graph[node].inputs.flatMap { operand -> [NodeID] in
      guard path.nodes.contains(operand) else { return [] }
      return path.values.contains(operand) ? [operand] : operands(of: operand)
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
