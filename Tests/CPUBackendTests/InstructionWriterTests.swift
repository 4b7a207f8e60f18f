import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

@testable import CPUBackend

/// What is computed in blocks of images, and what together with what.
struct InstructionWriterTests {
  private func instructions(
    _ graph: Graph, outputs: [NodeID], usesBlocks: Bool = true
  ) -> [Instruction] {
    var plan = PlannedGraph(
      graph, order: graph.nodesNeeded(for: outputs), keeping: Set(outputs))
    if usesBlocks { plan.moveRectifierGradientsBelowPools() }
    return InstructionWriter.instructions(for: plan, usesBlocks: usesBlocks)
  }

  /// The names of the instructions that compute something in blocks, or change the form.
  private func names(_ instructions: [Instruction]) -> [String] {
    instructions.compactMap { instruction in
      switch instruction.task {
      case .rows: nil
      case .enter: "enter"
      case .leave: "leave"
      case .blocks(let task):
        String(describing: task).split(separator: "(").first.map(String.init)
      }
    }
  }

  private let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])

  @Test
  func `a residual block takes one pass for each statistic and none for its activations`() throws {
    var graph = Graph()
    let x = try graph.input([32, 4, 6, 6], name: "images")
    var variables: [NodeID] = []
    func variable(_ shape: Shape, _ graph: inout Graph) throws -> NodeID {
      variables.append(try graph.input(shape, name: "parameter"))
      return variables[variables.count - 1]
    }
    func norm(_ x: NodeID, _ graph: inout Graph) throws -> NodeID {
      try graph.batchNormTraining(
        x, weight: try variable([4], &graph), bias: try variable([4], &graph)
      ).result
    }
    func convolution(_ x: NodeID, _ graph: inout Graph) throws -> NodeID {
      let weight = try variable([4, 4, 3, 3], &graph)
      return try graph.convolution(x, weight: weight, same)
    }
    let start = try graph.append(.unary(.relu), [try convolution(x, &graph)])
    var y = try norm(try convolution(start, &graph), &graph)
    y = try norm(try convolution(try graph.append(.unary(.relu), [y]), &graph), &graph)
    y = try graph.append(.binary(.add), [y, start])
    y = try graph.append(.unary(.relu), [y])
    let gradients = try graph.appendGradients(of: y, by: variables)
    let outputs = [y] + variables.compactMap { gradients[$0] }
    #expect(
      names(instructions(graph, outputs: outputs)) == [
        "enter", "convolve",
        "convolve", "moments", "normalise", "convolve", "moments", "normalise",
        "pointwise",
        "normSums", "normGradient", "weightGradient", "convolve",
        "normSums", "normGradient", "weightGradient", "convolve",
        "weightGradient", "leave",
      ])
  }

  @Test
  func `a max pool is searched once and its ReLU's gradient is taken on the small side`() throws {
    var graph = Graph()
    let x = try graph.input([16, 2, 8, 8], name: "images")
    let weight = try graph.input([3, 2, 3, 3], name: "weight")
    let y = try graph.append(.unary(.relu), [try graph.convolution(x, weight: weight, same)])
    let pooled = try graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [y])
    let gradient = try graph.appendGradients(of: pooled, by: [weight])[weight]
    let outputs = [pooled, try #require(gradient)]
    let written = instructions(graph, outputs: outputs)
    #expect(
      names(written) == [
        "enter", "convolve", "maxPool", "pointwise", "maxUnpool", "weightGradient", "leave",
      ])
    let pass = Pass.passes(of: written)
    #expect(pass.filter(\.isByBlock).count == 1)
  }

  @Test
  func `batches without a full block and backends without kernels stay in row-major order`() throws
  {
    for batch in [1, 15, 32] {
      var graph = Graph()
      let x = try graph.input([batch, 2, 8, 8], name: "images")
      let weight = try graph.input([3, 2, 3, 3], name: "weight")
      let y = try graph.convolution(x, weight: weight, same)
      #expect(names(instructions(graph, outputs: [y], usesBlocks: batch != 32)).isEmpty)
    }
  }
}
