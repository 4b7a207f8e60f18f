import TensorEngine

extension Storyboard {
  /// Explains a node of an executed graph: its panels, and a frame for each cell of
  /// the result.
  ///
  /// Frames are made when they are looked at, so that large results cost nothing until then.
  ///
  ///     let story = try Storyboard.explaining(node, in: executed)
  ///     story.frames[0].arithmetic[0].text  // "1·1 + 3·0 + 2·2 + 1·(−1) = 4"
  ///
  /// - Parameters:
  ///   - node: The node to explain.
  ///   - executed: The graph with its values.
  ///   - view: How it is looked at; the op's usual view when absent.
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept, and when the node
  ///   has no such view.
  public static func explaining(
    _ node: NodeID, in executed: ExecutedGraph, view: StoryView? = nil
  ) throws(StoryError) -> Storyboard {
    try LinkedViews(of: node, in: executed, startingWith: view).first
  }
}

extension Explainer {
  /// The story of an op; every op decides which it is.
  func usualStory() -> Storyboard {
    if let loss = lossGradientStory() { return loss }
    if let carried = carriedGradientStory() { return carried }
    if let product { return productStory(product) }
    return switch op {
    case .input, .fill: resultStory()
    case .convolution(let convolution): convolutionStory(convolution)
    case .maxPool(let windows): poolingStory(windows, .maximum)
    case .maxPoolIndices(let windows): poolingStory(windows, .switches)
    case .averagePool(let pool):
      poolingStory(pool.windows, .mean(countIncludePad: pool.countIncludePad))
    case .unary(let function): unaryStory(function)
    case .transposedConvolution(let convolution): transposedConvolutionStory(convolution)
    case .convolutionWeightGradient(let convolution): weightGradientStory(convolution)

    case .maxUnpool(let unpooling): maxUnpoolStory(unpooling)
    case .takeAtIndices: takeAtIndicesStory()
    case .averagePoolGradient(let pool, let size): averagePoolGradientStory(pool, inputSize: size)
    case .adaptiveAveragePool: adaptiveAveragePoolStory()
    case .adaptiveAveragePoolGradient(let size): adaptiveAveragePoolGradientStory(inputSize: size)
    case .unfold(let windows): unfoldStory(windows)
    case .fold(let windows, let size): foldStory(windows, outputSize: size)

    // Every product was told above.
    case .matmul: resultStory()
    case .binary(let function): binaryStory(function)
    case .unaryGradient(let function): unaryGradientStory(function)
    case .prelu: preluStory()
    case .preluGradient: preluGradientStory()
    case .dropout(let probability, _): dropoutStory(probability: probability)

    case .reduce(let reduction): reductionStory(reduction)
    case .broadcast: broadcastStory()
    case .reshape: reshapeStory()
    case .transpose(let permutation): transposeStory(permutation)
    case .concat(let axis): concatStory(axis: axis)
    case .slice(let axis, let range): sliceStory(axis: axis, range: range)
    case .pad(let pad): padStory(pad)
    case .padGradient(let pad, let size): padGradientStory(pad, inputSize: size)
    case .flip(let axes): flipStory(axes)
    case .upsample(let upsample): upsampleStory(upsample)
    case .upsampleGradient(let upsample, let size):
      upsampleGradientStory(upsample, inputSize: size)

    case .softmax(let axis): softmaxStory(axis: axis, isLogarithm: false)
    case .logSoftmax(let axis): softmaxStory(axis: axis, isLogarithm: true)
    case .pickClass: pickClassStory()
    case .placeClass: placeClassStory()
    case .batchNorm(let norm): batchNormStory(norm.known(in: self))
    case .batchNormGradient(let norm): batchNormGradientStory(norm)
    case .localResponseNorm(let norm): localResponseNormStory(norm)
    case .localResponseNormGradient(let norm): localResponseNormGradientStory(norm)
    }
  }
}
