import CUDAKernels
import ConvolutionArithmetic
import TensorEngine

/// Sums and products.
extension LaunchMaker {
  /// The sum or mean over some axes.
  func reduce(_ reduction: Reduction, _ x: Place, _ y: Place) throws(BackendError) -> [Launch] {
    let axes = x.shape.dimensions.indices
    let outer = axes.filter { !reduction.axes.contains($0) }
    return try reduce(
      x, outer: outer, inner: axes.filter(reduction.axes.contains),
      isMean: reduction.kind == .mean, y)
  }

  private func reduce(
    _ x: Place, outer: [Int], inner: [Int], isMean: Bool, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let (lengths, strides) = (x.shape.dimensions, x.shape.strides)
    let outer = try Walk(outer.map { lengths[$0] }, [outer.map { strides[$0] }])
    let count = inner.map { lengths[$0] }.reduce(1, *)
    let inner = try Walk(inner.map { lengths[$0] }, [inner.map { strides[$0] }])
    let arguments = cuda_reduce_arguments(
      x: x.memory, y: y.memory, outer_rank: outer.rank, inner_rank: inner.rank,
      inner_count: Int32(count), outer_lengths: outer.axes, outer_strides: outer.strides(0),
      inner_lengths: inner.axes, inner_strides: inner.strides(0), is_mean: isMean ? 1 : 0)
    return count <= cuda_short_sum
      ? try launch("reduce_short", .threads(y.shape.count), arguments)
      : try launch("reduce_long", Grid(x: y.shape.count), arguments)
  }

  /// A stack of matrix products.
  func matmul(
    _ a: Place, _ transposeA: Bool, _ b: Place, _ transposeB: Bool, bias: Place? = nil, _ c: Place,
    storing store: Store = Store()
  ) throws(BackendError) -> [Launch] {
    let rows = c.shape[c.shape.rank - 2]
    let columns = c.shape[c.shape.rank - 1]
    let depth = a.shape[a.shape.rank - (transposeA ? 2 : 1)]
    let batch = Shape(Array(c.shape.dimensions.dropLast(2)))
    func strides(_ operand: Place) -> [Int] {
      let stack = Shape(Array(operand.shape.dimensions.dropLast(2)))
      let size = operand.shape.dimensions.suffix(2).reduce(1, *)
      return stack.strides(broadcastTo: batch).map { $0 * size }
    }
    let walk = try Walk(batch.dimensions, [strides(a), strides(b)])
    let arguments = cuda_matmul_arguments(
      a: a.memory, b: b.memory, c: c.memory, bias: bias?.memory ?? .none, rows: Int32(rows),
      columns: Int32(columns), depth: Int32(depth), a_row: Int32(transposeA ? 1 : depth),
      a_column: Int32(transposeA ? rows : 1), b_row: Int32(transposeB ? 1 : columns),
      b_column: Int32(transposeB ? depth : 1), rank: walk.rank, lengths: walk.axes,
      a_strides: walk.strides(0), b_strides: walk.strides(1), store: store.onDevice)
    if let launches = products(arguments, count: batch.count, transposeA, transposeB) {
      return launches
    }
    return try product("matmul", rows, columns, count: batch.count, arguments)
  }

  /// The direct convolution.
  func convolution(
    _ parameters: Convolution, _ operands: [Place], _ y: Place, storing store: Store = Store()
  ) throws(BackendError) -> [Launch] {
    let planes = Planes(y.shape)
    let arguments = arguments(
      parameters, image: operands[0], weight: operands[1], features: y,
      bias: operands.count > 2 ? operands[2] : nil, store)
    return try product(
      "convolution", planes.channels / parameters.groups, planes.batch * planes.area,
      count: parameters.groups, arguments)
  }

  /// The convolution with the roles of image and features exchanged.
  func transposedConvolution(
    _ parameters: Convolution, _ operands: [Place], _ y: Place, storing store: Store = Store()
  ) throws(BackendError) -> [Launch] {
    let planes = Planes(y.shape)
    let arguments = arguments(
      parameters, image: y, weight: operands[1], features: operands[0],
      bias: operands.count > 2 ? operands[2] : nil, store)
    return try product(
      "transposed_convolution", planes.channels / parameters.groups, planes.batch * planes.area,
      count: parameters.groups, arguments)
  }

  /// The gradient of the weight, whose long sums are split into parts that are added in order.
  func weightGradient(
    _ parameters: Convolution, _ operands: [Place], _ weight: Place
  ) throws(BackendError) -> [Launch] {
    let parts = LaunchMaker.parts(ofWeightGradient: parameters, operands[1].shape, weight.shape)
    let split = Place(
      shape: Shape([parts] + weight.shape.dimensions),
      memory: scratch.tensor(at: 0, count: parts * weight.shape.count))
    var arguments = arguments(
      parameters, image: operands[0], weight: weight, features: operands[1], bias: nil, Store())
    arguments.parts = Int32(parts)
    if parts > 1 { arguments.weight = split.memory }
    let (rows, columns) = LaunchMaker.size(ofWeightGradient: parameters, weight.shape)
    let launches = try product(
      "weight_gradient", rows, columns, count: parameters.groups * parts, arguments)
    guard parts > 1 else { return launches }
    let axes = Array(1..<split.shape.rank)
    return launches + (try reduce(split, outer: axes, inner: [0], isMean: false, weight))
  }

  /// The launch of so many products of matrices, whose kernel has one form for each precision.
  private func product<Value: BitwiseCopyable>(
    _ name: String, _ rows: Int, _ columns: Int, count: Int, _ arguments: Value
  ) throws(BackendError) -> [Launch] {
    guard precision != .float32 else {
      return try launch(name, .tiles(rows, columns, products: count), arguments)
    }
    return try launch(
      "\(name)_\(precision.rawValue)",
      .tiles(rows, columns, products: count, width: cuda_wide_tile), arguments)
  }

  /// The rows and columns of a group's weight as a matrix.
  private static func size(
    ofWeightGradient parameters: Convolution, _ weight: Shape
  ) -> (rows: Int, columns: Int) {
    (weight[0] / parameters.groups, weight.dimensions.dropFirst().reduce(1, *))
  }

  /// How many parts a weight gradient's sums are split into.
  ///
  /// They keep a device busy, and none is so short that it is not worth it. Their number depends on
  /// shapes alone, and so do the bits.
  static func parts(
    ofWeightGradient parameters: Convolution, _ features: Shape, _ weight: Shape
  ) -> Int {
    let (rows, columns) = size(ofWeightGradient: parameters, weight)
    let blocks = Grid.tiles(rows, columns, products: parameters.groups)
    let planes = Planes(features)
    let longEnough = planes.batch * planes.area / 256
    let enough = 256 / max(1, blocks.x * blocks.y * blocks.z)
    return max(1, min(longEnough, enough, cuda_short_sum))
  }

  private func arguments(
    _ parameters: Convolution, image: Place, weight: Place, features: Place, bias: Place?,
    _ store: Store
  ) -> cuda_convolution_arguments {
    let windows = PlaneWindows(parameters.windows)
    return cuda_convolution_arguments(
      image: image.memory, weight: weight.memory, features: features.memory,
      bias: bias?.memory ?? .none, image_planes: image.planes, kernel: weight.planes,
      feature_planes: features.planes, vertical: windows.vertical.onDevice,
      horizontal: windows.horizontal.onDevice, groups: Int32(parameters.groups), parts: 1,
      store: store.onDevice)
  }
}

extension Grid {
  /// As many blocks as compute products of matrices tile by tile.
  static func tiles(
    _ rows: Int, _ columns: Int, products: Int, width: Int = cuda_tile
  ) -> Grid {
    let height = cuda_tile
    return Grid(x: (columns + width - 1) / width, y: (rows + height - 1) / height, z: products)
  }
}

extension Place {
  /// The axes of a tensor of planes.
  var planes: cuda_planes {
    let planes = Planes(shape)
    return cuda_planes(
      batch: Int32(planes.batch), channels: Int32(planes.channels), height: Int32(planes.height),
      width: Int32(planes.width))
  }
}

extension SlidingWindow {
  /// The window, as a kernel gets it.
  var onDevice: cuda_window {
    cuda_window(
      taps: Int32(kernelSize), stride: Int32(stride), padding: Int32(paddingBefore),
      dilation: Int32(dilation))
  }
}
