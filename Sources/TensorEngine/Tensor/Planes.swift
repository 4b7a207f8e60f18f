import ConvolutionArithmetic

/// The axes of a tensor of planes, [N, C, H, W].
///
/// A sequence [N, C, L] is read as planes one row high, so that each kernel is written once for
/// both. A weight [O, C/G, K] has the same layout, its filters in place of the batch.
public struct Planes: Sendable {
  /// N: the number of images.
  public let batch: Int
  /// C: the planes of an image.
  public let channels: Int
  /// H: the rows of a plane.
  public let height: Int
  /// W: the columns of a plane.
  public let width: Int

  /// Reads the axes off a shape.
  ///
  /// - Precondition: The shape has one or two spatial axes.
  @inlinable
  public init(_ shape: Shape) {
    precondition(shape.rank == 3 || shape.rank == 4, "\(shape) has not one or two spatial axes")
    batch = shape[0]
    channels = shape[1]
    height = shape.rank == 4 ? shape[2] : 1
    width = shape[shape.rank - 1]
  }

  /// The number of cells in a plane.
  @inlinable public var area: Int { height * width }

  /// The number of planes in all images.
  @inlinable public var planes: Int { batch * channels }

  /// The number of elements in all.
  @inlinable public var count: Int { planes * area }

  /// Where a row of a plane starts.
  @inlinable
  public func rowStart(_ n: Int, _ c: Int, _ row: Int) -> Int {
    ((n * channels + c) * height + row) * width
  }
}

/// The windows over the rows and the columns of a plane.
public struct PlaneWindows: Sendable {
  /// The window over the rows.
  public let vertical: SlidingWindow
  /// The window over the columns.
  public let horizontal: SlidingWindow

  /// Reads the windows of an op.
  ///
  /// - Parameter windows: `[L]`, which gets a window of one tap over the single row, or `[H, W]`.
  /// - Precondition: There are one or two.
  public init(_ windows: [SlidingWindow]) {
    precondition(windows.count == 1 || windows.count == 2, "\(windows.count) spatial axes")
    // One tap with every other parameter at its default is always a possible window.
    // swift-format-ignore: NeverUseForceTry
    vertical = windows.count == 2 ? windows[0] : try! SlidingWindow(kernelSize: 1)
    horizontal = windows[windows.count - 1]
  }

  /// The kernel's height and width.
  public var kernel: (height: Int, width: Int) { (vertical.kernelSize, horizontal.kernelSize) }
}
