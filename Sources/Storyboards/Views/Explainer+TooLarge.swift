import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// The views that ops of this kind have and the node has not, because they would be too large.
  ///
  /// It knows those of windows and kernels, which whoever has seen them once will ask for.
  var tooLargeViews: [StoryView] {
    guard result.shape.count > 0, result.shape.spatialSize.count <= 2 else { return [] }
    let gradients: [StoryView] = executed.receivesGradient(id) ? [.gradients] : []
    let back: [StoryView] = gradients.isEmpty ? [] : [.back]
    let cover: [StoryView] = isGradient ? [] : [.cover]
    let usual: [StoryView] =
      switch op {
      case .convolution: [.window, .im2col, .matrix] + gradients + back + cover
      case .transposedConvolution: [.stamp, .twin, .matrix] + gradients + back + cover
      case .maxPool, .averagePool, .adaptiveAveragePool: gradients + cover
      default: []
      }
    let views = views
    return usual.filter { !views.contains($0) }
  }
}

extension LinkedViews {
  /// The views that a node of this kind usually has, and this one has not, because they would be too large.
  ///
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept.
  public static func tooLarge(
    of node: NodeID, in executed: ExecutedGraph
  ) throws(StoryError) -> [StoryView] {
    try Explainer(node, in: executed).tooLargeViews
  }

  /// The most numbers that a view computes beside those of the graph.
  public static var mostNumbersAside: Int { Explainer.mostNumbersAside }
}
