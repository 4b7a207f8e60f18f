import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

/// What is in view of grids that are larger than the stage.
struct StageViewTests {
  /// A 5×5 kernel on an image, of numbers that take seven characters.
  private static func large() throws -> Storyboard {
    func fractions(_ shape: Shape, _ divisor: Double) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { Double($0 * 37 % 101 - 50) / divisor })
    }
    return try SampleLessons.convolution(
      fractions([1, 1, 32, 32], 31), fractions([1, 1, 5, 5], 97), padding: 2)
  }

  /// The columns of a frame's window that are in view, by panel.
  private static func columns(
    _ board: Storyboard, _ position: Int, width: Int
  ) -> [Int: Set<Int>] {
    var player = StagePlayer(LinkedViews(board), noun: "step")
    player.go(to: position)
    let stage = player.view()
    let marked = Set(board.frames[position].marks.map(\.cell))
    let area = Rect(x: 0, y: 0, width: width, height: 20)
    var columns: [Int: Set<Int>] = [:]
    // Each cell is met: the narrowest are six apart.
    for y in 0..<area.height {
      for x in stride(from: 0, to: width, by: 5) {
        let point = Point(x: x, y: y)
        if let cell = stage.cell(at: point, in: area, glyphs: .unicode), marked.contains(cell) {
          columns[cell.panel, default: []].insert(cell.column)
        }
      }
    }
    return columns
  }

  @Test(arguments: [(62, 3), (76, 4), (96, 5)], [0, 1023])
  func `a window is seen before what is around it`(
    _ size: (width: Int, columns: Int), _ position: Int
  ) throws {
    let board = try Self.large()
    let visible = Self.columns(board, position, width: size.width)
    for panel in [0, 1] {
      #expect((visible[panel] ?? []).count >= size.columns, "\(board.panels[panel].title)")
    }
    #expect(visible[2]?.count == 1)
  }

  @Test
  func `numbers are brief only where not all cells fit`() throws {
    func text(_ board: Storyboard, width: Int) -> String {
      let stage = StagePlayer(LinkedViews(board), noun: "step").view(hasCaption: false)
      return drawing(stage, width: width, height: 20).lines.joined(separator: "\n")
    }
    let small = try SampleLessons.convolution(
      Tensor([1, 1, 2, 2], [1 / 3.0, 1, 2, 3]), Tensor([1, 1, 1, 1], [1]))
    #expect(text(small, width: 76).contains("0.3333"))
    let large = text(try Self.large(), width: 76)
    #expect(large.contains(" −0.52 "))
  }

  @Test func `what the sums of many channels come to is always in view`() throws {
    let count = 20
    let board = try SampleLessons.convolution(
      Tensor([1, count, 3, 3], repeating: 1), Tensor([1, count, 2, 2], repeating: 2))
    let stage = StagePlayer(LinkedViews(board), noun: "step").view()
    let lines = drawing(stage, width: 76, height: 20).lines
    let total = try #require(lines.firstIndex { $0.contains("= 160") })
    let note = try #require(lines.firstIndex { $0.contains(" more sums") })
    #expect(note < total)
    let shown = lines.count { $0.hasPrefix("input channel") }
    #expect(shown > 0 && lines[note].contains("… \(count - shown) more sums"))
  }

  @Test func `what a sum comes to is never alone on a line`() throws {
    let board = try SampleLessons.convolution(
      Tensor([1, 1, 3, 3], (1...9).map(Double.init)),
      Tensor([1, 1, 3, 3], [1, 0, -1, 2, 0, -2, 1, 0, -1]))
    let line = try #require(board.frames[0].arithmetic.last).styled
    for width in 12...line.width {
      let end = try #require(line.wrapped(to: width, hangingIndent: 2).last)
      let text = end.spans.map(\.text).joined()
      #expect(text.contains("= −8"), "\(width): \(text)")
    }
  }

  @Test func `the name of a plane is whole beside narrow grids`() throws {
    func fractions(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { Double($0 * 37 % 101 - 50) / 31 })
    }
    let board = try SampleLessons.convolution(
      fractions([1, 3, 32, 32]), fractions([20, 3, 5, 5]), padding: 0)
    var player = StagePlayer(LinkedViews(board), noun: "step")
    player.go(to: 12 * 28 * 28)
    for width in [76, 78, 90] {
      let lines = drawing(player.view(), width: width, height: 20).lines
      #expect(lines.contains { $0.contains("channel 12") }, "\(lines.joined(separator: "\n"))")
    }
  }
}
