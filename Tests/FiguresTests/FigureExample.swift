import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Stories that figures are tried on: several planes, labels, padding, crops, negative and broken
/// numbers.
struct FigureExample: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let views: LinkedViews
  let view: StoryView

  var story: Storyboard { views.storyboard(view) }

  static let all: [FigureExample] = {
    do {
      let plain = try SlidingWindow(kernelSize: 2)
      let strided = try SlidingWindow(kernelSize: 3, stride: 2, padding: .symmetric(1))
      let restoring = try SlidingWindow(
        kernelSize: 3, stride: 2, paddingBefore: 1, paddingAfter: 1, outputPadding: 1)
      let loose = try SlidingWindow(kernelSize: 2, stride: 2)
      return try [
        make(
          "channels and filters", .convolution(Convolution(windows: [plain, plain])),
          [
            Tensor([1, 2, 3, 3], (0..<18).map { Double($0 % 7 - 3) }),
            Tensor([2, 2, 2, 2], (0..<16).map { Double($0 % 5 - 2) }), Tensor([2], [0.5, -12]),
          ]),
        make(
          "padding and stride", .convolution(Convolution(windows: [strided, strided])),
          [counting([1, 1, 5, 5]), Tensor([1, 1, 3, 3], (0..<9).map { Double($0) / 3 })]),
        make(
          "transposed", .transposedConvolution(Convolution(windows: [restoring, restoring])),
          [image([[1, 2], [3, 4]]), counting([1, 1, 3, 3])]),
        make("what is left over", .maxPool([loose, loose]), [counting([1, 1, 5, 5])]),
        make("softmax", .softmax(axis: 1), [Tensor([2, 3], [2, 1, 0, -1, 0.5, 1e-7])]),
        make("curve", .unary(.sigmoid), [Tensor([2, 2], [-3, 0, 1.5, 9])]),
        make("curve to infinity", .unary(.log), [Tensor([3], [0, 0.5, 1e9])]),
        make("one number", .reduce(Reduction(.sum, axes: [0])), [Tensor([3], [1, 2, 3])]),
      ].flatMap { $0 }
    } catch {
      preconditionFailure("an example is not a valid graph: \(error)")
    }
  }()

  /// The views of a convolution with a 2×2 kernel over a square image.
  static func convolution(over size: Int) throws -> LinkedViews {
    let window = try SlidingWindow(kernelSize: 2)
    return try executedViews(
      .convolution(Convolution(windows: [window, window])),
      [counting([1, 1, size, size]), counting([1, 1, 2, 2])])
  }

  private static func make(
    _ name: String, _ op: Op, _ operands: [Tensor<Double>]
  ) throws -> [FigureExample] {
    let views = try executedViews(op, operands)
    return views.views.map {
      FigureExample(testDescription: "\(name), \($0.rawValue)", views: views, view: $0)
    }
  }
}
