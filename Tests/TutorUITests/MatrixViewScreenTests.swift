import ConvolutionArithmetic
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

/// What is in view of a matrix that is larger than the stage.
struct MatrixViewScreenTests {
  /// About the stages of screens of 80×24 and 120×36.
  private static let sizes = [Size(width: 76, height: 17), Size(width: 78, height: 31)]

  private static func board(
    _ image: Tensor<Double>, _ kernel: Tensor<Double>, _ window: SlidingWindow
  ) throws -> Storyboard {
    var graph = Graph()
    let x = try graph.input(image.shape, name: "input")
    let weight = try graph.input(kernel.shape, name: "weight")
    let y = try graph.append(
      .convolution(Convolution(windows: [window, window])), [x, weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: image, weight: kernel])
    return try Storyboard.explaining(y, in: executed, view: .matrix)
  }

  /// Two channels of 6×6 under two filters that leave holes: rows of 72 numbers.
  private static func wide() throws -> Storyboard {
    try board(
      Tensor([1, 2, 6, 6], (0..<72).map { Double($0 % 4) }),
      Tensor(
        [2, 2, 3, 3],
        [
          1, 0, -1, 2, 1, 0, 0, 1, 1, 0, 1, 2, -1, 0, 1, 1, 1, 0,
          1, 1, 0, 0, -1, 2, 1, 0, 1, 2, 0, 1, 0, 1, -1, 1, 0, 0,
        ]),
      SlidingWindow(kernelSize: 3, stride: 2, padding: .symmetric(1), dilation: 2))
  }

  /// A 3×3 image so far inside of its padding that the outer windows meet none of it.
  private static func padded() throws -> Storyboard {
    try board(
      Tensor([1, 1, 3, 3], (1...9).map(Double.init)), Tensor([1, 1, 2, 2], [1, 2, 3, 4]),
      SlidingWindow(kernelSize: 2, padding: .symmetric(2)))
  }

  private static func panel(_ title: String, of board: Storyboard) throws -> Int {
    try #require(board.panels.firstIndex { $0.title == title })
  }

  /// The line of the screen on which a row's label stands, behind the label.
  private static func line(
    labelled label: String, _ board: Storyboard, _ position: Int, _ size: Size
  ) -> Substring? {
    var player = StagePlayer(LinkedViews(board), noun: "step")
    player.go(to: position)
    let lines = drawing(player.view(), width: size.width, height: size.height).lines
    return lines.lazy.compactMap { line in
      let words = line.drop { $0 == " " || $0 == "│" }
      return words.hasPrefix(label + " ") ? words.dropFirst(label.count) : nil
    }.first
  }

  @Test(arguments: sizes)
  func `a row of the matrix has weights in view, beside its result`(size: Size) throws {
    let board = try Self.wide()
    let map = try Self.panel("matrix C", of: board)
    let output = try Self.panel("output, flattened", of: board)
    #expect(board.panels[map].planes[0].columns == 72)
    for position in board.frames.indices {
      let label = board.panels[map].planes[0].rowLabels[position]
      let line = try #require(Self.line(labelled: label, board, position, size))
      let text = try #require(line.split(separator: "[").last).filter { $0 != " " }
      let value = board.panels[output].planes[0][position, 0]
      #expect(text.hasPrefix("\(NumberText.short(value))]"), "\(label): \(line)")
      // Before the result stand numbers of this row alone.
      let weights = line.split(separator: "[").dropLast().joined()
      #expect(weights.contains { "123456789".contains($0) }, "\(label): \(line)")
    }
  }

  @Test(arguments: sizes, [0, 5])
  func `what is above and below a row is what belongs to it`(size: Size, position: Int) throws {
    let board = try Self.wide()
    var player = StagePlayer(LinkedViews(board), noun: "step")
    player.go(to: position)
    let stage = player.view()
    let area = Rect(x: 0, y: 0, width: size.width, height: size.height)
    var columns: [Int: Set<Int>] = [:]
    for y in 0..<area.height {
      for x in stride(from: 0, to: area.width, by: 2) {
        if let cell = stage.cell(at: Point(x: x, y: y), in: area, glyphs: .unicode) {
          columns[cell.panel, default: []].insert(cell.column)
        }
      }
    }
    let map = try Self.panel("matrix C", of: board)
    let seen = try #require(columns[map])
    // More weights are in view than any stretch of so many columns has, with some room for what is left out.
    let weights = (0..<72).filter { board.panels[map].planes[0][position, $0] != 0 }
    let most = (0..<72 - 14).map { start in weights.count { (start..<start + 14).contains($0) } }
      .max()
    #expect(weights.count(where: seen.contains) > most ?? 0)
    #expect(columns[try Self.panel("input, flattened", of: board)] == seen)
    #expect(columns[try Self.panel("products", of: board)] == seen)
  }

  @Test(arguments: sizes)
  func `a row without weights stands beside its result, too`(size: Size) throws {
    let board = try Self.padded()
    let map = try Self.panel("matrix C", of: board)
    #expect(board.frames.count == 36)
    // Rows 0 and 35 meet nothing, nor do 30 to 34; row 7 has one weight.
    for position in [0, 7, 12, 29, 30, 33, 35] {
      let label = board.panels[map].planes[0].rowLabels[position]
      let line = try #require(Self.line(labelled: label, board, position, size))
      let text = try #require(line.split(separator: "[").last).filter { $0 != " " }
      let value = board.frames[position].marks.last { $0.kind == .result }
        .map { board.panels[$0.cell.panel].planes[$0.cell.plane][$0.cell.row, $0.cell.column] }
      #expect(text.hasPrefix("\(NumberText.short(try #require(value)))]"), "\(label): \(line)")
    }
  }
}
