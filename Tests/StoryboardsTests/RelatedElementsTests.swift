import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What belongs together in views that stand beside each other.
struct RelatedElementsTests {
  /// Two channels, two filters, stride 2, padding 1 and a dilated kernel.
  private static func example() throws -> StoryExample {
    let window = try SlidingWindow.make(2, stride: 2, padding: (1, 1), dilation: 2)
    return try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 2, 4, 4]), .integers([2, 2, 2, 2]), .integers([2])])
  }

  private func titles(_ cells: [CellReference], in story: Storyboard) -> [String: Int] {
    Dictionary(grouping: cells) { story.panels[$0.panel].title }.mapValues(\.count)
  }

  @Test(arguments: StoryExample.all)
  func `a cell is among those that are about its subject`(example: StoryExample) throws {
    let story = try example.story
    for (panel, content) in story.panels.enumerated() where !content.related.isEmpty {
      for (plane, grid) in content.planes.prefix(3).enumerated() {
        for position in 0..<min(40, grid.values.count) {
          let cell = CellReference(
            panel: panel, plane: plane, row: position / grid.columns,
            column: position % grid.columns)
          guard let subject = story.subject(of: cell) else { continue }
          #expect(example.executed.values[subject.node] != nil)
          #expect(story.cells(about: [subject]).contains(cell))
        }
      }
    }
  }

  @Test func `copies in columns are the input's numbers`() throws {
    let example = try Self.example()
    let story = try example.seen(as: .im2col).story
    let columns = try #require(story.panels.firstIndex { $0.title == "columns" })
    let grid = story.panels[columns].planes[0]
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let cell = CellReference(panel: columns, plane: 0, row: row, column: column)
        guard let subject = story.subject(of: cell) else {
          #expect(grid.kind(row: row, column: column) == .padding)
          continue
        }
        let tensor = try #require(example.executed.values[subject.node])
        #expect(tensor.elements[tensor.shape.offset(of: subject.index)] == grid[row, column])
      }
    }
  }

  @Test func `entries of the matrix are the kernel's weights`() throws {
    let example = try Self.example()
    for (view, name) in [(StoryView.matrix, "matrix C"), (.back, "matrix C transposed")] {
      let story = try example.seen(as: view).story
      let matrix = try #require(story.panels.firstIndex { $0.title == name })
      let grid = story.panels[matrix].planes[0]
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let cell = CellReference(panel: matrix, plane: 0, row: row, column: column)
          let subject = story.subject(of: cell)
          #expect((subject == nil) == (grid.kind(row: row, column: column) == .empty))
          guard let subject else { continue }
          let tensor = try #require(example.executed.values[subject.node])
          #expect(tensor.elements[tensor.shape.offset(of: subject.index)] == grid[row, column])
        }
      }
    }
  }

  @Test func `an input cell is echoed by its copies, its gradient and what it feeds`() throws {
    let example = try Self.example()
    let window = try example.seen(as: .window).story
    // Padding 1, dilation 2 and stride 2: this one is read by the window at row 0, column 0 only
    // through its last tap, and by others.
    let cell = CellReference(panel: 0, plane: 0, row: 2, column: 2)
    let element = try #require(window.element(in: cell))
    #expect(element.index == [0, 0, 1, 1])
    let answer = window.pointing(at: cell)
    func echo(_ view: StoryView) throws -> (Storyboard, Frame) {
      let story = try example.seen(as: view).story
      return (
        story,
        try #require(
          story.echo(of: answer, in: window, beside: story.frames[0], finishedCells: 8))
      )
    }
    let (im2col, columns) = try echo(.im2col)
    let chosen = { (frame: Frame) in frame.marks.filter { $0.kind == .chosen }.map(\.cell) }
    let copies = titles(chosen(columns), in: im2col)
    // One copy for each window that reads it, as many as results of one filter that it feeds.
    let fed = answer.marks.filter { $0.kind == .window }.count / 2
    #expect(copies == ["input": 1, "columns": fed])
    #expect(fed > 0)
    let (gradients, back) = try echo(.gradients)
    let marked = titles(chosen(back), in: gradients)
    #expect(marked["input"] == 1 && marked["dLoss/dInput"] == 1)
    let gradient = try #require(
      chosen(back).first { gradients.panels[$0.panel].title == "dLoss/dInput" })
    #expect(gradient.row == 1 && gradient.column == 1 && gradient.plane == 0)
    let (matrix, flat) = try echo(.matrix)
    // In the matrix it is a column, with an entry for each result.
    #expect(
      titles(chosen(flat), in: matrix) == ["input, flattened": 1, "matrix C": 2 * fed])
    // What it feeds is lit beside it, and nothing else.
    let lit = flat.marks.filter { $0.kind == .window }.map(\.cell)
    #expect(titles(lit, in: matrix) == ["output, flattened": 2 * fed])
  }

  @Test func `a weight is echoed by its entries of the matrix and its gradient`() throws {
    let example = try Self.example()
    let window = try example.seen(as: .window).story
    let kernel = try #require(window.panels.firstIndex { $0.title == "kernel" })
    let cell = CellReference(panel: kernel, plane: 3, row: 1, column: 0)
    let answer = window.pointing(at: cell)
    let matrix = try example.seen(as: .matrix).story
    let frame = try #require(
      matrix.echo(of: answer, in: window, beside: matrix.frames[0], finishedCells: 8))
    let entries = frame.marks.filter { $0.kind == .chosen }
    let map = try #require(matrix.panels.firstIndex { $0.title == "matrix C" })
    #expect(!entries.isEmpty && entries.allSatisfy { $0.cell.panel == map })
    let gradients = try example.seen(as: .gradients).story
    let back = try #require(
      gradients.echo(of: answer, in: window, beside: gradients.frames[0], finishedCells: 8))
    let chosen = back.marks.filter { $0.kind == .chosen }.map(\.cell)
    #expect(titles(chosen, in: gradients)["dLoss/dKernel"] == 1)
  }

  @Test func `padding is echoed by nothing`() throws {
    let example = try Self.example()
    let window = try example.seen(as: .window).story
    let answer = window.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    let story = try example.seen(as: .im2col).story
    #expect(
      story.echo(of: answer, in: window, beside: story.frames[0], finishedCells: 8) == nil)
  }
}
