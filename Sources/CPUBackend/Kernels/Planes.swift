import ConvolutionArithmetic
import TensorEngine

/// The axes of a tensor of planes, [N, C, H, W]; a sequence [N, C, L] is planes one row high.
struct Planes {
  let batch: Int
  let channels: Int
  let height: Int
  let width: Int

  init(_ shape: Shape) {
    precondition(shape.rank == 3 || shape.rank == 4, "\(shape) has not one or two spatial axes")
    batch = shape[0]
    channels = shape[1]
    height = shape.rank == 4 ? shape[2] : 1
    width = shape[shape.rank - 1]
  }

  /// The number of cells in a plane.
  var area: Int { height * width }

  /// The number of planes.
  var planes: Int { batch * channels }
}

/// The windows over the rows and the columns of a plane.
struct PlaneWindows {
  let vertical: SlidingWindow
  let horizontal: SlidingWindow

  /// - Parameter windows: `[L]`, which gets a window of one tap over the single row, or `[H, W]`.
  init(_ windows: [SlidingWindow]) {
    precondition(windows.count == 1 || windows.count == 2, "\(windows.count) spatial axes")
    // One tap with every other parameter at its default is always a possible window.
    // swift-format-ignore: NeverUseForceTry
    vertical = windows.count == 2 ? windows[0] : try! SlidingWindow(kernelSize: 1)
    horizontal = windows[windows.count - 1]
  }

  /// The kernel's height and width.
  var kernel: (height: Int, width: Int) { (vertical.kernelSize, horizontal.kernelSize) }
}
