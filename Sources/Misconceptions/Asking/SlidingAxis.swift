import ConvolutionArithmetic
import TensorEngine

/// One axis along which a window slides: the numbers of the size formula.
public struct SlidingAxis: Hashable, Sendable {
  /// The input's length, i.
  public var input: Int
  /// The kernel's size, k.
  public var kernel: Int
  /// The padding before and after, p.
  public var before = 0
  /// The padding after.
  public var after = 0
  /// The stride, s.
  public var stride = 1
  /// The distance between taps, d.
  public var dilation = 1
  /// The cells that a transposed convolution adds at its end, a.
  public var outputPadding = 0
  /// Whether the size is rounded up.
  public var ceilMode = false

  /// The input with its padding.
  var padded: Int { input + before + after }
  /// From the first tap to the last, d·(k − 1) + 1.
  var reach: Int { dilation * (kernel - 1) + 1 }
  /// How far the window can move.
  var way: Int { padded - reach }

  /// The number of places of a window that is moved forward; `nil` where it does not fit.
  var places: Double? {
    guard way >= 0, stride >= 1 else { return nil }
    return (Double(way) / Double(stride)).rounded(.down) + 1
  }

  /// The axis with some of its numbers changed.
  func with(_ change: (inout SlidingAxis) -> Void) -> SlidingAxis {
    var axis = self
    change(&axis)
    return axis
  }
}

extension ProblemInquiry {
  /// The windows that the op slides, outermost first, and the lengths they slide along, with whatever is
  /// laid around them by another op; `nil` for an op that slides none.
  public var windows: (windows: [SlidingWindow], lengths: [Int])? {
    let graph = solved.problem.graph
    for node in solved.problem.steps[operationIndex].nodes {
      guard let windows = graph[node].op.windows, let operand = graph[node].inputs.first else {
        continue
      }
      return (windows, Array(graph[operand].shape.dimensions.suffix(windows.count)))
    }
    return nil
  }

  /// Whether the op is a transposed convolution.
  public var isTransposed: Bool { operation.name.hasPrefix("conv_transpose") }

  /// The axes along which the op slides a window, outermost first; `nil` for an op that slides none,
  /// or slides it along what comes out of a given size.
  var axes: [SlidingAxis]? {
    guard case .value(.operation) = value, !isAbout("fold", "max_unpool2d"),
      let (windows, taken) = windows
    else { return nil }
    let given = input.shape.dimensions.suffix(windows.count)
    return zip(windows, zip(given, taken)).map { window, lengths in
      // A ring of copies is laid around the input by an op of its own.
      let ring = lengths.1 - lengths.0
      return SlidingAxis(
        input: lengths.0, kernel: window.kernelSize, before: window.paddingBefore + ring / 2,
        after: window.paddingAfter + ring - ring / 2, stride: window.stride,
        dilation: window.dilation, outputPadding: window.outputPadding, ceilMode: window.ceilMode)
    }
  }
}
