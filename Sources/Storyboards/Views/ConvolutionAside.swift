import ConvolutionArithmetic
import TensorEngine

/// A convolution's tensors, and what the engine makes of them beside its result.
///
/// Letters: `N` images, `G` groups, `F` filters, `C` channels of a filter, `T` taps of a plane of the
/// kernel, `P` places of the window.
struct ConvolutionAside {
  let convolution: Convolution
  let input: Tensor<Double>
  let weight: Tensor<Double>
  let images: Int
  let filters: Int
  let channelsPerFilter: Int
  let taps: Int
  let places: Int

  init(_ explainer: Explainer, _ convolution: Convolution) {
    self.convolution = convolution
    (input, weight) = (explainer.operands[0], explainer.operands[1])
    images = input.shape[0]
    (filters, channelsPerFilter) = (weight.shape[0], weight.shape[1])
    taps = weight.shape.spatialSize.reduce(1, *)
    places = explainer.result.shape.spatialSize.reduce(1, *)
  }

  /// The products of a place: as many as a filter has weights.
  var terms: Int { channelsPerFilter * taps }

  /// The column matrix of each group (im2col), `[N·G, C·T, P]`.
  var columns: Tensor<Double> {
    EngineAside.results(of: [input]) { [self] graph, values in
      [try appendColumns(to: &graph, values[0])]
    }[0]
  }

  /// Every product of every sum, `[N·F·P, C, K]` with the kernel's axes K.
  var products: Tensor<Double> {
    productsOfColumns(
      with: weight, [1, convolution.groups, filters / convolution.groups, terms, 1])
  }

  /// What the rows of weights times the columns come to, before a bias is added, `[N, F, P]`.
  var rowsTimesColumns: Tensor<Double> {
    EngineAside.results(of: [input, weight]) { [self] graph, values in
      let columns = try graph.append(
        .reshape([images, convolution.groups, 1, terms, places]),
        [try appendColumns(to: &graph, values[0])])
      let rows = try graph.append(
        .reshape([1, convolution.groups, filters / convolution.groups, terms, 1]), [values[1]])
      let products = try graph.append(.binary(.multiply), [columns, rows])
      let sums = try graph.append(.reduce(Reduction(.sum, axes: [3])), [products])
      return [try graph.append(.reshape([images, filters, places]), [sums])]
    }[0]
  }

  /// What each cell of the result sends back to the weights of its filter: its upstream gradient
  /// times what they met, `[N·F·P, C, K]`.
  func sentToWeights(_ upstream: Tensor<Double>) -> Tensor<Double> {
    productsOfColumns(
      with: upstream, [images, convolution.groups, filters / convolution.groups, 1, places])
  }

  /// The columns times a tensor that is laid out as `[N, G, F/G, C·T, P]`, or with axes of length 1.
  private func productsOfColumns(with factor: Tensor<Double>, _ shape: Shape) -> Tensor<Double> {
    EngineAside.results(of: [input, factor]) { [self] graph, values in
      let columns = try graph.append(
        .reshape([images, convolution.groups, 1, terms, places]),
        [try appendColumns(to: &graph, values[0])])
      let factors = try graph.append(.reshape(shape), [values[1]])
      let products = try graph.append(.binary(.multiply), [columns, factors])
      let byPlace = try graph.append(
        .transpose(permutation: [0, 1, 3, 2]),
        [try graph.append(.reshape([images, filters, terms, places]), [products])])
      let kernel = weight.shape.spatialSize
      return [
        try graph.append(
          .reshape(Shape([images * filters * places, channelsPerFilter] + kernel)), [byPlace])
      ]
    }[0]
  }

  private func appendColumns(to graph: inout Graph, _ input: NodeID) throws -> NodeID {
    let columns = try graph.append(.unfold(convolution.windows), [input])
    return try graph.append(.reshape([images * convolution.groups, terms, places]), [columns])
  }

  /// The group of a filter.
  func group(of filter: Int) -> Int { filter / (filters / convolution.groups) }
}
