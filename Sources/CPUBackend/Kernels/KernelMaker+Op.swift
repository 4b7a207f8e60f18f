import TensorEngine

extension KernelMaker {
  /// The kernel of an op.
  ///
  /// - Parameters:
  ///   - op: Any op that computes; values that exist before a run starts and other names for the
  ///     same memory have no kernel.
  ///   - operands: Where the operands are found when the kernel runs.
  ///   - result: Where the result is put.
  /// - Returns: The kernel, or `nil` where there is nothing to compute.
  func kernel(_ op: Op, _ operands: [Operand], _ result: Destination) -> Kernel? {
    switch op {
    case .input, .fill, .reshape:
      return nil

    case .convolution(let parameters):
      return convolution(parameters, operands, result)
    case .transposedConvolution(let parameters):
      return transposedConvolution(parameters, operands, result)
    case .convolutionWeightGradient(let parameters):
      return convolutionWeightGradient(parameters, operands, result)

    case .maxPool(let windows):
      return maxPool(windows, operands[0], .maxima, result)
    case .maxPoolIndices(let windows):
      return maxPool(windows, operands[0], .switches, result)
    case .maxUnpool(let unpooling):
      return maxUnpool(unpooling.overlap, operands[0], switches: operands[1], result)
    case .takeAtIndices:
      return takeAtIndices(operands[0], switches: operands[1], result)
    case .averagePool(let pool):
      return averagePool(pool, operands[0], result)
    case .averagePoolGradient(let pool, _):
      return averagePoolGradient(pool, operands[0], result)
    case .adaptiveAveragePool:
      return adaptiveAveragePool(operands[0], result)
    case .adaptiveAveragePoolGradient:
      return adaptiveAveragePoolGradient(operands[0], result)
    case .unfold(let windows):
      return unfold(windows, operands[0], result)
    case .fold(let windows, _):
      return fold(windows, operands[0], result)

    case .matmul(let transposeA, let transposeB):
      return matmul(
        transposeA: transposeA, transposeB: transposeB, operands[0], operands[1], result)
    case .binary(let function):
      return binary(function, operands[0], operands[1], result)
    case .unary(let function):
      return unary(function, operands[0], result)
    case .unaryGradient(let function):
      return unaryGradient(function, operands[0], upstream: operands[1], result)
    case .prelu:
      return prelu(operands[0], weight: operands[1], result)
    case .preluGradient:
      return preluGradient(operands[0], weight: operands[1], upstream: operands[2], result)

    case .reduce(let reduction):
      return reduce(reduction, operands[0], result)
    case .broadcast:
      return broadcast(operands[0], result)
    case .transpose(let permutation):
      return transpose(operands[0], permutation, result)
    case .concat(let axis):
      return concat(operands, axis: axis, result)
    case .slice(let axis, let range):
      return slice(operands[0], axis: axis, from: range.lowerBound, result)
    case .pad(let parameters):
      return pad(parameters, operands[0], result)
    case .padGradient(let parameters, _):
      return padGradient(parameters, operands[0], result)
    case .flip(let axes):
      return flip(operands[0], axes: axes, result)

    case .softmax(let axis):
      return softmax(axis: axis, operands[0], result)
    case .logSoftmax(let axis):
      return logSoftmax(axis: axis, operands[0], result)
    case .pickClass:
      return pickClass(operands[0], target: operands[1], result)
    case .placeClass(let classes):
      return placeClass(classes: classes, operands[0], target: operands[1], result)
    case .batchNorm(let norm):
      return batchNorm(norm, operands, result)
    case .batchNormGradient(let norm):
      return batchNormGradient(norm, operands, result)
    case .dropout(let probability, let seed):
      return dropout(DropoutMask(probability: probability, seed: seed), operands, result)

    // Rare in training, and small in lessons: the definition is fast enough.
    case .upsample, .upsampleGradient, .localResponseNorm, .localResponseNormGradient:
      return definition(of: op, operands, result)
    }
  }

  /// The reference kernel, on copies of the operands.
  private func definition(
    of op: Op, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    {
      let value = ReferenceKernels.apply(
        op, operands.map(\.tensor), resultShape: result.shape)
      value.elements.withUnsafeBufferPointer { elements in
        guard let first = elements.baseAddress else { return }
        result.pointer.copy(from: first, count: elements.count)
      }
    }
  }
}
