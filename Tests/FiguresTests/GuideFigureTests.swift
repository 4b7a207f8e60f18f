import ConvolutionArithmetic
import Foundation
import Storyboards
import TensorEngine
import Testing

@testable import Figures

/// The parameter sets of the animations that go with Dumoulin and Visin's guide, each as a drawing that
/// moves and as a page.
struct GuideFigureTests {
  struct GuideFigure: CustomTestStringConvertible, Sendable {
    enum Kind { case direct, transposed, averagePool, maxPool }

    let testDescription: String
    let kind: Kind
    let (input, kernel, stride, padding, dilation): (Int, Int, Int, Int, Int)
    let output: Int

    init(
      _ name: String, _ kind: Kind, _ input: Int, _ kernel: Int, _ stride: Int,
      _ padding: Int, _ dilation: Int, to output: Int
    ) {
      (testDescription, self.kind, self.output) = (name, kind, output)
      (self.input, self.kernel, self.stride, self.padding, self.dilation) = (
        input, kernel, stride, padding, dilation
      )
    }

    /// The views of its computation, over small whole numbers.
    var views: LinkedViews {
      get throws {
        // The direct convolution is that of both: a transposed one goes back from its output.
        let direct = try SlidingWindow(
          kernelSize: kernel, stride: stride, padding: .symmetric(padding), dilation: dilation)
        let size = kind == .transposed ? try direct.outputSize(forInputSize: input) : input
        let image = Tensor(
          [1, 1, size, size], (0..<size * size).map { Double($0 * 7 % 5 - 1) })
        let weight = Tensor(
          [1, 1, kernel, kernel], (0..<kernel * kernel).map { Double($0 * 3 % 4 - 1) })
        switch kind {
        case .direct:
          return try executedViews(
            .convolution(Convolution(windows: [direct, direct])), [image, weight])
        case .transposed:
          let twin = try direct.transposed(restoringInputSize: input)
          let window = try SlidingWindow(
            kernelSize: kernel, stride: stride, paddingBefore: padding, paddingAfter: padding,
            dilation: dilation, outputPadding: twin.outputPadding)
          return try executedViews(
            .transposedConvolution(Convolution(windows: [window, window])), [image, weight])
        case .averagePool:
          return try executedViews(
            .averagePool(AveragePool(windows: [direct, direct])), [image])
        case .maxPool: return try executedViews(.maxPool([direct, direct]), [image])
        }
      }
    }
  }

  private static let sets: [(String, Int, Int, Int, Int, Int)] = [
    ("no_padding_no_strides", 4, 3, 1, 0, 2), ("arbitrary_padding_no_strides", 5, 4, 1, 2, 6),
    ("same_padding_no_strides", 5, 3, 1, 1, 5), ("full_padding_no_strides", 5, 3, 1, 2, 7),
    ("no_padding_strides", 5, 3, 2, 0, 2), ("padding_strides", 5, 3, 2, 1, 3),
    ("padding_strides_odd", 6, 3, 2, 1, 3),
  ]

  static let all: [GuideFigure] =
    sets.map { GuideFigure($0.0, .direct, $0.1, $0.2, $0.3, $0.4, 1, to: $0.5) }
    + sets.map {
      GuideFigure($0.0 + "_transposed", .transposed, $0.1, $0.2, $0.3, $0.4, 1, to: $0.1)
    }
    + [
      GuideFigure("dilation", .direct, 7, 3, 1, 0, 2, to: 3),
      GuideFigure("numerical_no_padding_no_strides", .direct, 5, 3, 1, 0, 1, to: 3),
      GuideFigure("numerical_padding_strides", .direct, 5, 3, 2, 1, 1, to: 3),
      GuideFigure("numerical_average_pooling", .averagePool, 5, 3, 1, 0, 1, to: 3),
      GuideFigure("numerical_max_pooling", .maxPool, 5, 3, 1, 0, 1, to: 3),
    ]

  @Test func `there are nineteen`() {
    #expect(Self.all.count == 19)
  }

  @Test(arguments: all)
  func `a figure of the guide moves, and is a page with every view`(figure: GuideFigure) throws {
    let views = try figure.views
    for view in views.views {
      let story = views.storyboard(view)
      #expect(story.frames.count == figure.output * figure.output)
      let drawing = try SVGFigure(story, frames: story.frames.indices).text
      #expect(ReadSVG(drawing).problem == nil)
      #expect(drawing.contains("@keyframes"))
    }
    let page = try HTMLFigure(figure.testDescription, views, showing: views.views)
    #expect(page.leftOut == [])
    #expect(page.text.utf8.count < 2_000_000)
  }
}
