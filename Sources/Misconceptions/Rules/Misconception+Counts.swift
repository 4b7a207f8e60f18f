extension Misconception {
  /// What is counted of a layer.
  static let layerCounts: [Misconception] = convolutionCounts + groupCounts + otherCounts

  private static let convolutionCounts: [Misconception] = [
    .init(
      counting: "filter-without-depth", .often, "a filter was counted without its depth",
      say: "A filter is as deep as its input, so it needs a sheet for each channel."
    ) { layer in
      layer.isConvolution && layer.channels > 1 && layer.kernel > 1 && layer.groups == 1
        ? layer.count(sheets: 1) : []
    },
    .init(
      counting: "bias-uncounted", .often, "the biases were forgotten",
      say: "Every filter brings one extra number along; count those too."
    ) { layer in
      layer.isConvolution && layer.biases > 0 ? layer.count(biases: 0) : []
    },
    .init(
      counting: "bias-per-sheet", .common, "a bias was counted for every sheet",
      say: "All sheets of a filter end in one sum, and only that sum gets an extra number."
    ) { layer in
      layer.isConvolution && layer.biases > 0
        ? layer.count(biases: layer.filters * layer.channels / layer.groups) : []
    },
    .init(
      counting: "bias-per-cell", .seldom, "a bias was counted for every cell of the result",
      say: "The whole map shares one filter, and with it one extra number."
    ) { layer in
      layer.isConvolution && layer.biases > 0
        ? layer.count(biases: layer.filters * layer.outputSize * layer.outputSize) : []
    },
    .init(
      counting: "one-filter-counted", .common, "only one filter was counted",
      say: "That is one filter; count the others as well."
    ) { layer in
      layer.isConvolution ? layer.count(filters: 1, biases: min(1, layer.biases)) : []
    },
    .init(
      counting: "map-size-in-count", .often, "the size of the map was multiplied in",
      say: "The same weights serve every place, so the picture's size does not matter."
    ) { layer in
      layer.isConvolution
        ? layer.count(times: layer.outputSize * layer.outputSize)
          + layer.count(times: layer.size * layer.size) : []
    },
    .init(
      counting: "count-as-dense", .common, "a wire was counted from every input to every output",
      say: "Each output looks at one window only, and all of them share its weights."
    ) { layer in
      // Of a layer that nobody said the maps of, nobody counts such wires.
      guard layer.isConvolution, layer.isCountingParameters, layer.size > 1 else { return [] }
      let inputs = Double(layer.channels * layer.size * layer.size)
      let outputs = Double(layer.filters * layer.outputSize * layer.outputSize)
      return [inputs * outputs + (layer.biases > 0 ? outputs : 0)]
    },
    .init(
      counting: "outputs-times-channels", .often, "a map was made per channel and filter",
      say: "A filter adds its sheets up to one map, so there are as many maps as filters."
    ) { layer in
      layer.isConvolution && layer.quantity == .outputs
        ? [Double(layer.channels * layer.filters)] : []
    },
    .init(
      counting: "outputs-like-input", .often, "the number of channels was kept",
      say: "What comes out is counted by the filters, not by the channels that went in."
    ) { layer in
      layer.isConvolution && layer.quantity == .outputs ? [Double(layer.channels)] : []
    },
    .init(
      counting: "one-by-one-scales", .common, "a 1×1 filter was taken for a single factor",
      say: "It is one cell wide but as deep as the stack, so it mixes all the channels."
    ) { layer in
      layer.isConvolution && layer.kernel == 1 && layer.channels > 1 ? layer.count(sheets: 1) : []
    },
  ]

  private static let groupCounts: [Misconception] = [
    .init(
      counting: "groups-ignored", .often, "the groups were ignored",
      say: "A filter sees only the channels of its own group, so it is less deep."
    ) { layer in
      layer.groups > 1 ? layer.count(sheets: layer.channels) : []
    },
    .init(
      counting: "groups-share-filters", .common, "the filters were divided among the groups",
      say: "All the filters are there; it is their depth that shrinks."
    ) { layer in
      guard layer.groups > 1 else { return [] }
      let filters = layer.filters / layer.groups
      return layer.count(
        filters: filters, sheets: layer.channels, biases: layer.biases > 0 ? filters : 0)
    },
    .init(
      counting: "depthwise-is-separable", .common, "the mixing layer was counted as well",
      say: "One filter set per channel is the first step only; mixing them is a layer of its own."
    ) { layer in
      guard layer.groups > 1, layer.groups == layer.channels, layer.isCountingParameters else {
        return []
      }
      let cells = layer.kernel * layer.kernel
      return [Double(layer.channels * cells + layer.channels * layer.filters)]
    },
    .init(
      counting: "depthwise-one-filter", .common, "one filter was used for every channel",
      say: "Every channel gets a filter of its own, even when they work alone."
    ) { layer in
      guard layer.groups > 1, layer.groups == layer.channels, layer.isCountingParameters else {
        return []
      }
      return [Double(layer.kernel * layer.kernel + min(1, layer.biases))]
    },
  ]

  private static let otherCounts: [Misconception] = [
    .init(
      counting: "flatten-without-channels", .often, "one map was laid out, not all",
      say: "Lay out every map, not just one of them."
    ) { $0.kind == .flatten ? [Double($0.size * $0.size)] : [] },
    .init(
      counting: "dense-bias-uncounted", .often, "the biases were forgotten",
      say: "Each output brings an extra number of its own."
    ) { layer in
      layer.kind == .linear && layer.quantity == .parameters && layer.hasBias
        ? [Double(layer.channels * layer.filters)] : []
    },
    .init(
      counting: "macs-as-flops", .often, "multiply-adds and operations were mixed up",
      say: "A multiplication and an addition are two operations, though one step."
    ) { layer in
      guard case .number(let count) = layer.answer else { return [] }
      return switch layer.quantity {
      case .operations: [count / 2]
      case .multiplyAdds: [count * 2]
      case .parameters, .weights, .outputs: []
      }
    },
    .init(
      counting: "pool-has-weights", .common, "a pool was given weights",
      say: "A pool only compares; it has nothing to learn."
    ) { layer in
      guard layer.kind == .pool, layer.isCountingParameters else { return [] }
      return [
        Double(2 * layer.channels), Double(layer.channels * layer.kernel * layer.kernel),
        Double(layer.kernel * layer.kernel),
      ]
    },
    .init(
      counting: "four-per-channel", .often, "the running values were counted too",
      say: "Scale and shift are learned; the running values are only watched."
    ) { layer in
      layer.kind == .batchNorm && layer.quantity == .parameters ? [Double(4 * layer.channels)] : []
    },
  ]
}

extension LayerInquiry {
  fileprivate var isConvolution: Bool { kind == .convolution }

  /// Whether learned numbers are counted.
  fileprivate var isCountingParameters: Bool { quantity == .parameters || quantity == .weights }

  /// The biases that are counted.
  fileprivate var biases: Int { quantity == .parameters && hasBias ? filters : 0 }

  /// The learned numbers of a convolution, or its work, where somebody counts otherwise.
  ///
  /// - Parameters:
  ///   - filters: How many filters are counted; all by default.
  ///   - sheets: How deep a filter is taken to be.
  ///   - biases: How many biases are counted.
  ///   - times: How often its weights are counted.
  fileprivate func count(
    filters: Int? = nil, sheets: Int? = nil, biases: Int? = nil, times: Int = 1
  ) -> [Double] {
    let cells = kernel * kernel
    let weights = Double((filters ?? self.filters) * (sheets ?? channels / groups) * cells)
    switch quantity {
    case .parameters: return [weights * Double(times) + Double(biases ?? self.biases)]
    case .weights: return [weights * Double(times)]
    case .multiplyAdds where times == 1:
      return [weights * Double(outputSize * outputSize)]
    case .operations where times == 1:
      return [2 * weights * Double(outputSize * outputSize)]
    case .multiplyAdds, .operations, .outputs: return []
    }
  }
}
