import CUDAKernels
import TensorEngine

/// Functions of single numbers, and numbers that move.
extension LaunchMaker {
  /// A function of each number, or upstream times its slope.
  func unary(
    _ function: UnaryFunction, _ x: Place, _ upstream: Place?, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let (code, first, second) = function.onDevice
    let arguments = cuda_unary_arguments(
      x: x.memory, upstream: upstream?.memory ?? .none, y: y.memory, function: code,
      first: Float(first), second: Float(second))
    return try launch(
      upstream == nil ? "unary" : "unary_slope", .threads(y.shape.count), arguments)
  }

  /// The number itself where it is positive, else times its channel's slope.
  func prelu(
    _ x: Place, _ slopes: Place, _ upstream: Place?, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let isByChannel = slopes.shape.count > 1
    let arguments = cuda_prelu_arguments(
      x: x.memory, slopes: slopes.memory, upstream: upstream?.memory ?? .none, y: y.memory,
      channels: Int32(isByChannel ? x.shape[1] : 1),
      inner: Int32(isByChannel ? x.shape.split(at: 1).inner : 1))
    return try launch("prelu", .threads(y.shape.count), arguments)
  }

  /// Zeros where the mask says so.
  func dropout(
    _ mask: DropoutMask, _ operands: [Place], _ y: Place
  ) throws(BackendError) -> [Launch] {
    let arguments = cuda_dropout_arguments(
      x: operands[0].memory, step: operands.count > 1 ? operands[1].memory : .none, y: y.memory,
      seed: mask.seed, limit: mask.probability * 0x1p53, scale: Float(mask.scale))
    return try launch("dropout", .threads(y.shape.count), arguments)
  }

  /// Arithmetic with broadcasting.
  func binary(
    _ function: BinaryFunction, _ a: Place, _ b: Place, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let walk = try Walk(
      y.shape.dimensions,
      [a.shape.strides(broadcastTo: y.shape), b.shape.strides(broadcastTo: y.shape)])
    let arguments = cuda_binary_arguments(
      a: a.memory, b: b.memory, y: y.memory, function: function.onDevice, rank: walk.rank,
      lengths: walk.axes, a_strides: walk.strides(0), b_strides: walk.strides(1))
    return try launch("binary", .threads(y.shape.count), arguments)
  }

  /// Walks through x, and stores what it meets in the result's order.
  func copy(
    _ x: Place, from start: Int = 0, strides: [Int], to y: Place
  ) throws(BackendError) -> [Launch] {
    try move(x, start, y.shape.dimensions, strides, to: y, at: 0, y.shape.strides)
  }

  /// Walks the stated axes from their end.
  func flip(_ x: Place, axes: [Int], _ y: Place) throws(BackendError) -> [Launch] {
    var strides = x.shape.strides
    var last = 0
    for axis in axes {
      last += (x.shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    return try copy(x, from: last, strides: strides, to: y)
  }

  /// The operands one after the other along an axis.
  func concat(_ operands: [Place], axis: Int, _ y: Place) throws(BackendError) -> [Launch] {
    let strides = y.shape.strides
    var launches: [Launch] = []
    var start = 0
    for x in operands {
      launches += try move(
        x, 0, x.shape.dimensions, x.shape.strides, to: y, at: start * strides[axis], strides)
      start += x.shape[axis]
    }
    return launches
  }

  /// Copies that are made together, unless the gate is no number.
  func replace(
    _ pairs: [(from: Place, to: TensorBuffer<Float>)], while gate: TensorBuffer<Float>
  ) throws(BackendError) -> [Launch] {
    let table = pairs.map { cuda_replacement(from: $0.from.memory, to: $0.to.onDevice) }
    let words = table.withUnsafeBytes { Array($0.bindMemory(to: UInt32.self)) }
    let place = UnsafeMutablePointer<cuda_replacement>(
      bitPattern: UInt(try constants(words).address))
    return try launch(
      "replace", Grid(x: pairs.count),
      cuda_replace_arguments(
        replacements: cuda_replacements(numbers: place, count: Int32(pairs.count)),
        gate: gate.onDevice))
  }

  private func move(
    _ x: Place, _ xStart: Int, _ lengths: [Int], _ xStrides: [Int], to y: Place, at yStart: Int,
    _ yStrides: [Int]
  ) throws(BackendError) -> [Launch] {
    let walk = try Walk(lengths, [xStrides, yStrides])
    let count = lengths.reduce(1, *)
    let arguments = cuda_copy_arguments(
      x: x.memory, y: y.memory, count: Int32(count), rank: walk.rank, lengths: walk.axes,
      x_strides: walk.strides(0), y_strides: walk.strides(1), x_start: Int32(xStart),
      y_start: Int32(yStart))
    return try launch("copy", .threads(count), arguments)
  }
}

extension UnaryFunction {
  /// The function as kernels know it, with its numbers.
  fileprivate var onDevice: (cuda_unary_function, first: Double, second: Double) {
    switch self {
    case .relu: (cuda_relu, 0, 0)
    case .leakyRelu(let negativeSlope): (cuda_leaky_relu, negativeSlope, 0)
    case .elu(let alpha): (cuda_elu, alpha, 0)
    case .step: (cuda_step, 0, 0)
    case .sigmoid: (cuda_sigmoid, 0, 0)
    case .softplus(let beta, let threshold): (cuda_softplus, beta, threshold)
    case .tanh: (cuda_tanh, 0, 0)
    case .exp: (cuda_exp, 0, 0)
    case .log: (cuda_log, 0, 0)
    case .squareRoot: (cuda_square_root, 0, 0)
    case .affine(let factor, let offset): (cuda_affine, factor, offset)
    }
  }
}

extension BinaryFunction {
  fileprivate var onDevice: cuda_binary_function {
    switch self {
    case .add: cuda_add
    case .subtract: cuda_subtract
    case .multiply: cuda_multiply
    case .divide: cuda_divide
    }
  }
}
