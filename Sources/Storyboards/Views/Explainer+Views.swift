import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// The views of the node, the usual one first; every op decides which it has.
  var views: [StoryView] {
    let views = viewsOfOp
    guard result.shape.count > 0 else { return views }
    // How the op works comes before where it stands, and last what is not of the op alone.
    let place = views.firstIndex { $0 == .cover || $0 == .field } ?? views.count
    let chain: [StoryView] = drawablePath == nil ? [] : [.chain]
    let ofGraph: [StoryView] =
      (drawableGraph == nil ? [] : [.graph]) + (drawableUnits == nil ? [] : [.units])
    return views[..<place] + chain + views[place...] + ofGraph
  }

  /// The views that have to do with the op alone, and with the windows below it.
  private var viewsOfOp: [StoryView] {
    // A slice of length 0 is a valid value without cells to explain.
    guard result.shape.count > 0 else { return [.cells] }
    let field: [StoryView] = drawableChain == nil ? [] : [.field]
    // What flows back is looked at where it belongs, not once more differentiated, and where nothing does
    // there is nothing to look at.
    let flows = executed.receivesGradient(id)
    let gradients: [StoryView] = flows ? [.gradients] : []
    let cover: [StoryView] = hasDrawableCover ? [.cover] : []
    let back: [StoryView] = flows && op.hasMatrix && hasDrawableMatrix ? [.back] : []
    let jacobian: [StoryView] = flows && hasDrawableJacobian ? [.jacobian] : []
    let traced: [StoryView] = flows && hasDrawableTraces ? [.gradients] : []
    switch op {
    case .convolution(let convolution):
      let isDrawable =
        inputUnder(convolution.windows, outputSize: result.shape.spatialSize) != nil
      guard isDrawable else { return [.cells] }
      return [.window]
        + (hasDrawableColumns(convolution) ? [.im2col] : [])
        + (hasDrawableMatrix ? [.matrix] : [])
        + (hasDrawableGradients ? gradients : []) + back + cover + field
    case .transposedConvolution(let convolution):
      guard (1...2).contains(convolution.windows.count) else { return [.cells] }
      let views: [StoryView] =
        (hasDrawableStamps(convolution) ? [.stamp] : [])
        + (stretchedLayout(convolution) != nil ? [.twin] : [])
        + (hasDrawableMatrix ? [.matrix] : []) + traced + back
        + (hasDrawableStamps(convolution) && !isGradient ? [.cover] : [])
      return views.isEmpty ? [.cells] : views
    case .maxPool, .averagePool, .adaptiveAveragePool:
      return [.window] + (hasDrawablePoolingGradients ? gradients : []) + cover + field
    case .unary(let function):
      return [.cells] + (!isGradient && hasCurve(function) ? [.curve] : [])
        + (planeUnits == nil ? [] : [.plane]) + gradients + jacobian
    case .dropout, .prelu: return [.cells] + gradients
    case .binary(let function):
      let isDrawable =
        product.map(hasDrawableGradients(of:)) ?? hasDrawablePairGradients(function)
      return [.cells] + (isDrawable ? gradients : []) + jacobian
    case .softmax, .logSoftmax:
      return [.cells] + (hasDrawableStages ? [.stages] + gradients : []) + jacobian
    case .batchNorm: return [.cells] + (hasDrawableStages ? [.stages] + gradients : [])
    case .maxPoolIndices: return [.window] + cover
    case .unfold: return [.window] + traced + cover
    case .localResponseNorm: return [.window] + traced
    case .convolutionWeightGradient, .averagePoolGradient: return [.window]
    case .matmul:
      return [.cells] + (product.map(hasDrawableGradients(of:)) == true ? gradients : []) + jacobian
    case .upsample: return [.cells] + (hasDrawableWeights ? gradients : [])
    case .maxUnpool, .takeAtIndices, .fold, .reduce, .broadcast, .reshape, .transpose, .concat,
      .slice, .pad, .flip, .pickClass:
      return [.cells] + traced
    case .input, .fill, .adaptiveAveragePoolGradient, .unaryGradient, .preluGradient,
      .padGradient, .upsampleGradient, .placeClass, .batchNormGradient,
      .localResponseNormGradient:
      return [.cells]
    }
  }

  /// The storyboard of one of the ``views``.
  func story(_ view: StoryView) -> Storyboard {
    guard result.shape.count > 0 else { return resultStory() }
    switch view {
    case .im2col: if case .convolution(let convolution) = op { return columnsView(convolution) }
    case .matrix: return matrixView()
    case .back: return matrixBackView().tellingGradients()
    case .stamp:
      if case .transposedConvolution(let convolution) = op { return stampView(convolution) }
    case .curve: if case .unary(let function) = op { return curveView(function) }
    case .plane: if let units = planeUnits { return planeView(units) }
    case .stages: return stagesView()
    case .gradients: return gradientsView()
    case .jacobian: return jacobianView()
    case .cover:
      if case .transposedConvolution(let convolution) = op { return overlapView(convolution) }
      return coverView()
    case .field: if let chain = drawableChain { return fieldView(chain) }
    case .chain: if let path = drawablePath { return chainView(path) }
    case .graph: if let graph = drawableGraph { return graphView(graph) }
    case .units: if let units = drawableUnits { return unitsView(units) }
    case .window, .cells, .twin: break
    }
    return usualStory()
  }

  /// How a result is made, one named step after the other.
  private func stagesView() -> Storyboard {
    switch op {
    case .softmax(let axis): softmaxStagesView(axis: axis, isLogarithm: false)
    case .logSoftmax(let axis): softmaxStagesView(axis: axis, isLogarithm: true)
    case .batchNorm(let norm): batchNormStagesView(norm.known(in: self))
    default: usualStory()
    }
  }

  /// What flows back into each cell, and from there.
  private func gradientsView() -> Storyboard {
    withScoreGradient(gradientsOfOp().tellingGradients())
  }

  private func gradientsOfOp() -> Storyboard {
    if let product { return productGradientView(product) }
    return switch op {
    case .convolution(let convolution): gradientView(convolution)
    case .unary(let function): unaryGradientView(function)
    case .dropout: dropoutGradientView()
    case .prelu: preluGradientView()
    case .binary(let function): pairGradientView(function)
    case .upsample(let upsample): weightedGradientView(sources(upsample))
    case .softmax(let axis): softmaxGradientView(axis: axis, isLogarithm: false)
    case .logSoftmax(let axis): softmaxGradientView(axis: axis, isLogarithm: true)
    case .batchNorm(let norm): batchNormGradientView(norm)
    case .maxPool, .averagePool, .adaptiveAveragePool: poolingGradientView()
    default: tracedGradientView()
    }
  }

  /// Whether the products of all sums are few enough to be shown.
  var hasDrawableProducts: Bool {
    Explainer.isFew(result.shape.count, operands[1].shape.count / max(1, operands[1].shape[0]))
  }

  /// The most numbers that a view computes beside those of the graph.
  static let mostNumbersAside = 1 << 16

  /// Whether so many numbers, by their factors, may be computed beside those of the graph.
  static func isFew(_ factors: Int...) -> Bool {
    Shape.checkedCount(factors).map { $0 <= mostNumbersAside } ?? false
  }
}

extension Op {
  /// Whether it is one matrix that is applied to the flattened input.
  fileprivate var hasMatrix: Bool {
    switch self {
    case .convolution, .transposedConvolution: true
    default: false
    }
  }
}
