import ConvolutionArithmetic

/// Windows laid out as columns (`im2col`) and added back (`col2im`).
///
/// Row `(c, i, j)` of the columns holds what kernel element (i, j) meets in channel c; column
/// `(row, column)` is the window at that output.
extension ReferenceKernels {
  /// [N, C, S] → [N, C·K, positions]; padding reads zero.
  static func unfold(
    _ axes: [SlidingWindow], _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    var columns = [Scalar](repeating: 0, count: resultShape.count)
    forEachMeeting(axes, Planes(x.shape)) { entry, cell in
      columns[entry] = x.elements[cell]
    }
    return Tensor(resultShape, columns)
  }

  /// [N, C·K, positions] → [N, C, S]; what was read from padding is dropped.
  static func fold(
    _ axes: [SlidingWindow], _ columns: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    var image = [Scalar](repeating: 0, count: resultShape.count)
    forEachMeeting(axes, Planes(resultShape)) { entry, cell in
      image[cell] += columns.elements[entry]
    }
    return Tensor(resultShape, image)
  }

  /// Visits every entry of the columns that meets an image cell, in the columns' order.
  private static func forEachMeeting(
    _ axes: [SlidingWindow], _ image: Planes, _ body: (_ entry: Int, _ cell: Int) -> Void
  ) {
    let windows = PlaneWindows(axes)
    // Shape inference has asked for the same sizes.
    // swift-format-ignore: NeverUseForceTry
    let height = try! windows.vertical.outputSize(forInputSize: image.height)
    // swift-format-ignore: NeverUseForceTry
    let width = try! windows.horizontal.outputSize(forInputSize: image.width)
    var rowOfColumns = 0
    for n in 0..<image.batch {
      for c in 0..<image.channels {
        for i in 0..<windows.vertical.kernelSize {
          let rows = windows.vertical.outputs(
            readingInputThroughTap: i, inputSize: image.height, outputSize: height)
          for j in 0..<windows.horizontal.kernelSize {
            let columns = windows.horizontal.outputs(
              readingInputThroughTap: j, inputSize: image.width, outputSize: width)
            for row in rows {
              let imageRow = windows.vertical.inputIndex(ofTap: i, atOutput: row)
              for column in columns {
                let imageColumn = windows.horizontal.inputIndex(ofTap: j, atOutput: column)
                body(
                  rowOfColumns * height * width + row * width + column,
                  image.rowStart(n, c, imageRow) + imageColumn)
              }
            }
            rowOfColumns += 1
          }
        }
      }
    }
  }
}
