import TensorEngine

extension Zoo {
  /// GoogLeNet without the two classifiers that help in training: the paper's, and torchvision's,
  /// which normalises batches and has 3×3 kernels where the paper has 5×5.
  ///
  /// - SeeAlso: C. Szegedy et al., *Going deeper with convolutions* (2014), arXiv:1409.4842,
  ///   table 1.
  static let googLeNets = [
    Architecture(
      name: "googlenet", title: "GoogLeNet", origin: "Szegedy et al. 2014",
      inputShape: [3, 224, 224], classes: 1000, isTrainable: false
    ) { b, image, classes in
      var x = try b.convolved("conv1", image, 64, 7, stride: 2)
      x = try b.maxPool2d(x, 3, stride: 2, ceilMode: true)
      x = try b.localResponseNorm(x, size: 5)
      x = try b.convolved("conv2_reduce", x, 64, 1)
      x = try b.localResponseNorm(try b.convolved("conv2", x, 192, 3), size: 5)
      x = try b.inceptions(x, ofFive: 5, isNormalised: false)
      x = try b.dropout(try b.globalAveragePool(x), 0.4)
      return try b.linear("fc", x, outputs: classes)
    },
    Architecture(
      name: "googlenet-bn", title: "GoogLeNet with batch norm",
      origin: "after Szegedy et al. 2014, as torchvision has it", inputShape: [3, 224, 224],
      classes: 1000, isTrainable: false
    ) { b, image, classes in
      var x = try b.convolved("conv1", image, 64, 7, stride: 2, isNormalised: true)
      x = try b.maxPool2d(x, 3, stride: 2, ceilMode: true)
      x = try b.convolved("conv2", x, 64, 1, isNormalised: true)
      x = try b.convolved("conv3", x, 192, 3, isNormalised: true)
      x = try b.inceptions(x, ofFive: 3, isNormalised: true)
      x = try b.dropout(try b.globalAveragePool(x), 0.2)
      return try b.linear("fc", x, outputs: classes)
    },
  ]

  /// A row of the paper's table: the filters of each branch.
  fileprivate struct Inception: Sendable {
    let name: String
    let one: Int
    let threeReduce: Int
    let three: Int
    let fiveReduce: Int
    let five: Int
    let pool: Int
    /// The window of the pool before it, of the paper and of torchvision; 0 for none.
    var poolBefore = (paper: 0, torchvision: 0)
  }

  fileprivate static let inceptions: [Inception] = [
    Inception(
      name: "3a", one: 64, threeReduce: 96, three: 128, fiveReduce: 16, five: 32, pool: 32,
      poolBefore: (3, 3)),
    Inception(
      name: "3b", one: 128, threeReduce: 128, three: 192, fiveReduce: 32, five: 96, pool: 64),
    Inception(
      name: "4a", one: 192, threeReduce: 96, three: 208, fiveReduce: 16, five: 48, pool: 64,
      poolBefore: (3, 3)),
    Inception(
      name: "4b", one: 160, threeReduce: 112, three: 224, fiveReduce: 24, five: 64, pool: 64),
    Inception(
      name: "4c", one: 128, threeReduce: 128, three: 256, fiveReduce: 24, five: 64, pool: 64),
    Inception(
      name: "4d", one: 112, threeReduce: 144, three: 288, fiveReduce: 32, five: 64, pool: 64),
    Inception(
      name: "4e", one: 256, threeReduce: 160, three: 320, fiveReduce: 32, five: 128, pool: 128),
    Inception(
      name: "5a", one: 256, threeReduce: 160, three: 320, fiveReduce: 32, five: 128, pool: 128,
      poolBefore: (3, 2)),
    Inception(
      name: "5b", one: 384, threeReduce: 192, three: 384, fiveReduce: 48, five: 128, pool: 128),
  ]
}

extension NetworkBuilder {
  /// All modules and the pools between them.
  ///
  /// - Parameter ofFive: The kernel where the paper has 5×5.
  fileprivate mutating func inceptions(
    _ x: NodeID, ofFive kernel: Int, isNormalised: Bool
  ) throws -> NodeID {
    var x = x
    for module in Zoo.inceptions {
      let pool = isNormalised ? module.poolBefore.torchvision : module.poolBefore.paper
      if pool > 0 { x = try maxPool2d(x, Extent(pool), stride: 2, ceilMode: true) }
      x = try scope("inception\(module.name)") { b in
        try b.inception(x, module, ofFive: kernel, isNormalised: isNormalised)
      }
    }
    return x
  }

  /// Four branches over the same map, their channels joined.
  private mutating func inception(
    _ x: NodeID, _ module: Zoo.Inception, ofFive kernel: Int, isNormalised: Bool
  ) throws -> NodeID {
    let norm = isNormalised
    let one = try convolved("branch1", x, module.one, 1, isNormalised: norm)
    var three = try convolved("branch2.0", x, module.threeReduce, 1, isNormalised: norm)
    three = try convolved("branch2.1", three, module.three, 3, isNormalised: norm)
    var five = try convolved("branch3.0", x, module.fiveReduce, 1, isNormalised: norm)
    five = try convolved("branch3.1", five, module.five, kernel, isNormalised: norm)
    let pooled = try maxPool2d(x, 3, stride: 1, padding: 1)
    let pool = try convolved("branch4.1", pooled, module.pool, 1, isNormalised: norm)
    return try concat([one, three, five, pool])
  }

  /// A convolution that keeps the size, halves it with stride 2, and its ReLU; torchvision's has a
  /// batch norm in place of the bias.
  fileprivate mutating func convolved(
    _ name: String, _ x: NodeID, _ outputs: Int, _ kernel: Int, stride: Int = 1,
    isNormalised: Bool = false
  ) throws -> NodeID {
    let y = try conv2d(
      isNormalised ? "\(name).conv" : name, x, outputs: outputs, kernel: Extent(kernel),
      stride: Extent(stride), padding: Extent(kernel / 2), bias: !isNormalised)
    return try relu(isNormalised ? try batchNorm2d("\(name).bn", y, epsilon: 1e-3) : y)
  }
}
