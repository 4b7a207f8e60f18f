import TensorEngine

extension Storyboard {
  /// Explains a node of an executed graph: what stands on the stage, and a frame for each cell of
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
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept.
  public static func explaining(
    _ node: NodeID, in executed: ExecutedGraph
  ) throws(StoryError) -> Storyboard {
    let explainer = try Explainer(node, in: executed)
    // A slice of length 0 is a valid value without cells to explain.
    guard explainer.result.shape.count > 0 else { return explainer.resultStory() }
    return explainer.story()
  }
}

extension Explainer {
  /// The story of an op; every op decides which it is.
  fileprivate func story() -> Storyboard {
    switch op {
    case .input, .fill: resultStory()
    case .convolution(let convolution): convolutionStory(convolution)
    case .maxPool(let windows): maxPoolStory(windows)
    case .maxPoolIndices(let windows): maxPoolIndicesStory(windows)
    case .averagePool(let pool): averagePoolStory(pool)
    case .unary(let function): unaryStory(function)
    case .transposedConvolution, .convolutionWeightGradient, .maxUnpool, .takeAtIndices,
      .averagePoolGradient, .adaptiveAveragePool, .adaptiveAveragePoolGradient, .unfold, .fold,
      .matmul, .binary, .unaryGradient, .prelu, .preluGradient, .reduce, .broadcast, .reshape,
      .transpose, .concat, .slice, .pad, .padGradient, .flip, .upsample, .upsampleGradient,
      .softmax, .logSoftmax, .pickClass, .placeClass, .batchNorm, .batchNormGradient, .dropout,
      .localResponseNorm, .localResponseNormGradient:
      resultStory()
    }
  }
}
