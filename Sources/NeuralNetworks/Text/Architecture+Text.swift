import TensorEngine

extension Architecture {
  /// Reads a network that a user wrote.
  ///
  ///     try Architecture(text: "conv 16 5x5 pad 2, relu, pool 2, fc 10")
  ///
  /// Its modules are numbered as those of PyTorch's `Sequential`, in which an `nn.Flatten` stands before
  /// a linear layer that reads maps and behind a global pool: `0.weight`, `4.bias`. Those of a residual
  /// block stand under the block's number, and where there are several branches under the branch's:
  /// `2.0.0.weight`.
  ///
  /// A description without a layer of scores can be looked at, and is refused by ``TrainingGraph``.
  ///
  /// - Parameters:
  ///   - text: The layers, separated by commas or line ends.
  ///   - name: What the network is called.
  /// - Throws: ``NetworkError/text(place:message:remedy:)`` with the layer's number and column.
  public init(text: String, name: String = "custom") throws(NetworkError) {
    let layers = try LayerText.list(text)
    // Every word is read once here, so that mistakes show before any image is there.
    try Self.check(layers)
    let count = layers.count
    self.init(
      name: name, title: "A network of your own",
      origin: "\(count) layer\(count == 1 ? "" : "s")", classes: try Self.classes(of: layers),
      isTrainable: true
    ) { builder, image, _ in
      try builder.sequence(layers, image)
    }
  }

  /// Whether a single word describes a network: a layer that needs nothing else, such as `relu`.
  public static func isLayer(_ word: String) -> Bool { LayerKind(word) != nil }

  /// The scores of the last layer that makes some; 0 where none does.
  private static func classes(of layers: [LayerText]) throws(NetworkError) -> Int {
    for layer in layers.reversed() {
      switch try LayerDescription(layer) {
      case .linear(let outputs, _), .convolution(_, let outputs?, _, _): return outputs
      default: continue
      }
    }
    return 0
  }

  private static func check(_ layers: [LayerText]) throws(NetworkError) {
    for layer in layers {
      _ = try LayerDescription(layer)
      for branch in layer.branches { try check(branch) }
    }
  }
}
