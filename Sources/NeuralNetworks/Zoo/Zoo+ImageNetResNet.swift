import TensorEngine

extension Zoo {
  /// He et al.'s networks for ImageNet, with projections where shapes differ ("option B").
  ///
  /// - SeeAlso: K. He et al., *Deep residual learning* (2015), arXiv:1512.03385, table 1. As there,
  ///   a bottleneck's stride is that of its first 1×1 convolution.
  static let imageNetResNets: [Architecture] = [
    resNet(18, [2, 2, 2, 2], isBottleneck: false), resNet(34, [3, 4, 6, 3], isBottleneck: false),
    resNet(50, [3, 4, 6, 3], isBottleneck: true), resNet(101, [3, 4, 23, 3], isBottleneck: true),
    resNet(152, [3, 8, 36, 3], isBottleneck: true),
  ]

  private static func resNet(_ depth: Int, _ blocks: [Int], isBottleneck: Bool) -> Architecture {
    Architecture(
      name: "resnet\(depth)", title: "ResNet-\(depth)", origin: "He et al. 2015, for ImageNet",
      inputShape: [3, 224, 224], classes: 1000, isTrainable: false
    ) { b, image, classes in
      var x = try b.conv2d(
        "conv1", image, outputs: 64, kernel: 7, stride: 2, padding: 3, bias: false)
      x = try b.relu(try b.batchNorm2d("bn1", x))
      x = try b.maxPool2d(x, 3, stride: 2, padding: 1)
      for (stage, width) in [64, 128, 256, 512].enumerated() {
        for block in 0..<blocks[stage] {
          let stride = Extent(stage > 0 && block == 0 ? 2 : 1)
          x = try b.scope("layer\(stage + 1).\(block)") { b in
            isBottleneck
              ? try b.bottleneck(x, width: width, stride: stride)
              : try b.projectedBlock(x, width: width, stride: stride)
          }
        }
      }
      return try b.linear("fc", try b.globalAveragePool(x), outputs: classes)
    }
  }
}

extension NetworkBuilder {
  fileprivate mutating func projectedBlock(
    _ x: NodeID, width: Int, stride: Extent
  ) throws -> NodeID {
    var y = try conv2d(
      "conv1", x, outputs: width, kernel: 3, stride: stride, padding: 1, bias: false)
    y = try relu(try batchNorm2d("bn1", y))
    y = try conv2d("conv2", y, outputs: width, kernel: 3, padding: 1, bias: false)
    y = try batchNorm2d("bn2", y)
    return try relu(try add(y, try projection(x, outputs: width, stride: stride)))
  }

  fileprivate mutating func bottleneck(
    _ x: NodeID, width: Int, stride: Extent
  ) throws -> NodeID {
    var y = try conv2d("conv1", x, outputs: width, kernel: 1, stride: stride, bias: false)
    y = try relu(try batchNorm2d("bn1", y))
    y = try conv2d("conv2", y, outputs: width, kernel: 3, padding: 1, bias: false)
    y = try relu(try batchNorm2d("bn2", y))
    y = try conv2d("conv3", y, outputs: 4 * width, kernel: 1, bias: false)
    y = try batchNorm2d("bn3", y)
    return try relu(try add(y, try projection(x, outputs: 4 * width, stride: stride)))
  }

  /// The shortcut: x itself where shapes agree, else a 1×1 convolution.
  private mutating func projection(
    _ x: NodeID, outputs: Int, stride: Extent
  ) throws -> NodeID {
    guard channels(x) != outputs || stride != 1 else { return x }
    let projected = try conv2d(
      "downsample.0", x, outputs: outputs, kernel: 1, stride: stride, bias: false)
    return try batchNorm2d("downsample.1", projected)
  }
}
