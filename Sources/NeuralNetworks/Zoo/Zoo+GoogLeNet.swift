import TensorEngine

extension Zoo {
  /// GoogLeNet without the two classifiers that help in training.
  ///
  /// - SeeAlso: C. Szegedy et al., *Going deeper with convolutions* (2014), arXiv:1409.4842,
  ///   table 1.
  static let googLeNet = Architecture(
    name: "googlenet", title: "GoogLeNet", origin: "Szegedy et al. 2014",
    inputShape: [3, 224, 224], classes: 1000, isTrainable: false
  ) { b, image, classes in
    var x = try b.relu(
      try b.conv2d("conv1", image, outputs: 64, kernel: 7, stride: 2, padding: 3))
    x = try b.maxPool2d(x, 3, stride: 2, ceilMode: true)
    x = try b.localResponseNorm(x, size: 5)
    x = try b.relu(try b.conv2d("conv2_reduce", x, outputs: 64, kernel: 1))
    x = try b.relu(try b.conv2d("conv2", x, outputs: 192, kernel: 3, padding: 1))
    x = try b.localResponseNorm(x, size: 5)
    for module in inceptions {
      if module.poolsBefore { x = try b.maxPool2d(x, 3, stride: 2, ceilMode: true) }
      x = try b.scope("inception\(module.name)") { try $0.inception(x, module) }
    }
    x = try b.dropout(try b.globalAveragePool(x), 0.4)
    return try b.linear("fc", x, outputs: classes)
  }

  /// A row of the paper's table: the filters of each branch.
  fileprivate struct Inception: Sendable {
    let name: String
    let one: Int
    let threeReduce: Int
    let three: Int
    let fiveReduce: Int
    let five: Int
    let pool: Int
    var poolsBefore = false
  }

  private static let inceptions: [Inception] = [
    Inception(
      name: "3a", one: 64, threeReduce: 96, three: 128, fiveReduce: 16, five: 32, pool: 32,
      poolsBefore: true),
    Inception(
      name: "3b", one: 128, threeReduce: 128, three: 192, fiveReduce: 32, five: 96, pool: 64),
    Inception(
      name: "4a", one: 192, threeReduce: 96, three: 208, fiveReduce: 16, five: 48, pool: 64,
      poolsBefore: true),
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
      poolsBefore: true),
    Inception(
      name: "5b", one: 384, threeReduce: 192, three: 384, fiveReduce: 48, five: 128, pool: 128),
  ]
}

extension NetworkBuilder {
  /// Four branches over the same map, their channels joined.
  fileprivate mutating func inception(_ x: NodeID, _ module: Zoo.Inception) throws -> NodeID {
    let one = try relu(try conv2d("branch1", x, outputs: module.one, kernel: 1))
    var three = try relu(try conv2d("branch2.0", x, outputs: module.threeReduce, kernel: 1))
    three = try relu(
      try conv2d("branch2.1", three, outputs: module.three, kernel: 3, padding: 1))
    var five = try relu(try conv2d("branch3.0", x, outputs: module.fiveReduce, kernel: 1))
    five = try relu(try conv2d("branch3.1", five, outputs: module.five, kernel: 5, padding: 2))
    let pooled = try maxPool2d(x, 3, stride: 1, padding: 1)
    let pool = try relu(try conv2d("branch4.1", pooled, outputs: module.pool, kernel: 1))
    return try concat([one, three, five, pool])
  }
}
