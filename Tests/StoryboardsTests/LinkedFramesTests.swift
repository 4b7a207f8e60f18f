import Storyboards
import TensorEngine
import TestSupport
import Testing

/// What is the same in frame *i* of every view of a node, and what the frames of a graph's views are about.
struct LinkedFramesTests {
  /// A layer or two of units with a squared error behind them: every node of it stands in a graph.
  private static func network(seed: Int) throws -> ExecutedGraph {
    var random = SplitMix64(seed: UInt64(seed))
    func numbers(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { _ in Double(random.next() % 9) - 4 })
    }
    var (graph, feeds) = (Graph(), [NodeID: Tensor<Double>]())
    func feed(_ name: String, _ shape: Shape) throws -> NodeID {
      let id = try graph.input(shape, name: name)
      feeds[id] = numbers(shape)
      return id
    }
    let sizes = (0..<Int(2 + random.next() % 2)).map { _ in Int(1 + random.next() % 3) }
    var current = try feed("input", [1, sizes[0]])
    for (layer, size) in sizes.enumerated().dropFirst() {
      let weight = try feed("\(layer).weight", [size, sizes[layer - 1]])
      let product = try graph.append(
        .matmul(transposeA: false, transposeB: true), [current, weight])
      let bias = try feed("\(layer).bias", [size])
      let sum = try graph.append(.binary(.add), [product, bias])
      current = try graph.append(.unary(.leakyRelu(negativeSlope: 0.5)), [sum])
    }
    let target = try feed("target", graph[current].shape)
    let end = try graph.mseLoss(current, target: target, reduction: .sum)
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: end, upstream: nil)
    return executed
  }

  /// The elements that a frame makes.
  private func made(_ frame: Frame, in story: Storyboard) -> Set<ElementReference> {
    Set(frame.marks.filter { $0.kind == .result }.compactMap { story.element(in: $0.cell) })
  }

  @Test(arguments: 1...12)
  func `frame i of every view of a node makes its result i`(seed: Int) throws {
    let executed = try Self.network(seed: seed)
    for node in executed.graph.ids where executed.graph[node].op.isComputed {
      let views = try LinkedViews(of: node, in: executed)
      let shape = executed.graph[node].shape
      for view in views.ofNode {
        let story = views.storyboard(view)
        #expect(story.resultFrames == story.frames.indices)
        guard shape.count > 1, story.frames.count == shape.count else { continue }
        for (position, frame) in story.frames.enumerated() {
          let wanted = ElementReference(node, shape.index(at: position))
          #expect(made(frame, in: story) == [wanted], "\(view)")
          #expect(story.result(ofFrame: position) == position)
        }
      }
    }
  }

  @Test(arguments: 1...12)
  func `a frame of a graph's view is about the node's result that it names`(seed: Int) throws {
    let executed = try Self.network(seed: seed)
    var walks = 0
    for node in executed.graph.ids where executed.graph[node].op.isComputed {
      let views = try LinkedViews(of: node, in: executed)
      let shape = executed.graph[node].shape
      for view in views.views where view.scope == .graph {
        walks += 1
        let story = views.storyboard(view)
        #expect(story.resultFrames.count == shape.count)
        for (position, frame) in story.resultFrames.enumerated() {
          let wanted = ElementReference(node, shape.index(at: position))
          #expect(made(story.frames[frame], in: story) == [wanted], "\(view)")
        }
        for (position, frame) in story.frames.enumerated() {
          // What is made, or whose gradient is.
          let subject = frame.marks.last { $0.kind == .result }.flatMap {
            story.subject(of: $0.cell)
          }
          guard let subject, subject.node == node else { continue }
          #expect(story.result(ofFrame: position) == shape.offset(of: subject.index), "\(view)")
        }
      }
    }
    #expect(walks > 0)
  }
}

extension Op {
  /// Whether it is computed from others.
  fileprivate var isComputed: Bool { if case .input = self { false } else { true } }
}
