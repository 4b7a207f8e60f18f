import CUDAKernels
import TensorEngine

extension LaunchMaker {
  /// The launches of a node.
  ///
  /// - Parameters:
  ///   - op: What is computed; an input has no launches.
  ///   - operands: Where the operands lie.
  ///   - result: Where the result goes.
  ///   - bad: What an op that reads positions says when one of them is wrong.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  func launches(
    _ op: Op, _ operands: [Place], _ result: Place, bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    guard result.shape.count > 0 else { return [] }
    switch op {
    case .input: return []
    case .fill(let value, _):
      let arguments = cuda_fill_arguments(y: result.memory, value: Float(value))
      return try launch("fill", .threads(result.shape.count), arguments)

    case .convolution(let parameters):
      return try convolution(parameters, operands, result)
    case .transposedConvolution(let parameters):
      return try transposedConvolution(parameters, operands, result)
    case .convolutionWeightGradient(let parameters):
      return try weightGradient(parameters, operands, result)
    case .matmul(let transposeA, let transposeB):
      return try matmul(operands[0], transposeA, operands[1], transposeB, result)

    case .maxPool(let windows):
      return try maxPool(windows, operands[0], maxima: result, switches: nil)
    case .maxPoolIndices(let windows):
      return try maxPool(windows, operands[0], maxima: nil, switches: result)
    case .maxUnpool(let unpooling):
      return try maxUnpool(unpooling.overlap, operands, result, bad)
    case .takeAtIndices:
      return try takeAtIndices(operands, result, bad)
    case .unfold(let windows):
      return try unfold(windows, operands[0], result)
    case .fold(let windows, _):
      return try fold(windows, operands[0], result)
    case .averagePool, .averagePoolGradient, .adaptiveAveragePool, .adaptiveAveragePoolGradient,
      .pad, .padGradient, .upsample, .upsampleGradient:
      return try gather(op, operands[0], result)

    case .binary(let function):
      return try binary(function, operands[0], operands[1], result)
    case .unary(let function):
      return try unary(function, operands[0], nil, result)
    case .unaryGradient(let function):
      return try unary(function, operands[0], operands[1], result)
    case .prelu:
      return try prelu(operands[0], operands[1], nil, result)
    case .preluGradient:
      return try prelu(operands[0], operands[1], operands[2], result)
    case .dropout(let probability, let seed):
      let mask = DropoutMask(probability: probability, seed: seed)
      return try dropout(mask, operands, result)

    case .reduce(let reduction):
      return try reduce(reduction, operands[0], result)
    case .broadcast:
      return try copy(
        operands[0], strides: operands[0].shape.strides(broadcastTo: result.shape), to: result)
    case .reshape:
      return try copy(operands[0], strides: result.shape.strides, to: result)
    case .transpose(let permutation):
      let strides = operands[0].shape.strides
      return try copy(operands[0], strides: permutation.map { strides[$0] }, to: result)
    case .concat(let axis):
      return try concat(operands, axis: axis, result)
    case .slice(let axis, let range):
      let strides = operands[0].shape.strides
      return try copy(
        operands[0], from: range.lowerBound * strides[axis], strides: strides, to: result)
    case .flip(let axes):
      return try flip(operands[0], axes: axes, result)

    case .softmax(let axis):
      return try softmax(operands[0], axis: axis, isLogarithm: false, result)
    case .logSoftmax(let axis):
      return try softmax(operands[0], axis: axis, isLogarithm: true, result)
    case .pickClass:
      return try pickClass(operands, result, bad)
    case .placeClass:
      return try placeClass(operands, result, bad)
    case .batchNorm(let norm):
      return try batchNorm(norm, operands, result)
    case .batchNormGradient(let norm):
      return try batchNormGradient(norm, operands, result)
    case .localResponseNorm(let norm):
      return try localResponseNorm(norm, operands[0], nil, result)
    case .localResponseNormGradient(let norm):
      return try localResponseNorm(norm, operands[0], operands[1], result)
    }
  }
}

extension Op {
  /// Whether the second operand holds positions that have to be looked at.
  var readsPositions: Bool {
    switch self {
    case .pickClass, .placeClass, .maxUnpool, .takeAtIndices: true
    default: false
    }
  }
}
