import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Which element of which tensor stands in which cell.
struct ElementMapTests {
  @Test(arguments: StoryExample.all)
  func `every cell shows an element of an executed tensor, or says why it does not`(
    example: StoryExample
  ) throws {
    let story = try example.story
    for cell in story.allCells where story.panels[cell.panel].source != nil {
      let plane = story.panels[cell.panel].planes[cell.plane]
      let value = plane[cell.row, cell.column]
      let kind = plane.kind(row: cell.row, column: cell.column)
      guard let element = story.element(in: cell) else {
        let isPoolPadding = example.isMaximum && kind == .padding
        #expect(kind != .data)
        // What a result is cropped by are numbers of their own.
        if kind != .cropped { #expect(value == (isPoolPadding ? -.infinity : 0), "\(kind)") }
        continue
      }
      #expect(kind != .insertedZero)
      let tensor = try #require(example.executed.values[element.node])
      let executed = tensor.elements[tensor.shape.offset(of: element.index)]
      #expect(value.bitPattern == executed.bitPattern)
      #expect(story.cells(of: element).contains(cell))
    }
  }

  @Test(arguments: StoryExample.all)
  func `every element of a panel's tensor stands in a cell of its own`(
    example: StoryExample
  ) throws {
    let story = try example.story
    for (position, panel) in story.panels.enumerated() {
      // What the engine computed beside the graph belongs to no node.
      guard let source = panel.source else { continue }
      let tensor = try #require(example.executed.values[source.node])
      #expect(source.shape == tensor.shape)
      for offset in 0..<min(tensor.shape.count, 500) {
        let element = ElementReference(source.node, tensor.shape.index(at: offset))
        let cells = story.cells(of: element).filter { $0.panel == position }
        let own = cells.filter { cell in
          let kind = panel.planes[cell.plane].layout.kind(row: cell.row, column: cell.column)
          return kind.isElement || kind == .cropped
        }
        #expect(own.count == 1)
        for cell in cells { #expect(story.element(in: cell) == element) }
      }
    }
  }

  @Test(arguments: StoryExample.all)
  func `the frames make the elements of the explained node in order`(example: StoryExample) throws {
    let story = try example.story
    guard story.resultFrames.count == example.result.shape.count, story.resultFrames.count > 1
    else { return }
    for (position, frame) in story.resultFrames.enumerated() {
      let index = example.result.shape.index(at: position)
      #expect(story.frame(making: ElementReference(example.node, index)) == frame)
    }
  }

  @Test func `an operand knows what it is to the op, a result and an axis do not`() throws {
    let story = try StoryExample(
      "batch_norm", .batchNorm(BatchNorm(training: false)),
      [.integers([1, 1, 2, 2]), .vector(1), .vector(2), .vector(3), .vector(4)]
    ).story
    #expect(story.panels.map(\.operand) == [.input, .mean, .variance, .weight, .bias, nil])
    let strip = try Storyboard.sizeArithmetic(for: [.make(3, padding: (1, 1))], input: [5])
    #expect(strip.panels.allSatisfy { $0.operand == nil && $0.source == nil })
    #expect(strip.element(in: CellReference(panel: 0, plane: 0, row: 0, column: 1)) == nil)
  }

  @Test func `a stretched axis has data, zeros between and padding around`() {
    let axis = PlaneAxis(2, before: 1, after: 2, spacing: 3)
    #expect(
      (0..<axis.count).map(axis.kind) == [
        .padding, .data, .insertedZero, .insertedZero, .data, .padding, .padding,
      ])
    #expect((0..<axis.count).map(axis.element) == [nil, 0, nil, nil, 1, nil, nil])
    #expect(axis.positions(of: 1) == [4])
  }

  @Test func `an axis that is cut off keeps the elements that are cut off`() {
    let axis = PlaneAxis(3, before: -1, after: -2, spacing: 2)
    #expect(
      (0..<axis.count).map(axis.kind) == [.cropped, .insertedZero, .data, .cropped, .cropped])
    #expect((0..<axis.count).map(axis.element) == [0, nil, 1, nil, 2])
  }

  @Test(arguments: [
    (Pad.Mode.reflect, [2, 1, 0, 1, 2, 1, 0]), (.replicate, [0, 0, 0, 1, 2, 2, 2]),
    (.circular, [1, 2, 0, 1, 2, 0, 1]),
  ])
  func `padding by copies names what it copies`(mode: Pad.Mode, elements: [Int]) {
    let axis = PlaneAxis(3, before: 2, after: 2, fill: mode)
    #expect((0..<axis.count).map(axis.element) == elements)
    for element in 0..<3 {
      #expect(axis.positions(of: element) == elements.indices.filter { elements[$0] == element })
    }
  }
}

extension StoryExample {
  /// Whether padding counts as −∞.
  fileprivate var isMaximum: Bool {
    switch executed.graph[node].op {
    case .maxPool, .maxPoolIndices: true
    default: false
    }
  }
}

extension Storyboard {
  /// The cells of all panels, of a large one the first.
  fileprivate var allCells: [CellReference] {
    panels.enumerated().flatMap { panel, content in
      content.planes.enumerated().flatMap { plane, grid in
        (0..<min(500, grid.values.count)).map { position in
          CellReference(
            panel: panel, plane: plane, row: position / grid.columns,
            column: position % grid.columns)
        }
      }
    }
  }
}
