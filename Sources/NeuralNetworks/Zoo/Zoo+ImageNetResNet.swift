import TensorEngine

extension Zoo {
  /// He et al.'s networks for ImageNet, with projections where shapes differ ("option B"), and the
  /// bottlenecks as torchvision has them, which moves the stride and calls that version 1.5.
  ///
  /// - SeeAlso: K. He et al., *Deep residual learning* (2015), arXiv:1512.03385, table 1.
  static let imageNetResNets: [Architecture] =
    [resNet(18, [2, 2, 2, 2]), resNet(34, [3, 4, 6, 3])]
    + deepResNets.map { resNet($0.depth, $0.blocks, strideOf: .first) }
    + deepResNets.map { resNet($0.depth, $0.blocks, strideOf: .second) }

  private static let deepResNets = [
    (depth: 50, blocks: [3, 4, 6, 3]), (depth: 101, blocks: [3, 4, 23, 3]),
    (depth: 152, blocks: [3, 8, 36, 3]),
  ]

  /// - Parameter strideOf: The convolution of a bottleneck that has its stride; `nil` for blocks of
  ///   two convolutions.
  private static func resNet(
    _ depth: Int, _ blocks: [Int], strideOf place: BottleneckStride? = nil
  ) -> Architecture {
    let version = place == .second ? "v1.5" : ""
    return Architecture(
      name: "resnet\(depth)\(version)", title: "ResNet-\(depth)" + (version.isEmpty ? "" : " v1.5"),
      origin: version.isEmpty
        ? "He et al. 2015, for ImageNet" : "He et al. 2015, as torchvision has it",
      note: place?.note(depth: depth) ?? "",
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
            if let place {
              try b.bottleneck(x, width: width, stride: stride, of: place)
            } else {
              try b.projectedBlock(x, width: width, stride: stride)
            }
          }
        }
      }
      return try b.linear("fc", try b.globalAveragePool(x), outputs: classes)
    }
  }
}

/// Which convolution of a bottleneck takes every other cell.
private enum BottleneckStride {
  /// The first, of 1×1, as in the paper.
  case first
  /// The second, of 3×3, which leaves no cell out.
  case second

  func note(depth: Int) -> String {
    switch self {
    case .first:
      "A block's stride is that of its first 1×1 convolution, as in the paper. torchvision's weights"
        + " belong to resnet\(depth)v1.5: they have the same names and shapes, and would compute"
        + " something else here."
    case .second:
      "A block's stride is that of its 3×3 convolution, as torchvision has it; in the paper, and in"
        + " resnet\(depth), it is that of the first 1×1."
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
    _ x: NodeID, width: Int, stride: Extent, of place: BottleneckStride
  ) throws -> NodeID {
    var y = try conv2d(
      "conv1", x, outputs: width, kernel: 1, stride: place == .first ? stride : 1, bias: false)
    y = try relu(try batchNorm2d("bn1", y))
    y = try conv2d(
      "conv2", y, outputs: width, kernel: 3, stride: place == .second ? stride : 1, padding: 1,
      bias: false)
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
