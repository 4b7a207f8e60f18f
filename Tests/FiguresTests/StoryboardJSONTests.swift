import ConvolutionArithmetic
import Figures
import Foundation
import Storyboards
import TensorEngine
import Testing

/// Storyboards for programs, read back by another reader of JSON.
struct StoryboardJSONTests {
  private struct Board: Decodable, Equatable {
    var op: String
    var view: String
    var views: [String]
    var panels: [Panel]
    var frames: [Frame]

    struct Panel: Decodable, Equatable {
      var title: String
      var plane: String?
      var role: String
      var rows: Int
      var columns: Int
      var values: [[Double?]]
      var frames: [Int]?
      var labels: [String]?
      var kinds: [String]?
      var start: [Int]?
      var spacing: [Int]?
    }

    struct Frame: Decodable, Equatable {
      var result: [Int]?
      var value: Double?
      var terms: [[Double]]?
      var cell: [Int]?
      var marks: [String: [[Int]]]
      var copies: [[[Int]]]?
      var caption: String
    }
  }

  private func board(
    _ name: String, _ op: Op, _ operands: [Tensor<Double>], view: StoryView
  ) throws -> Board {
    let views = try executedViews(op, operands)
    let json = StoryboardJSON(name, views, as: view, isSinglePrecision: false)
    let text = json.text(frames: views.storyboard(view).frames.indices)
    #expect(!text.contains("\n"))
    return try JSONDecoder().decode(Board.self, from: Data(text.utf8))
  }

  private func convolution() throws -> (Op, [Tensor<Double>]) {
    let window = try SlidingWindow(kernelSize: 2)
    return (
      .convolution(Convolution(windows: [window, window])),
      [
        Tensor([1, 2, 3, 3], (0..<18).map { Double($0 % 5 - 2) }),
        Tensor([2, 2, 2, 2], (0..<16).map { Double($0 % 3 - 1) }), Tensor([2], [3, -4]),
      ]
    )
  }

  @Test func `copies in the padding are joined to what they are copies of`() throws {
    let board = try JSONDecoder().decode(
      Board.self,
      from: Data(
        StoryboardJSON("conv2d", try reflected(), as: .window, isSinglePrecision: false)
          .text(frames: 0..<16).utf8))
    let first = board.frames[0]
    #expect(first.copies?.count == 5 && board.frames[5].copies == nil)
    for pair in first.copies ?? [] {
      let values = pair.map { board.panels[$0[0]].values[$0[1]][$0[2]] }
      #expect(values[0] == values[1])
      #expect(first.marks["window"]?.contains(pair[0]) == true)
    }
  }

  @Test func `what output_padding adds has a letter of its own`() throws {
    let window = try SlidingWindow(
      kernelSize: 3, stride: 2, paddingBefore: 1, paddingAfter: 1, outputPadding: 1)
    let board = try board(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [image([[1, 2], [3, 4]]), counting([1, 1, 3, 3])], view: .stamp)
    #expect(board.panels.last?.kinds == ["ccccc", "cddda", "cddda", "cddda", "caaaa"])
  }

  @Test(arguments: [StoryView.window, .im2col, .matrix, .gradients])
  func `values are the sums of the products of their terms`(view: StoryView) throws {
    let (op, operands) = try convolution()
    let board = try board("conv2d", op, operands, view: view)
    #expect(board.view == view.rawValue)
    #expect(board.views == ["window", "im2col", "matrix", "gradients", "back", "cover"])
    #expect(board.frames.count == 8)
    for (position, frame) in board.frames.enumerated() {
      #expect(frame.result == Shape([1, 2, 2, 2]).index(at: position))
      let terms = try #require(frame.terms)
      #expect(terms.count == 9 && terms.last?.count == 1)
      #expect(terms.reduce(0) { $0 + $1.reduce(1, *) } == frame.value)
      #expect(!frame.caption.isEmpty)
    }
    for panel in board.panels {
      #expect(panel.values.count == panel.rows)
      #expect(panel.values.allSatisfy { $0.count == panel.columns })
    }
  }

  @Test func `each plane of a tensor has an entry of its own`() throws {
    let (op, operands) = try convolution()
    let panels = try board("conv2d", op, operands, view: .window).panels
    #expect(panels.filter { $0.title == "input" }.map(\.plane) == ["channel 0", "channel 1"])
    let output = panels.filter { $0.title == "output" }
    #expect(output.map(\.role) == ["output", "output"])
    #expect(output.map(\.values).flatMap { $0 }.flatMap { $0 }.count == 8)
  }

  @Test func `what is no sum has no terms, and what is not finite is null`() throws {
    let pool = try SlidingWindow(kernelSize: 2)
    let board = try board(
      "max_pool2d", .maxPool([pool, pool]), [Tensor([1, 1, 2, 2], [1, .infinity, 3, 4])],
      view: .window)
    #expect(board.panels[0].values == [[1, nil], [3, 4]])
    #expect(board.panels[0].plane == nil)
    #expect(board.frames.count == 1)
    #expect(board.frames[0].terms == nil)
    #expect(board.frames[0].value == nil)
    #expect(board.frames[0].result == [0, 0, 0, 0])
  }

  @Test(arguments: [StoryView.window, .im2col, .matrix, .gradients])
  func `a frame says where its result stands`(view: StoryView) throws {
    let (op, operands) = try convolution()
    let board = try board("conv2d", op, operands, view: view)
    for (position, frame) in board.frames.enumerated() {
      let cell = try #require(frame.cell)
      #expect(board.panels[cell[0]].values[cell[1]][cell[2]] == frame.value)
      let frames = board.panels[cell[0]].frames
      #expect(frames == nil || frames?.contains(position) == true)
      for mark in frame.marks.values.joined() {
        let panel = board.panels[mark[0]]
        #expect(mark[1] < panel.rows && mark[2] < panel.columns)
        #expect(panel.frames?.contains(position) != false)
      }
    }
  }

  @Test func `a plane that belongs to some frames lists them`() throws {
    let (op, operands) = try convolution()
    let panels = try board("conv2d", op, operands, view: .matrix).panels
    let products = panels.filter { $0.title == "products" }
    #expect(products.map(\.frames) == (0..<8).map { [$0] })
    #expect(panels.filter { $0.title == "matrix C" }.allSatisfy { $0.frames == nil })
  }

  @Test func `the rows of columns are named`() throws {
    let (op, operands) = try convolution()
    let panels = try board("conv2d", op, operands, view: .im2col).panels
    let columns = try #require(panels.first { $0.title == "columns" })
    #expect(
      columns.labels
        == ["0:0,0", "0:0,1", "0:1,0", "0:1,1", "1:0,0", "1:0,1", "1:1,0", "1:1,1"])
    #expect(panels.first { $0.title == "bias" }?.labels == nil)
  }

  @Test func `padding and what is cropped are told from elements`() throws {
    let window = try SlidingWindow(kernelSize: 2, paddingBefore: 1)
    let input = Tensor<Double>([1, 1, 2, 2], [1, 2, 3, 4])
    let kernel = Tensor<Double>([1, 1, 2, 2], [1, 0, 0, 1])
    let direct = try board(
      "conv2d", .convolution(Convolution(windows: [window, window])), [input, kernel],
      view: .window
    ).panels
    #expect(direct[0].kinds == ["ppp", "pdd", "pdd"])
    #expect(direct[0].start == [1, 1] && direct[0].spacing == [1, 1])
    #expect(direct[1].kinds == nil && direct[1].start == nil)
    let back = try board(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [input, kernel], view: .stamp)
    let sum = try #require(back.panels.first { $0.title == "sum of stamps" })
    #expect(sum.kinds == ["ccc", "cdd", "cdd"] && sum.start == [1, 1])
    #expect(back.frames[0].result == [0, 0, 0, 0])
    #expect(back.frames[0].cell.map { Array($0.dropFirst()) } == [1, 1])
  }
}
