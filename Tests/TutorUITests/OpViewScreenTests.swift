import ConvolutionArithmetic
import Lessons
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// The views of ops beside convolutions on the screen.
struct OpViewScreenTests {
  /// An op on a stage, some frames from its start.
  private struct Script: Sendable {
    let name: String
    let operands: [Tensor<Double>]
    let views: [StoryView]
    /// What the operands are called, where that says what they are.
    var names: [String] = []
    var upstream: Tensor<Double>?
    var steps = 1
    /// Appends the nodes and names the one to look at and the last one.
    let build: @Sendable (inout Graph, [NodeID]) throws -> (node: NodeID, end: NodeID)

    init(
      _ name: String, _ views: [StoryView], of operands: [Tensor<Double>], names: [String] = [],
      upstream: Tensor<Double>? = nil, steps: Int,
      build: @escaping @Sendable (inout Graph, [NodeID]) throws -> (node: NodeID, end: NodeID)
    ) {
      (self.name, self.views, self.operands, self.names) = (name, views, operands, names)
      (self.upstream, self.steps, self.build) = (upstream, steps, build)
    }

    init(
      _ name: String, _ views: [StoryView], op: Op, of operands: [Tensor<Double>],
      upstream: Tensor<Double>? = nil, steps: Int
    ) {
      self.init(name, views, of: operands, upstream: upstream, steps: steps) { graph, inputs in
        let node = try graph.append(op, inputs)
        return (node, node)
      }
    }
  }

  private static let scripts: [Script] = {
    guard let pair = try? SlidingWindow(kernelSize: 2, stride: 2),
      let three = try? SlidingWindow(kernelSize: 3, stride: 2, padding: .symmetric(1))
    else { return [] }
    let image = Tensor<Double>(
      [1, 1, 4, 4], [1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 4, 4, 1, 2, 4, 4])
    let upstream = Tensor<Double>([1, 1, 2, 2], [1, -2, 3, 5])
    let row = Tensor<Double>([1, 6], [-3, -1, 0, 0.5, 1.5, 3])
    return [
      Script(
        "max_pool2d", [.gradients], op: .maxPool([pair, pair]), of: [image], upstream: upstream,
        steps: 3),
      Script(
        "avg_pool2d", [.gradients], op: .averagePool(AveragePool(windows: [three, three])),
        of: [image], upstream: upstream, steps: 3),
      Script(
        "sigmoid", [.curve, .gradients, .jacobian], op: .unary(.sigmoid), of: [row],
        upstream: Tensor([1, 6], [1, -1, 2, 1, 3, 1]), steps: 4),
      Script("relu", [.curve], op: .unary(.relu), of: [row], steps: 2),
      Script(
        "softmax", [.stages, .jacobian], op: .softmax(axis: 1), of: [Tensor([1, 3], [2, 1, 0])],
        steps: 2),
      Script(
        "cross_entropy", [.stages, .gradients],
        of: [Tensor([2, 3], [2, 1, 0, 0, 3, 1]), Tensor([2], [0, 1])], steps: 2
      ) { graph, inputs in
        let end = try graph.crossEntropy(inputs[0], target: inputs[1])
        let node = graph.ids.first {
          if case .logSoftmax = graph[$0].op { true } else { false }
        }
        return (node ?? end, end)
      },
      Script(
        "batch_norm", [.stages, .gradients],
        of: [
          Tensor([1, 2, 2, 3], [2, 4, 4, 5, 7, 8, 1, 3, 5, 7, 9, 11]), Tensor([2], [2, 1]),
          Tensor([2], [1, -1]),
        ], upstream: Tensor([1, 2, 2, 3], (0..<12).map { Double($0 % 5 - 2) }), steps: 1
      ) { graph, inputs in
        let node = try graph.batchNormTraining(
          inputs[0], weight: inputs[1], bias: inputs[2]
        ).result
        return (node, node)
      },
      Script(
        "dropout", [.cells, .gradients], op: .dropout(probability: 0.5, seed: 1), of: [row],
        steps: 2),
      Script(
        "field", [.field],
        of: [
          Tensor([1, 1, 10, 10], (0..<100).map { Double($0 % 7) }),
          Tensor([1, 1, 3, 3], Array(repeating: 1, count: 9)),
        ],
        steps: 2
      ) { graph, inputs in
        let pad = try SlidingWindow(kernelSize: 3, padding: .symmetric(1))
        let pair = try SlidingWindow(kernelSize: 2, stride: 2)
        let first = try graph.convolution(
          inputs[0], weight: inputs[1], Convolution(windows: [pad, pad]))
        let pooled = try graph.append(.maxPool([pair, pair]), [first])
        let node = try graph.convolution(
          pooled, weight: inputs[1], Convolution(windows: [pad, pad]))
        return (node, node)
      },
      Script(
        "graph", [.graph], of: [Tensor([1], [2]), Tensor([1], [3]), Tensor([1], [-1])], steps: 8
      ) { graph, inputs in
        let u = try graph.append(.binary(.multiply), [inputs[0], inputs[1]])
        let v = try graph.append(.binary(.add), [u, inputs[2]])
        let node = try graph.append(.binary(.multiply), [v, inputs[0]])
        return (node, node)
      },
      Script(
        "threshold", [.plane],
        of: [
          Tensor([4, 2], [0, 0, 0, 1, 1, 0, 1, 1]), Tensor([1, 2], [1, 1]), Tensor([1], [-1.5]),
        ], names: ["input", "0.weight", "0.bias"], steps: 3
      ) { graph, inputs in
        let product = try graph.append(
          .matmul(transposeA: false, transposeB: true), [inputs[0], inputs[1]])
        let sum = try graph.append(.binary(.add), [product, inputs[2]])
        let node = try graph.append(.unary(.step), [sum])
        return (node, node)
      },
      network("units-221", hidden: 2, outputs: 1, steps: 10),
      network("units-232", hidden: 3, outputs: 2, steps: 14),
    ]
  }()

  /// A network of two inputs, sigmoids and a squared error.
  private static func network(_ name: String, hidden: Int, outputs: Int, steps: Int) -> Script {
    let first = [0.5, -1, 2, 0.25, -0.75, 1], second = [1, -2, 0.5, 0.3, 1.5, -1]
    return Script(
      name, [.units],
      of: [
        Tensor([1, 2], [1, -0.5]), Tensor([hidden, 2], Array(first.prefix(2 * hidden))),
        Tensor([hidden], (0..<hidden).map { 0.1 * Double($0) }),
        Tensor([outputs, hidden], Array(second.prefix(outputs * hidden))),
        Tensor([1, outputs], (0..<outputs).map { Double(1 - $0) }),
      ], names: ["input", "0.weight", "0.bias", "2.weight", "target"], steps: steps
    ) { graph, inputs in
      let product = Op.matmul(transposeA: false, transposeB: true)
      let sum = try graph.append(
        .binary(.add), [graph.append(product, [inputs[0], inputs[1]]), inputs[2]])
      let between = try graph.append(.unary(.sigmoid), [sum])
      let output = try graph.append(
        .unary(.sigmoid), [graph.append(product, [between, inputs[3]])])
      let end = try graph.mseLoss(output, target: inputs[4], reduction: .sum)
      return (end, end)
    }
  }

  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ]

  @Test func `every view is recorded`() {
    let recorded = Self.scripts.flatMap(\.views) + ViewScreenTests.views
    #expect(Set(recorded) == Set(StoryView.allCases))
  }

  @Test(arguments: scripts.map(\.name), sizes)
  func `a view of an op is as recorded`(name: String, size: Size) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    for view in script.views {
      try expectRecorded(script, view, size, .unicode)
      try expectRecorded(script, view, size, .ascii)
    }
  }

  private func expectRecorded(
    _ script: Script, _ view: StoryView, _ size: Size, _ glyphs: GlyphSet
  ) throws {
    var model = TutorModel(Course(lessons: []), size: size)
    _ = model.open(try lesson(script, view))
    for _ in 0..<script.steps { _ = model.update(.key(.right)) }
    let name =
      "view-\(script.name)-\(view.rawValue)-\(size.width)x\(size.height)"
      + (glyphs.isUnicode ? "" : "-ascii")
    let difference = try ScreenRecordings().difference(
      of: model.recorded(size: size, glyphs), from: name)
    #expect(difference == nil)
  }

  private func lesson(_ script: Script, _ view: StoryView) throws -> PreparedLesson {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    let inputs = try script.operands.enumerated().map { index, operand in
      let name = script.names.isEmpty ? "input" : script.names[index]
      let id = try graph.input(operand.shape, name: name)
      feeds[id] = operand
      return id
    }
    let (node, end) = try script.build(&graph, inputs)
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: end, upstream: script.upstream)
    let views = try LinkedViews(of: node, in: executed, startingWith: view)
    let step = PreparedStep(
      id: script.name, text: LessonText("Look at one cell in several ways."), views: views,
      frames: views.first.frames.indices)
    return PreparedLesson(id: script.name, title: "Views", steps: [step])
  }
}
