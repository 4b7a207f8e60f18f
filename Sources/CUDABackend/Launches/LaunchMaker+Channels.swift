import CUDAKernels
import TensorEngine

/// Normalisation, probabilities and classes.
extension LaunchMaker {
  /// Every channel by its statistics.
  func batchNorm(
    _ norm: BatchNorm, _ operands: [Place], _ y: Place, storing store: Store = Store()
  ) throws(BackendError) -> [Launch] {
    var arguments = arguments(norm, operands[0], y)
    arguments.weight = operands[1].memory
    arguments.bias = operands[2].memory
    arguments.mean = operands[3].memory
    arguments.variance = operands[4].memory
    arguments.store = store.onDevice
    return try launch("batch_norm", .threads(y.shape.count), arguments)
  }

  /// The input gradient of a batch norm, with those of its weight and its bias where they have a place.
  func batchNormGradient(
    _ norm: BatchNorm, _ operands: [Place], _ y: Place, weightGradient: Place? = nil,
    biasGradient: Place? = nil
  ) throws(BackendError) -> [Launch] {
    var arguments = arguments(norm, operands[0], y)
    arguments.weight = operands[1].memory
    arguments.mean = operands[2].memory
    arguments.variance = operands[3].memory
    arguments.upstream = operands[4].memory
    arguments.weight_gradient = weightGradient?.memory ?? .none
    arguments.bias_gradient = biasGradient?.memory ?? .none
    return try launch("batch_norm_gradient", Grid(x: operands[0].shape[1]), arguments)
  }

  /// Mean and biased variance of every channel.
  func moments(_ x: Place, mean: Place, variance: Place) throws(BackendError) -> [Launch] {
    let (batch, channels, inner) = x.shape.split(at: 1)
    let arguments = cuda_moments_arguments(
      x: x.memory, mean: mean.memory, variance: variance.memory, batch: Int32(batch),
      channels: Int32(channels), inner: Int32(inner))
    return try launch("channel_moments", Grid(x: channels), arguments)
  }

  private func arguments(_ norm: BatchNorm, _ x: Place, _ y: Place) -> cuda_batch_norm_arguments {
    let (batch, channels, inner) = x.shape.split(at: 1)
    return cuda_batch_norm_arguments(
      x: x.memory, weight: .none, bias: .none, mean: .none, variance: .none, upstream: .none,
      y: y.memory, weight_gradient: .none, bias_gradient: .none, batch: Int32(batch),
      channels: Int32(channels), inner: Int32(inner), is_training: norm.training ? 1 : 0,
      epsilon: Float(norm.epsilon), store: Store().onDevice)
  }

  /// Every number by its neighbours, or the input gradient of that.
  func localResponseNorm(
    _ norm: LocalResponseNorm, _ x: Place, _ upstream: Place?, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let (_, channels, inner) = x.shape.split(at: 1)
    // An absurd size reaches no further than there are channels.
    let arguments = cuda_local_norm_arguments(
      x: x.memory, upstream: upstream?.memory ?? .none, y: y.memory, channels: Int32(channels),
      inner: Int32(inner), before: Int32(min(norm.size / 2, channels)),
      after: Int32(min((norm.size - 1) / 2, channels)), size: Float(norm.size),
      alpha: Float(norm.alpha), beta: Float(norm.beta), k: Float(norm.k))
    return try launch(
      upstream == nil ? "local_response_norm" : "local_response_norm_gradient",
      .threads(y.shape.count), arguments)
  }

  /// Probabilities along an axis, or their logarithms.
  func softmax(
    _ x: Place, axis: Int, isLogarithm: Bool, _ y: Place
  ) throws(BackendError) -> [Launch] {
    let (outer, length, inner) = x.shape.split(at: axis)
    let arguments = cuda_softmax_arguments(
      x: x.memory, y: y.memory, length: Int32(length), inner: Int32(inner),
      is_logarithm: isLogarithm ? 1 : 0)
    return try launch("softmax", .threads(outer * inner), arguments)
  }

  /// The score of the class that each target names.
  func pickClass(
    _ operands: [Place], _ y: Place, _ bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    let (_, classes, inner) = operands[0].shape.split(at: 1)
    let arguments = cuda_class_arguments(
      x: operands[0].memory, target: operands[1].memory, y: y.memory, bad: bad,
      classes: Int32(classes), inner: Int32(inner))
    return try launch("pick_class", .threads(y.shape.count), arguments)
  }

  /// Each number at the class that its target names.
  func placeClass(
    _ operands: [Place], _ y: Place, _ bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    let (_, classes, inner) = y.shape.split(at: 1)
    let arguments = cuda_class_arguments(
      x: operands[0].memory, target: operands[1].memory, y: y.memory, bad: bad,
      classes: Int32(classes), inner: Int32(inner))
    return try launch("place_class", .threads(operands[0].shape.count), arguments)
  }
}
