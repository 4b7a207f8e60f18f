import TensorEngine

extension Architecture {
  /// Reads a network that a user wrote.
  ///
  ///     try Architecture(text: "conv 16 5x5 pad 2, relu, pool 2, fc 10")
  ///
  /// Its modules are numbered as those of PyTorch's `Sequential`: `0.weight`, `3.bias`; those of a
  /// residual block stand under the block's number.
  ///
  /// - Parameters:
  ///   - text: The layers, separated by commas or line ends.
  ///   - name: What the network is called.
  /// - Throws: ``NetworkError/text(place:message:remedy:)`` with the layer's number and column.
  public init(text: String, name: String = "custom") throws(NetworkError) {
    let layers = try LayerText.list(text)
    let classes = try Self.classes(of: layers)
    // Every word is read once here, so that mistakes show before any image is there.
    try Self.check(layers)
    self.init(
      name: name, title: "A network of your own", origin: "\(layers.count) layers",
      classes: classes, isTrainable: true
    ) { builder, image, _ in
      try builder.sequence(layers, image)
    }
  }

  /// The scores of the last layer that makes some.
  private static func classes(of layers: [LayerText]) throws(NetworkError) -> Int {
    guard let last = layers.last(where: { ["fc", "linear", "conv"].contains($0.kind.text) }) else {
      throw .text(
        place: "the network", message: "it has no layer that makes scores",
        remedy: "End it with fc and the number of classes: fc 10.")
    }
    var arguments = LayerArguments(last)
    return try arguments.number("a number of outputs", example: "fc 10")
  }

  private static func check(_ layers: [LayerText]) throws(NetworkError) {
    for layer in layers {
      _ = try LayerDescription(layer)
      try check(layer.inner)
    }
  }
}

extension NetworkBuilder {
  /// Appends layers one after the other.
  fileprivate mutating func sequence(_ layers: [LayerText], _ x: NodeID) throws -> NodeID {
    var x = x
    for (index, layer) in layers.enumerated() {
      let description = try LayerDescription(layer)
      do {
        x = try append(description, layer, name: "\(index)", x)
      } catch let error as NetworkError {
        guard case .layer(_, let name, let message) = error else { throw error }
        throw layer.error(
          "\(layer.kind.text) (\(name)): \(message)", remedy: "Change it, or a layer before it.")
      }
    }
    return x
  }

  private mutating func append(
    _ description: LayerDescription, _ layer: LayerText, name: String, _ x: NodeID
  ) throws -> NodeID {
    if description.needsMaps, graph[x].shape.rank != 4 {
      throw layer.error(
        "\(layer.kind.text) needs maps, and the layers before it have made rows of numbers",
        remedy: "Put it before flatten, globalpool and fc.")
    }
    switch description {
    case .convolution(let convolution):
      let inputs = channels(x)
      return try conv2d(
        name, x, outputs: convolution.outputs ?? inputs, kernel: convolution.kernel,
        stride: convolution.stride, padding: convolution.padding, dilation: convolution.dilation,
        groups: convolution.isDepthwise ? inputs : convolution.groups, bias: convolution.hasBias)
    case .batchNorm: return try batchNorm2d(name, x)
    case .activation(let function, let kind): return try activation(function, kind, x)
    case .maxPool(let kernel, let stride, let padding):
      return try maxPool2d(x, kernel, stride: stride, padding: padding)
    case .averagePool(let kernel, let stride, let padding):
      return try avgPool2d(x, kernel, stride: stride, padding: padding)
    case .globalAveragePool: return try globalAveragePool(x)
    case .dropout(let probability): return try dropout(x, probability)
    case .flatten: return try flatten(x)
    case .linear(let outputs): return try linear(name, x, outputs: outputs)
    case .residual:
      let y = try scope(name) { try $0.sequence(layer.inner, x) }
      guard shape(x) != shape(y) else { return try add(y, x) }
      let (before, after) = (shape(x), shape(y))
      guard before.rank == 4, after.rank == 4, after[2] > 0, after[1] >= before[1] else {
        throw layer.error(
          "the block makes \(after) of \(before), which cannot be added",
          remedy: "Keep the size inside res( … ), or halve it and add channels.")
      }
      let stride = (before[2] + after[2] - 1) / after[2]
      let missing = after[1] - before[1]
      return try add(
        y, try paddedShortcut(x, outputs: after[1], stride: stride, before: missing / 2))
    }
  }
}
