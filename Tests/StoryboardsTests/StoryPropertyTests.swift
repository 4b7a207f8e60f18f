import Storyboards
import TestSupport
import Testing

/// What holds for the story of every op.
struct StoryPropertyTests {
  @Test func `the table of stories has every op`() {
    let covered = StoryExample.all.map { OpKind($0.executed.graph[$0.node].op) }
    #expect(Set(OpKind.allCases).subtracting(covered) == [])
  }

  @Test(arguments: StoryExample.all)
  func `there is a frame for each cell of the result`(example: StoryExample) throws {
    #expect(try example.story.resultFrames.count == example.frameCount)
  }

  @Test(arguments: StoryExample.all)
  func `the last frame has finished the result and the others have not`(
    example: StoryExample
  ) throws {
    let story = try example.story
    let finished = story.frames.map(\.finishedCells)
    // A walk goes on until every number is there, and not only those of the node.
    #expect(
      finished.last == (story.isWalk ? story.frames.count : example.result.shape.count))
    #expect(finished == finished.sorted())
    #expect(Set(finished).count == finished.count)
  }

  @Test(arguments: StoryExample.all)
  func `the filled panels show the executed result`(example: StoryExample) throws {
    let story = try example.story
    let panels = story.panels.filter {
      $0.isFilledByFrames && (!story.isWalk || $0.source?.node == example.node)
    }
    #expect(!panels.isEmpty)
    for panel in panels {
      // What is cropped stands around it; what a pad has put around its input is a part of the result.
      let values = panel.planes.flatMap { plane in
        plane.values.indices.filter {
          plane.layout.kind(row: $0 / plane.columns, column: $0 % plane.columns).isElement
        }.map { plane.values[$0] }
      }
      #expect(values == example.result.elements)
    }
  }

  @Test(arguments: StoryExample.all)
  func `every mark lies in a plane that is shown`(example: StoryExample) throws {
    let story = try example.story
    for frame in story.frames {
      for mark in frame.marks {
        let cell = mark.cell
        let panel = try #require(
          story.panels.indices.contains(cell.panel) ? story.panels[cell.panel] : nil)
        let plane = try #require(
          panel.planes.indices.contains(cell.plane) ? panel.planes[cell.plane] : nil)
        #expect((0..<plane.rows).contains(cell.row))
        #expect((0..<plane.columns).contains(cell.column))
        if let visible = frame.visiblePlanes[cell.panel] { #expect(visible.contains(cell.plane)) }
      }
    }
  }

  @Test(arguments: StoryExample.all)
  func `every line of arithmetic comes to its result`(example: StoryExample) throws {
    for frame in try example.story.frames {
      for line in frame.arithmetic {
        let value = try LineEvaluator.value(of: line)
        #expect(isClose(value, line.result), "\(line.text)")
      }
    }
  }

  @Test(arguments: StoryExample.all)
  func `the last line of a frame comes to the executed cell`(example: StoryExample) throws {
    for (position, frame) in try example.story.framesOfResults.enumerated() {
      guard let line = frame.arithmetic.last else { continue }
      #expect(line.result == example.result.elements[position], "\(line.text)")
    }
  }

  @Test(arguments: StoryExample.all)
  func `a frame of any view makes the cell of its position`(example: StoryExample) throws {
    let story = try example.story
    // Where a frame is not a cell, as in a column matrix, there is but one view.
    guard story.resultFrames.count == example.result.shape.count, story.resultFrames.count > 1
    else { return }
    for (position, frame) in story.framesOfResults.enumerated() {
      let made = frame.marks.filter { $0.kind == .result }.compactMap { story.element(in: $0.cell) }
      let index = example.result.shape.index(at: position)
      #expect(Set(made) == [ElementReference(example.node, index)])
    }
  }

  @Test(arguments: StoryExample.all)
  func `every number that names a cell is the number in it`(example: StoryExample) throws {
    let story = try example.story
    for frame in story.frames {
      for token in frame.arithmetic.flatMap(\.tokens) {
        switch token {
        case .number(let value, let role, let cell?), .factor(let value, let role, let cell?):
          let plane = story.panels[cell.panel].planes[cell.plane]
          #expect(plane[cell.row, cell.column] == value)
          #expect(plane.holdsElement(row: cell.row, column: cell.column) == (role != .padding))
        case .number, .factor, .sign, .breakOpportunity:
          break
        }
      }
    }
  }

  @Test(arguments: StoryExample.all)
  func `every caption is a sentence`(example: StoryExample) throws {
    for frame in try example.story.frames {
      #expect(frame.caption.hasSuffix("."))
      #expect(frame.caption.first?.isLowercase == false, "\(frame.caption)")
    }
  }
}

/// Equal up to the rounding of a sum in another order.
private func isClose(_ left: Double, _ right: Double) -> Bool {
  abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
}
