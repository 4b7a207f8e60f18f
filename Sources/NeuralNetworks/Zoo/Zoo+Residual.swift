import TensorEngine

extension Zoo {
  /// He et al.'s networks for CIFAR-10, with shortcuts and without: depth 6n + 2.
  ///
  /// - SeeAlso: K. He et al., *Deep residual learning* (2015), arXiv:1512.03385, section 4.2.
  static let residualNetworks: [Architecture] =
    [20, 32, 44, 56, 110].map { cifar(depth: $0, hasShortcuts: false) }
    + [20, 32, 44, 56, 110].map { cifar(depth: $0, hasShortcuts: true) }

  private static func cifar(depth: Int, hasShortcuts: Bool) -> Architecture {
    Architecture(
      name: hasShortcuts ? "resnet\(depth)" : "plain\(depth)",
      title: hasShortcuts ? "ResNet-\(depth)" : "Plain-\(depth)",
      origin: "He et al. 2015, for CIFAR-10" + (hasShortcuts ? ", option A" : ", no shortcuts"),
      isTrainable: true
    ) { b, image, classes in
      var x = try b.conv2d("conv1", image, outputs: 16, kernel: 3, padding: 1, bias: false)
      x = try b.relu(try b.batchNorm2d("bn1", x))
      for (stage, outputs) in [16, 32, 64].enumerated() {
        for block in 0..<(depth - 2) / 6 {
          let stride = stage > 0 && block == 0 ? 2 : 1
          x = try b.scope("layer\(stage + 1).\(block)") { b in
            try b.basicBlock(x, outputs: outputs, stride: stride, hasShortcut: hasShortcuts)
          }
        }
      }
      return try b.linear("fc", try b.globalAveragePool(x), outputs: classes)
    }
  }
}

extension NetworkBuilder {
  /// Two 3×3 convolutions, and what they are added to.
  fileprivate mutating func basicBlock(
    _ x: NodeID, outputs: Int, stride: Int, hasShortcut: Bool
  ) throws -> NodeID {
    var y = try conv2d(
      "conv1", x, outputs: outputs, kernel: 3, stride: Extent(stride), padding: 1, bias: false)
    y = try relu(try batchNorm2d("bn1", y))
    y = try conv2d("conv2", y, outputs: outputs, kernel: 3, padding: 1, bias: false)
    y = try batchNorm2d("bn2", y)
    guard hasShortcut else { return try relu(y) }
    let missing = outputs - channels(x)
    let shortcut =
      missing > 0 || stride > 1
      ? try paddedShortcut(x, outputs: outputs, stride: stride, before: missing / 2) : x
    return try relu(try add(y, shortcut))
  }
}
