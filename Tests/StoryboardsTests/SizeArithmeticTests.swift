import ConvolutionArithmetic
import Storyboards
import Testing

/// The derivation of an output size, step by step.
struct SizeArithmeticTests {
  @Test func `a size that comes out even is built up step by step`() throws {
    let story = try Storyboard.sizeArithmetic(for: [.make(3, stride: 2)], input: [7])
    #expect(
      story.frames.map(\.caption) == [
        "The input has 7 cells.",
        "The first window reaches from cell 0 to cell 2.",
        "Behind the first window there are 4 cells of room to move it.",
        "2 further on, window 1 reaches from cell 2 to cell 4.",
        "2 further on, window 2 reaches from cell 4 to cell 6.",
        "The window took 2 steps of 2, which uses the room up.",
        "One output for the first position and one for each step: 3.",
      ])
    let lines = story.frames.suffix(2).map { $0.arithmetic.map(\.text) }
    #expect(lines == [["4 / 2 = 2"], ["(7 − 3) / 2 + 1 = 3"]])
    #expect(story.frames.map(\.finishedCells) == [0, 1, 1, 2, 3, 3, 3])
  }

  @Test func `a size that does not fit says so and marks the cell left over`() throws {
    let story = try Storyboard.sizeArithmetic(for: [.make(3, stride: 3)], input: [7])
    let last = try #require(story.frames.last)
    #expect(
      last.caption
        == "A size of 2.33… does not fit: frameworks floor to 2 and leave 1 cell uncovered.")
    #expect(last.arithmetic.map(\.text) == ["(7 − 3) / 3 + 1 ≈ 2.333", "⌊(7 − 3) / 3⌋ + 1 = 2"])
    #expect(last.marks == [Mark(CellReference(panel: 0, plane: 0, row: 0, column: 6), .uncovered)])
  }

  @Test func `padding and dilation come before the first window`() throws {
    let window = try SlidingWindow.make(3, padding: (2, 1), dilation: 2)
    let story = try Storyboard.sizeArithmetic(for: [window], input: [5])
    #expect(story.panels[0].planes[0].layout.columns == PlaneAxis(5, before: 2, after: 1))
    #expect(story.frames[1].arithmetic.map(\.text) == ["5 + 2 + 1 = 8"])
    #expect(story.frames[2].arithmetic.map(\.text) == ["2·(3 − 1) + 1 = 5"])
    #expect(story.frames[3].caption == "The first window reaches from the padding to cell 2.")
    #expect(story.frames[3].marks.map(\.cell.column) == [0, 2, 4, 0])
  }

  @Test func `axes that differ are told one after the other, equal ones once`() throws {
    let (narrow, wide) = (try SlidingWindow.make(2), try SlidingWindow.make(3))
    let both = try Storyboard.sizeArithmetic(for: [narrow, wide], input: [3, 4])
    #expect(both.panels[1].planes.map(\.columns) == [2, 2])
    #expect(both.frames.first?.visiblePlanes == [0: [0], 1: [0]])
    #expect(both.frames.last?.visiblePlanes == [0: [1], 1: [1]])
    #expect(both.frames.last?.finishedCells == 4)
    let once = try Storyboard.sizeArithmetic(for: [wide, wide], input: [4, 4])
    #expect(once.panels[1].planes.count == 1)
    #expect(
      once.frames[0].caption == "The input has 4 rows and as many columns; one axis tells both.")
  }

  @Test func `a kernel that does not fit is an error whose text shows the sum`() throws {
    let window = try SlidingWindow.make(5)
    #expect(throws: GeometryError.kernelDoesNotFit(window: window, inputSize: 3)) {
      try Storyboard.sizeArithmetic(for: [window], input: [3])
    }
  }

  @Test(arguments: 1...9, 1...4)
  func `every line comes to its result and the last one to the size`(
    input: Int, stride: Int
  ) throws {
    for ceilMode in [false, true] {
      for padding in 0...1 {
        let window = try SlidingWindow.make(
          2, stride: stride, padding: (padding, 1), dilation: 1, ceilMode: ceilMode)
        let story = try Storyboard.sizeArithmetic(for: [window], input: [input])
        for line in story.frames.flatMap(\.arithmetic) {
          #expect(try LineEvaluator.value(of: line) == line.result, "\(line.text)")
        }
        let size = try window.outputSize(forInputSize: input)
        #expect(story.frames.last?.arithmetic.last?.result == Double(size))
        #expect(story.frames.last?.finishedCells == size)
        for mark in story.frames.flatMap(\.marks) {
          let plane = story.panels[mark.cell.panel].planes[mark.cell.plane]
          #expect((0..<plane.columns).contains(mark.cell.column))
        }
      }
    }
  }

  @Test func `an axis too long to draw still gets its formula`() throws {
    let window = try SlidingWindow.make(3, stride: 2)
    let story = try Storyboard.sizeArithmetic(for: [window], input: [10_000_001])
    #expect(story.frames.last?.arithmetic.first?.text == "(10000001 − 3) / 2 + 1 = 5000000")
  }

  @Test func `an axis with billions of holes still ends`() throws {
    let window = try SlidingWindow.make(1, stride: 3)
    let story = try Storyboard.sizeArithmetic(for: [window], input: [1_000_000_000_000])
    #expect(story.frames.last?.marks.isEmpty == true)
    #expect(story.frames.last?.arithmetic.last?.result == 333_333_333_334)
  }

  @Test func `one cell of room is one cell`() throws {
    let story = try Storyboard.sizeArithmetic(for: [.make(2, stride: 2)], input: [3])
    let caption = story.frames[story.frames.count - 2].caption
    #expect(
      caption
        == "The window took 0 steps of 2; 1 cell of room cannot be divided by 2 without a remainder."
    )
  }
}
