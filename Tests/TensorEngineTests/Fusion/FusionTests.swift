import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Which nodes of a graph are computed together.
struct FusionTests {
  private static let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])

  /// A graph under construction, whose inputs are differentiated by.
  private struct Builder {
    var graph = Graph()
    var variables: [NodeID] = []

    mutating func variable(_ shape: Shape) throws -> NodeID {
      variables.append(try graph.input(shape, name: "variable"))
      return variables[variables.count - 1]
    }

    mutating func convolution(_ x: NodeID) throws -> NodeID {
      let weight = try variable([4, 4, 3, 3])
      return try graph.convolution(x, weight: weight, FusionTests.same)
    }

    mutating func relu(_ x: NodeID) throws -> NodeID { try graph.append(.unary(.relu), [x]) }

    mutating func norm(_ x: NodeID) throws -> NodeID {
      let (weight, bias) = (try variable([4]), try variable([4]))
      return try graph.batchNormTraining(x, weight: weight, bias: bias).result
    }

    /// The output and the gradients of everything.
    mutating func outputs(_ y: NodeID) throws -> [NodeID] {
      let gradients = try graph.appendGradients(of: y, by: variables)
      return [y] + variables.compactMap { gradients[$0] }
    }
  }

  private func plan(_ graph: Graph, _ outputs: [NodeID]) -> PlannedGraph {
    PlannedGraph(graph, order: graph.nodesNeeded(for: outputs), keeping: Set(outputs))
  }

  /// The fusions of a graph on a backend that can compute all of them.
  private func fused(_ graph: Graph, _ outputs: [NodeID]) -> [FusedNode] {
    plan(graph, outputs).fused(among: Set(graph.ids))
  }

  private func convolutions(_ nodes: [FusedNode]) -> [FusedConvolution] {
    nodes.compactMap { if case .convolution(let fused) = $0 { fused } else { nil } }
  }

  @Test func `a convolution is stored through the ReLU that follows it`() throws {
    var builder = Builder()
    let y = try builder.convolution(try builder.variable([1, 4, 6, 6]))
    let positive = try builder.relu(y)
    let together = try #require(convolutions(fused(builder.graph, [positive])).first)
    #expect(together.node == y && together.result == positive && together.store == .relu)
    // Whoever wants the sums themselves gets them.
    let nodes = fused(builder.graph, [y, positive])
    #expect(convolutions(nodes).map(\.store) == [.all])
    #expect(nodes.map(\.node).contains(positive))
  }

  @Test func `a ReLU's gradient is taken of the sums of the convolution above it`() throws {
    var builder = Builder()
    let inner = try builder.convolution(try builder.variable([1, 4, 6, 6]))
    let middle = try builder.relu(inner)
    let outputs = try builder.outputs(try builder.convolution(middle))
    let nodes = fused(builder.graph, outputs)
    let gradient = try #require(convolutions(nodes).first { $0.isGradient && $0.store != .all })
    // Its own result says where the ReLU let something through: its operand is never stored.
    #expect(gradient.store == .masked(by: middle))
    #expect(builder.graph[gradient.result].op == .unaryGradient(.relu))
    #expect(!nodes.flatMap(\.results).contains(inner))
  }

  @Test func `a matrix product takes its bias and a ReLU along, or a ReLU's gradient`() throws {
    var builder = Builder()
    let (x, first, bias, second) = (
      try builder.variable([2, 3]), try builder.variable([4, 3]), try builder.variable([4]),
      try builder.variable([5, 4])
    )
    let sum = try builder.graph.linear(x, weight: first, bias: bias)
    let middle = try builder.relu(sum)
    let y = try builder.graph.linear(middle, weight: second)
    let outputs = try builder.outputs(y)
    let nodes = fused(builder.graph, outputs)
    let products = nodes.compactMap { if case .product(let fused) = $0 { fused } else { nil } }
    let forward = products[0]
    #expect(forward.a == x && forward.b == first && forward.transposeB && !forward.transposeA)
    #expect(forward.bias == bias && forward.store == .relu && forward.result == middle)
    #expect(products.map(\.bias) == [bias] + products.dropFirst().map { _ in nil })
    let masked = try #require(products.first { $0.store.mask != nil })
    #expect(masked.store == .masked(by: middle))
    #expect(builder.graph[masked.result].op == .unaryGradient(.relu))
    #expect(!nodes.flatMap(\.results).contains(sum))
    // Whoever wants the products themselves gets them.
    let kept = fused(builder.graph, [builder.graph[sum].inputs[0], middle])
    let alone = kept.compactMap { if case .product(let fused) = $0 { fused } else { nil } }
    #expect(alone.map(\.store) == [.all] && alone.map(\.bias) == [nil])
  }

  @Test func `a sum that has not a number for each column is no bias of a matrix product`() throws {
    var builder = Builder()
    let y = try builder.graph.linear(
      try builder.variable([4, 3]), weight: try builder.variable([4, 3]))
    let sum = try builder.graph.append(.binary(.add), [y, try builder.variable([4, 1])])
    let nodes = fused(builder.graph, [sum])
    let products = nodes.compactMap { if case .product(let fused) = $0 { fused } else { nil } }
    #expect(products.map(\.bias) == [nil] && products.map(\.result) == [y])
  }

  @Test func `gradients of two paths meet in the sums of a convolution`() throws {
    var builder = Builder()
    let start = try builder.relu(try builder.convolution(try builder.variable([1, 4, 6, 6])))
    let y = try builder.convolution(start)
    let outputs = try builder.outputs(try builder.graph.append(.binary(.add), [y, start]))
    let gradient = try #require(
      convolutions(fused(builder.graph, outputs)).first { $0.addend != nil })
    #expect(gradient.isGradient && gradient.store == .masked(by: start))
    #expect(builder.graph[try #require(gradient.addend)].shape == [1, 4, 6, 6])
  }

  @Test func `a batch norm takes its statistics, a sum and a ReLU along`() throws {
    var builder = Builder()
    let x = try builder.convolution(try builder.variable([2, 4, 6, 6]))
    let y = try builder.graph.append(.binary(.add), [try builder.norm(x), x])
    let positive = try builder.relu(y)
    let nodes = fused(builder.graph, [positive])
    let norm = try #require(
      nodes.compactMap { if case .batchNorm(let fused) = $0 { fused } else { nil } }.first)
    #expect(norm.operands.x == x && norm.addend == x)
    #expect(norm.store == .relu && norm.result == positive)
    let moments = nodes.filter { if case .moments(x, _, _) = $0 { true } else { false } }
    #expect(moments.map(\.results) == [[norm.operands.mean, norm.operands.variance]])
  }

  @Test func `the three gradients of a batch norm come from one pair of sums`() throws {
    var builder = Builder()
    let x = try builder.convolution(try builder.variable([2, 4, 6, 6]))
    let outputs = try builder.outputs(try builder.norm(x))
    let gradient = try #require(
      fused(builder.graph, outputs)
        .compactMap { if case .batchNormGradient(let fused) = $0 { fused } else { nil } }.first)
    #expect(gradient.operands.x == x && gradient.operands.bias == nil)
    let sums = [gradient.weightGradient, gradient.biasGradient].compactMap { $0 }
    #expect(sums.count == 2 && Set(sums).isSubset(of: outputs))
  }

  @Test func `maxima and switches of the same windows are found in one go`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 4, 4], name: "images")
    let windows = [window(2, stride: 2), window(2, stride: 2)]
    let switches = try graph.append(.maxPoolIndices(windows), [x])
    let maxima = try graph.append(.maxPool(windows), [x])
    let others = try graph.append(.maxPool([window(3), window(3)]), [x])
    let nodes = fused(graph, [switches, maxima, others])
    #expect(nodes.map(\.results) == [[x], [switches, maxima], [others]])
  }

  @Test func `the gradient of a tangent is made of the tangent that is there`() throws {
    var builder = Builder()
    let x = try builder.convolution(try builder.variable([1, 4, 6, 6]))
    let tangent = try builder.graph.append(.unary(.tanh), [x])
    let outputs = try builder.outputs(tangent)
    let nodes = fused(builder.graph, outputs)
    let found = nodes.contains {
      if case .tanhGradient(tangent, _, _) = $0 { true } else { false }
    }
    #expect(found)
  }

  @Test func `nodes that a backend cannot fuse are alone`() throws {
    var builder = Builder()
    let y = try builder.convolution(try builder.variable([1, 4, 6, 6]))
    let positive = try builder.relu(y)
    let plan = plan(builder.graph, [positive])
    for fusable in [[], [positive]] as [Set<NodeID>] {
      #expect(plan.fused(among: fusable).map(\.results) == plan.order.map { [$0] })
    }
    let alone = plan.fused(among: [y])
    #expect(convolutions(alone).map(\.store) == [.all] && alone.last?.results == [positive])
  }

  @Test func `every value that is read is computed once and before`() throws {
    var builder = Builder()
    let start = try builder.relu(try builder.convolution(try builder.variable([2, 4, 6, 6])))
    var y = try builder.relu(try builder.norm(try builder.convolution(start)))
    y = try builder.norm(try builder.convolution(y))
    y = try builder.relu(try builder.graph.append(.binary(.add), [y, start]))
    let windows = [window(2, stride: 2), window(2, stride: 2)]
    y = try builder.graph.append(.maxPool(windows), [y])
    let outputs = try builder.outputs(y)
    var plan = plan(builder.graph, outputs)
    plan.moveRectifierGradientsBelowPools()
    // On every backend, whatever it can fuse.
    var numbers = SplitMix64(seed: 7)
    for _ in 0..<50 {
      let fusable = plan.order.filter { _ in Int.random(in: 0..<4, using: &numbers) > 0 }
      var there: Set<NodeID> = []
      for fused in plan.fused(among: Set(fusable)) {
        #expect(there.isSuperset(of: operands(of: fused, in: plan)), "\(fused)")
        #expect(there.isDisjoint(with: fused.results), "\(fused)")
        there.formUnion(fused.results)
      }
      #expect(there.isSuperset(of: outputs))
    }
  }

  /// What has to be there before a fused node is computed.
  private func operands(of fused: FusedNode, in plan: PlannedGraph) -> [NodeID] {
    switch fused {
    case .alone(let id): return plan[id].inputs
    case .convolution(let fused):
      return [fused.x, fused.weight]
        + [fused.bias, fused.addend, fused.store.mask].compactMap { $0 }
    case .product(let fused):
      return [fused.a, fused.b] + [fused.bias, fused.store.mask].compactMap { $0 }
    case .batchNorm(let fused):
      return operands(of: fused.operands) + [fused.addend].compactMap { $0 }
    case .batchNormGradient(let fused): return operands(of: fused.operands) + [fused.upstream]
    case .moments(let x, _, _), .maxPool(_, let x, _, _): return [x]
    case .reluGradient(let value, let upstream, _), .tanhGradient(let value, let upstream, _):
      return [value, upstream]
    }
  }

  private func operands(of norm: NormOperands) -> [NodeID] {
    [norm.x, norm.weight, norm.bias, norm.mean, norm.variance].compactMap { $0 }
  }
}
