import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

@testable import Figures

/// Where things stand in a figure: nothing is clipped, nothing lies on anything else, nothing moves.
struct FigureLayoutTests {
  private func overlaps(_ a: FigureRect, _ b: FigureRect) -> Bool {
    a.x < b.maxX && b.x < a.maxX && a.y < b.maxY && b.y < a.maxY
  }

  /// The box of a text, a little more than it takes in usual fonts.
  private func box(_ content: FigureShape.Content) -> FigureRect? {
    guard case .text(let line, let point, let anchor, let font) = content else { return nil }
    let size = font == .title ? FigureMetrics.titleSize : FigureMetrics.fontSize
    let width = FigureMetrics.width(line.width, size: size)
    let x =
      switch anchor {
      case .start: point.x
      case .middle: point.x - width / 2
      case .end: point.x - width
      }
    return FigureRect(x: x, y: point.y - size, width: width, height: size * 1.2)
  }

  @Test(arguments: FigureExample.all)
  func `every text is inside the figure, and no two lie on each other`(example: FigureExample)
    throws
  {
    let story = example.story
    let layout = FigureLayout(story)
    for position in story.frames.indices {
      let boxes = FrameDrawing(story, position, in: layout).shapes.compactMap { box($0.content) }
      for text in boxes {
        #expect(text.x >= 0 && text.y >= 0)
        #expect(text.maxX <= layout.size.width && text.maxY <= layout.size.height)
      }
      for (index, text) in boxes.enumerated() {
        let under = boxes[(index + 1)...].filter { overlaps(text.inset(by: 1), $0.inset(by: 1)) }
        #expect(under.isEmpty, "frame \(position): \(text) and \(under)")
      }
    }
  }

  @Test(arguments: FigureExample.all)
  func `grids do not touch each other`(example: FigureExample) {
    let layout = FigureLayout(example.story)
    let grids = layout.panels.flatMap { placed in
      (0..<placed.figure.slotCount).map { placed.grid($0) }
    }
    for (index, grid) in grids.enumerated() {
      #expect(!grids[(index + 1)...].contains { overlaps(grid, $0) })
    }
  }

  @Test(arguments: FigureExample.all)
  func `a number keeps its place from frame to frame`(example: FigureExample) {
    let story = example.story
    let layout = FigureLayout(story)
    // Where numbers stand, whatever they are.
    func places(_ position: Int) -> Set<FigurePoint> {
      Set(
        FrameDrawing(story, position, in: layout).shapes.compactMap { shape in
          if case .text(_, let point, .middle, _) = shape.content { point } else { nil }
        })
    }
    let first = story.frames[0]
    for position in story.frames.indices {
      let frame = story.frames[position]
      let isAlike = story.panels.indices.allSatisfy {
        frame.visiblePlanes[$0]?.count == first.visiblePlanes[$0]?.count
      }
      if isAlike { #expect(places(position) == places(0)) }
    }
  }

  @Test func `an arrow leads from each copy that is read to what it is a copy of`() throws {
    let story = try reflected().first
    let layout = FigureLayout(story)
    func arrows(_ position: Int) -> [FigureShape] {
      FrameDrawing(story, position, in: layout).shapes.filter {
        if case .arrow = $0.content { true } else { false }
      }
    }
    #expect(arrows(0).count == 5 && arrows(5).isEmpty)
    for arrow in arrows(0) {
      guard case .arrow(let copy, let source) = arrow.content else { continue }
      let (start, end) = (copy.middle, source.middle)
      let grid = layout.panels[0].grid(0)
      let ring = FigureMetrics.cellSize
      #expect(start.x < grid.x + ring || start.y < grid.y + ring)
      #expect(end.x > grid.x + ring && end.y > grid.y + ring)
      #expect(arrow.layer == .link)
    }
  }

  @Test func `an arrow ends at the edge of the cell that it points to`() throws {
    let cell = FigureRect(x: 100, y: 100, width: 32, height: 32)
    for (across, down) in [(1, 0), (0, -1), (2, 0), (2, 2), (-1, 3), (4, 1)] {
      let copy = FigureRect(
        x: cell.x + 32 * Double(across), y: cell.y + 32 * Double(down), width: 32, height: 32)
      let text = SVGShapes([FigureShape(.arrow(copy, cell))]).text
      // "M… Q control tip M side L tip L side": the tip comes behind the control point.
      let path = try #require(text.firstMatch(of: /Q[-0-9. ]+ ([-0-9.]+) ([-0-9.]+)M/))
      let (x, y) = (try #require(Double(path.1)), try #require(Double(path.2)))
      let distance = max(abs(x - cell.middle.x), abs(y - cell.middle.y))
      #expect((12.9...16).contains(distance), "\(across), \(down): \(text)")
    }
  }

  @Test func `cells are lower where a figure would be too high for a page`() throws {
    let image = counting([1, 1, 5, 5])
    let window = try SlidingWindow(kernelSize: 3)
    let views = try executedViews(
      .convolution(Convolution(windows: [window, window])), [image, counting([1, 1, 3, 3])])
    for view in views.views {
      let layout = FigureLayout(views.storyboard(view))
      // C transposed has 25 rows, and three lines of text stand below it.
      #expect(layout.size.height <= 830, "\(view): \(layout.size.height)")
    }
    #expect(FigureLayout(views.first).panels[0].figure.cellHeight == FigureMetrics.cellSize)
  }

  @Test func `the result appears cell by cell, and what is still to come is a dot`() throws {
    let story = try #require(FigureExample.all.first).story
    let layout = FigureLayout(story)
    func texts(_ position: Int) -> [String] {
      FrameDrawing(story, position, in: layout).shapes.compactMap { shape in
        if case .text(let line, _, _, _) = shape.content { line.plain } else { nil }
      }
    }
    #expect(texts(0).count { $0 == Plane.nothing } == 7)
    #expect(texts(7).count { $0 == Plane.nothing } == 0)
    #expect(texts(2).contains("frame 3 of 8"))
  }

  @Test func `planes beyond what a figure holds are counted in the title`() throws {
    let views = try executedViews(.unary(.relu), [counting([1, 40, 1, 1])])
    let layout = FigureLayout(views.first)
    let texts = FrameDrawing(views.first, 39, in: layout).shapes.compactMap { shape in
      if case .text(let line, _, _, _) = shape.content { line.plain } else { nil }
    }
    let shown = texts.filter { $0.hasPrefix("channel ") }
    #expect(shown.contains("channel 39"))
    #expect(layout.panels.allSatisfy { $0.figure.slotCount <= 16 })
  }
}
