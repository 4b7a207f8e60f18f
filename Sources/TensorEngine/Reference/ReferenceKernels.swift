/// The definition of every op, as plain loops over named axes.
///
/// Each kernel takes its operands and the shape of its result, which shape inference has checked.
/// The loops are not tuned: they say what an op means, and every fast kernel is tested against
/// them. Sums run over the axes in the order the loops are written, innermost last, so that the
/// same operands give the same bits.
public enum ReferenceKernels<Scalar: TensorScalar> {
  /// Applies an op to its operands.
  ///
  /// - Parameters:
  ///   - op: Any op but `input`, which has no operands to compute from.
  ///   - operands: The operands' values, in the order that the op states.
  ///   - resultShape: The shape of the result, from ``Op/outputShape(_:)``.
  /// - Precondition: Class numbers and switches lie in their ranges;
  ///   ``Op/checkIndices(_:resultShape:)`` says so.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func apply(
    _ op: Op, _ operands: [Tensor<Scalar>], resultShape: Shape
  ) -> Tensor<Scalar> {
    switch op {
    case .input:
      preconditionFailure("an input is fed, not computed")
    case .fill(let value, _):
      return Tensor(resultShape, repeating: Scalar(value))

    case .convolution(let parameters):
      return convolution(parameters, operands, resultShape)
    case .transposedConvolution(let parameters):
      return transposedConvolution(parameters, operands, resultShape)
    case .convolutionWeightGradient(let parameters):
      return convolutionWeightGradient(parameters, operands[0], operands[1], resultShape)

    case .maxPool(let windows):
      return maxPool(windows, operands[0], resultShape).maxima
    case .maxPoolIndices(let windows):
      return maxPool(windows, operands[0], resultShape).switches
    case .maxUnpool(let unpooling):
      return maxUnpool(unpooling.overlap, operands[0], switches: operands[1], resultShape)
    case .takeAtIndices:
      return takeAtIndices(operands[0], switches: operands[1])
    case .averagePool(let pool):
      return averagePool(pool, operands[0], resultShape)
    case .averagePoolGradient(let pool, _):
      return averagePoolGradient(pool, operands[0], resultShape)
    case .adaptiveAveragePool:
      return adaptiveAveragePool(operands[0], resultShape)
    case .adaptiveAveragePoolGradient:
      return adaptiveAveragePoolGradient(operands[0], resultShape)
    case .unfold(let windows):
      return unfold(windows, operands[0], resultShape)
    case .fold(let windows, _):
      return fold(windows, operands[0], resultShape)

    case .matmul(let transposeA, let transposeB):
      return matmul(operands[0], transposeA, operands[1], transposeB, resultShape)
    case .binary(let function):
      return binary(function, operands[0], operands[1], resultShape)
    case .unary(let function):
      return unary(function, operands[0])
    case .unaryGradient(let function):
      return unaryGradient(function, operands[0], upstream: operands[1])
    case .prelu:
      return prelu(operands[0], weight: operands[1])
    case .preluGradient:
      return preluGradient(operands[0], weight: operands[1], upstream: operands[2])

    case .reduce(let reduction):
      return reduce(reduction, operands[0], resultShape)
    case .broadcast:
      return broadcast(operands[0], resultShape)
    case .reshape:
      return operands[0].reshaped(to: resultShape)
    case .transpose(let permutation):
      return transpose(operands[0], permutation, resultShape)
    case .concat(let axis):
      return concat(operands, axis: axis, resultShape)
    case .slice(let axis, let range):
      return slice(operands[0], axis: axis, from: range.lowerBound, resultShape)
    case .pad(let parameters):
      return pad(parameters, operands[0], resultShape)
    case .padGradient(let parameters, _):
      return padGradient(parameters, operands[0], resultShape)
    case .flip(let axes):
      return flip(operands[0], axes: axes)
    case .upsample(let parameters):
      return upsample(parameters, operands[0], resultShape)
    case .upsampleGradient(let parameters, _):
      return upsampleGradient(parameters, operands[0], resultShape)

    case .softmax(let axis):
      return softmax(operands[0], axis: axis)
    case .logSoftmax(let axis):
      return logSoftmax(operands[0], axis: axis)
    case .pickClass:
      return pickClass(operands[0], target: operands[1], resultShape)
    case .placeClass:
      return placeClass(operands[0], target: operands[1], resultShape)
    case .batchNorm(let norm):
      return batchNorm(norm, operands)
    case .batchNormGradient(let norm):
      return batchNormGradient(norm, operands)
    case .dropout(let probability, let seed):
      let mask = DropoutMask(probability: probability, seed: seed)
      return dropout(operands[0], operands.count > 1 ? mask.atStep(operands[1].elements[0]) : mask)
    case .localResponseNorm(let norm):
      return localResponseNorm(norm, operands[0])
    case .localResponseNormGradient(let norm):
      return localResponseNormGradient(norm, operands[0], upstream: operands[1])
    }
  }
}
