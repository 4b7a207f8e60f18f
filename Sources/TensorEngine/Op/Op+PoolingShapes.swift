import ConvolutionArithmetic

/// The shape rules of pooling and of windows laid out as columns.
extension Op {
  /// [N, C, S] → [N, C, S'].
  func pooledShape(_ input: Shape, _ windows: [SlidingWindow]) throws(ShapeError) -> Shape {
    try requireImage(input, axes: windows.count)
    for (axis, window) in windows.enumerated() {
      do throws(GeometryError) {
        try window.checkPoolingPadding()
      } catch {
        throw .window(op: name, axis: axisName(axis, of: windows.count), error)
      }
    }
    let size = try slidSize(input, windows)
    for (axis, window) in windows.enumerated() {
      try requireCells(in: window, inputSize: input[axis + 2], outputSize: size[axis])
    }
    return Shape([input[0], input[1]] + size)
  }

  /// Checks that every window of a pool reads a cell of the input.
  ///
  /// Padding of at most half the kernel sees to that where taps are neighbours; taps that are
  /// spread by dilation may straddle a short axis. PyTorch answers −∞ with a switch that names no
  /// cell.
  private func requireCells(
    in window: SlidingWindow, inputSize: Int, outputSize: Int
  ) throws(ShapeError) {
    guard window.dilation > 1 else { return }
    for output in 0..<outputSize
    where window.tapsReadingInput(atOutput: output, inputSize: inputSize).isEmpty {
      throw .parameter(
        op: name, name: "dilation", value: "\(window.dilation)",
        rule: "Window \(output) of an axis of length \(inputSize) would meet nothing but padding;"
          + " use a smaller dilation or less padding")
    }
  }

  /// [N, C, S'] → [N, C, S] where windows over S give S'.
  func spreadShape(
    _ upstream: Shape, _ windows: [SlidingWindow], _ size: [Int]
  ) throws(ShapeError) -> Shape {
    let input = try replacingSpatialSize(of: upstream, with: size)
    try requireEqual(
      try pooledShape(input, windows), upstream, "The upstream gradient has the output's shape")
    return input
  }

  /// [N, C, S] → [N, C, size].
  func adaptiveShape(_ input: Shape, _ size: [Int]) throws(ShapeError) -> Shape {
    let result = try replacingSpatialSize(of: input, with: size)
    for axis in size.indices {
      do throws(GeometryError) {
        _ = try AdaptivePooling(inputSize: input[axis + 2], outputSize: size[axis])
      } catch {
        throw .window(op: name, axis: axisName(axis, of: size.count), error)
      }
    }
    return result
  }

  /// [N, C, S'] → [N, C, S] where pooling S adaptively gives S'.
  func adaptiveSpreadShape(_ upstream: Shape, _ size: [Int]) throws(ShapeError) -> Shape {
    let input = try replacingSpatialSize(of: upstream, with: size)
    _ = try adaptiveShape(input, upstream.spatialSize)
    return input
  }

  /// Checks that each cell's position in its plane is a number that `Float` holds exactly.
  func requireCountableCells(_ size: [Int]) throws(ShapeError) {
    let most = 1 << (Float.significandBitCount + 1)
    guard let cells = Shape.checkedCount(size), cells <= most else {
      throw .parameter(
        op: name, name: "the input's size", value: "\(size)",
        rule: "Switches can tell apart at most \(most) cells")
    }
  }

  /// [N, C, S] with switches [N, C, S'] → [N, C, S'].
  func takenShape(_ input: Shape, _ switches: Shape) throws(ShapeError) -> Shape {
    try requireImage(input, axes: input.rank == 3 ? 1 : 2)
    try requireImage(switches, axes: input.rank - 2)
    let expected = Shape([input[0], input[1]] + switches.dimensions.dropFirst(2))
    try requireEqual(expected, switches, "Values and switches share batch and channels")
    return switches
  }

  /// [N, C, S] → [N, C·K, positions].
  func unfoldedShape(_ input: Shape, _ windows: [SlidingWindow]) throws(ShapeError) -> Shape {
    try requireImage(input, axes: windows.count)
    let size = try slidSize(input, windows)
    guard let rows = Shape.checkedCount([input[1]] + windows.map(\.kernelSize)),
      let positions = Shape.checkedCount(size)
    else {
      throw .tooLarge(
        op: name, shape: Shape([input[0], input[1]] + windows.map(\.kernelSize) + size))
    }
    return [input[0], rows, positions]
  }

  /// [N, C·K, positions] → [N, C, S].
  func foldedShape(
    _ columns: Shape, _ windows: [SlidingWindow], _ size: [Int]
  ) throws(ShapeError) -> Shape {
    guard columns.rank == 3 else {
      throw .rank(op: name, operand: "input", expected: "[N, C·K, positions]", shape: columns)
    }
    guard size.count == windows.count, size.allSatisfy({ $0 >= 1 }) else {
      throw .parameter(
        op: name, name: "output_size", value: "\(size)",
        rule: "Use one length of at least 1 for each of \(windows.count) axes")
    }
    let taps = windows.map(\.kernelSize).reduce(1, *)
    guard columns[1] >= 1, columns[1] % taps == 0 else {
      throw .parameter(
        op: name, name: "kernel_size", value: "\(windows.map(\.kernelSize))",
        rule: "Its \(taps) taps must divide the \(columns[1]) rows of the columns")
    }
    let image = Shape([columns[0], columns[1] / taps] + size)
    let grid = try slidSize(image, windows)
    guard Shape.checkedCount(grid) == columns[2] else {
      throw .parameter(
        op: name, name: "output_size", value: "\(size)",
        rule: "Its windows take \(grid.map(String.init).joined(separator: "·")) positions, but the"
          + " input has \(columns[2]) columns")
    }
    return image
  }
}
