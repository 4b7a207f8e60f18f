import TensorEngine

extension Zoo {
  /// Networks whose result is a map as large as the image, or that keep large maps throughout.
  static let encodersAndDecoders: [Architecture] = [
    Architecture(
      name: "deconvnet", title: "DeconvNet, two levels",
      origin: "after Noh et al. 2015: unpooling with switches", inputShape: [3, 64, 64],
      classes: 21, isTrainable: false
    ) { b, image, classes in
      let first = try b.relu(try b.conv2d("conv1", image, outputs: 32, kernel: 3, padding: 1))
      let pooled = try b.maxPool2d(first, 2)
      let second = try b.relu(try b.conv2d("conv2", pooled, outputs: 64, kernel: 3, padding: 1))
      var x = try b.maxPool2d(second, 2)
      x = try b.relu(try b.conv2d("conv3", x, outputs: 64, kernel: 3, padding: 1))
      x = try b.maxUnpool2d(x, switchesOf: second, 2)
      x = try b.relu(
        try b.convTranspose2d("deconv2", x, outputs: 32, kernel: 3, stride: 1, padding: 1))
      x = try b.maxUnpool2d(x, switchesOf: first, 2)
      x = try b.relu(
        try b.convTranspose2d("deconv1", x, outputs: 32, kernel: 3, stride: 1, padding: 1))
      return try b.conv2d("score", x, outputs: classes, kernel: 1)
    },
    Architecture(
      name: "unet", title: "U-Net with padding", origin: "after Ronneberger et al. 2015",
      inputShape: [1, 256, 256], classes: 2, isTrainable: false
    ) { b, image, classes in
      var x = image
      var skips: [NodeID] = []
      let widths = [64, 128, 256, 512]
      for (level, width) in widths.enumerated() {
        x = try b.scope("down\(level + 1)") { try $0.twoConvolutions(x, width) }
        skips.append(x)
        x = try b.maxPool2d(x, 2)
      }
      x = try b.scope("bottom") { try $0.twoConvolutions(x, 1024) }
      for level in widths.indices.reversed() {
        x = try b.scope("up\(level + 1)") { b in
          let up = try b.convTranspose2d("up", x, outputs: widths[level], kernel: 2, stride: 2)
          return try b.twoConvolutions(try b.concat([skips[level], up]), widths[level])
        }
      }
      return try b.conv2d("score", x, outputs: classes, kernel: 1)
    },
    Architecture(
      name: "hrnet", title: "HRNet, two streams", origin: "after Wang et al. 2019, much smaller",
      inputShape: [3, 64, 64], classes: 10, isTrainable: false
    ) { b, image, classes in
      var high = try b.convolved("stem", image, 32, stride: 2)
      var low = try b.convolved("transition", high, 64, stride: 2)
      for stage in 1...2 {
        (high, low) = try b.scope("stage\(stage)") { try $0.fused(high, low) }
      }
      let joined = try b.concat([high, try b.upsample(low, factor: 2)])
      return try b.linear("fc", try b.globalAveragePool(joined), outputs: classes)
    },
  ]
}

extension NetworkBuilder {
  fileprivate mutating func twoConvolutions(_ x: NodeID, _ outputs: Int) throws -> NodeID {
    let first = try relu(try conv2d("conv1", x, outputs: outputs, kernel: 3, padding: 1))
    return try relu(try conv2d("conv2", first, outputs: outputs, kernel: 3, padding: 1))
  }

  /// A 3×3 convolution with batch norm and ReLU.
  fileprivate mutating func convolved(
    _ name: String, _ x: NodeID, _ outputs: Int, stride: Int = 1
  ) throws -> NodeID {
    try scope(name) { b in
      let y = try b.conv2d(
        "conv", x, outputs: outputs, kernel: 3, stride: Extent(stride), padding: 1, bias: false)
      return try b.relu(try b.batchNorm2d("bn", y))
    }
  }

  /// A convolution on each stream, and each stream's sum with the other brought to its size.
  fileprivate mutating func fused(
    _ high: NodeID, _ low: NodeID
  ) throws -> (high: NodeID, low: NodeID) {
    let (high, low) = (try convolved("high", high, 32), try convolved("low", low, 64))
    let narrowed = try conv2d("to_high", low, outputs: 32, kernel: 1)
    let raised = try upsample(narrowed, factor: 2)
    let lowered = try conv2d("to_low", high, outputs: 64, kernel: 3, stride: 2, padding: 1)
    return (try relu(try add(high, raised)), try relu(try add(low, lowered)))
  }
}
