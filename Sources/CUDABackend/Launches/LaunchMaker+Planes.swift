import CUDAKernels
import ConvolutionArithmetic
import TensorEngine

/// Pooling, unpooling, padding, enlargement, and windows as columns.
extension LaunchMaker {
  /// Average pools, padding and enlargement, and their gradients.
  func gather(_ op: Op, _ x: Place, _ y: Place) throws(BackendError) -> [Launch] {
    let (input, output) = (Planes(x.shape), Planes(y.shape))
    let rows = sources(of: op, axes: x.shape.rank - 2, axis: 0, input.height, output.height)
    let columns = sources(of: op, axes: x.shape.rank - 2, axis: 1, input.width, output.width)
    let table = SourceTable(rows: rows, columns: columns)
    let memory = try constants(table.words)
    var border = 0.0
    if case .pad(let pad) = op, case .constant(let value) = pad.mode { border = value }
    let arguments = cuda_plane_arguments(
      x: x.memory, y: y.memory, row_divisors: table.rowDivisors(in: memory),
      column_divisors: table.columnDivisors(in: memory), x_planes: x.planes, y_planes: y.planes,
      rows: table.rows(in: memory), columns: table.columns(in: memory), border: Float(border))
    return try launch("gather", .threads(y.shape.count), arguments)
  }

  /// What the results along an axis of the planes are made of; 0 is the rows, 1 the columns.
  private func sources(
    of op: Op, axes: Int, axis: Int, _ inputSize: Int, _ outputSize: Int
  ) -> AxisSources {
    if axes == 1, axis == 0 { return .singleRow }
    let spatial = axes == 1 ? 0 : axis
    switch op {
    case .averagePool(let pool):
      return AxisSources(
        pool.windows[spatial], inputSize: inputSize, outputSize: outputSize,
        countIncludePad: pool.countIncludePad)
    case .averagePoolGradient(let pool, _):
      return AxisSources(
        pool.windows[spatial], inputSize: outputSize, outputSize: inputSize,
        countIncludePad: pool.countIncludePad
      ).gradient(inputSize: outputSize)
    case .adaptiveAveragePool:
      return AxisSources(adaptive: inputSize, outputSize: outputSize)
    case .adaptiveAveragePoolGradient:
      return AxisSources(adaptive: outputSize, outputSize: inputSize)
        .gradient(inputSize: outputSize)
    case .pad(let pad):
      return AxisSources(pad, axis: spatial, inputSize: inputSize, outputSize: outputSize)
    case .padGradient(let pad, _):
      return AxisSources(pad, axis: spatial, inputSize: outputSize, outputSize: inputSize)
        .gradient(inputSize: outputSize)
    case .upsample(let upsample):
      return AxisSources(upsample, axis: spatial, inputSize: inputSize)
    case .upsampleGradient(let upsample, _):
      return AxisSources(upsample, axis: spatial, inputSize: outputSize)
        .gradient(inputSize: outputSize)
    default:
      preconditionFailure("\(op.name) is no sum along rows and columns")
    }
  }

  /// The maxima of windows, where they are, or both.
  func maxPool(
    _ windows: [SlidingWindow], _ x: Place, maxima: Place?, switches: Place?
  ) throws(BackendError) -> [Launch] {
    guard let y = maxima ?? switches else { return [] }
    let windows = PlaneWindows(windows)
    let arguments = cuda_max_pool_arguments(
      x: x.memory, y: maxima?.memory ?? .none, switches: switches?.memory ?? .none,
      x_planes: x.planes, y_planes: y.planes, vertical: windows.vertical.onDevice,
      horizontal: windows.horizontal.onDevice)
    return try launch("max_pool", .threads(y.shape.count), arguments)
  }

  /// Zeros, with every number where its switch says.
  func maxUnpool(
    _ overlap: Unpooling.Overlap, _ operands: [Place], _ y: Place, _ bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    let arguments = switches(operands, y, bad, adds: overlap == .sum)
    return try launch("max_unpool", .threads(Planes(y.shape).planes), arguments)
  }

  /// The cells that the switches name.
  func takeAtIndices(
    _ operands: [Place], _ y: Place, _ bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    let arguments = switches(operands, y, bad, adds: false)
    return try launch("take_at_indices", .threads(y.shape.count), arguments)
  }

  private func switches(
    _ operands: [Place], _ y: Place, _ bad: cuda_integers, adds: Bool
  ) -> cuda_switch_arguments {
    cuda_switch_arguments(
      x: operands[0].memory, switches: operands[1].memory, y: y.memory, bad: bad,
      x_area: Int32(Planes(operands[0].shape).area),
      switches_area: Int32(Planes(operands[1].shape).area), y_area: Int32(Planes(y.shape).area),
      adds: adds ? 1 : 0)
  }

  /// Windows as columns.
  func unfold(
    _ windows: [SlidingWindow], _ image: Place, _ columns: Place
  ) throws(BackendError) -> [Launch] {
    try launch("unfold", .threads(columns.shape.count), arguments(windows, image, columns))
  }

  /// Columns added back.
  func fold(
    _ windows: [SlidingWindow], _ columns: Place, _ image: Place
  ) throws(BackendError) -> [Launch] {
    try launch("fold", .threads(image.shape.count), arguments(windows, image, columns))
  }

  private func arguments(
    _ windows: [SlidingWindow], _ image: Place, _ columns: Place
  ) -> cuda_columns_arguments {
    let windows = PlaneWindows(windows)
    let planes = Planes(image.shape)
    // Shape inference has asked for the same sizes.
    // swift-format-ignore: NeverUseForceTry
    let height = try! windows.vertical.outputSize(forInputSize: planes.height)
    // swift-format-ignore: NeverUseForceTry
    let width = try! windows.horizontal.outputSize(forInputSize: planes.width)
    return cuda_columns_arguments(
      image: image.memory, columns: columns.memory, image_planes: image.planes,
      vertical: windows.vertical.onDevice, horizontal: windows.horizontal.onDevice,
      rows: Int32(height), row_columns: Int32(width))
  }
}
