import TensorEngine

extension Zoo {
  /// Networks that have a small U in each block of a large one.
  ///
  /// - SeeAlso: X. Qin et al., *U²-Net: going deeper with nested U-structure for salient object
  ///   detection* (2020), arXiv:2005.09007; modules have the names of the authors' code.
  static let nestedUs: [Architecture] = [
    u2Net(
      "u2net", title: "U²-Net", note: "",
      down: [(32, 64), (32, 128), (64, 256), (128, 512), (256, 512), (256, 512)],
      up: [(16, 64), (32, 64), (64, 128), (128, 256), (256, 512)]),
    u2Net(
      "u2netp", title: "U²-Net, small", note: "every block has 16 channels inside and 64 outside",
      down: Array(repeating: (16, 64), count: 6), up: Array(repeating: (16, 64), count: 5)),
  ]

  /// A network of six blocks down and five up, and six maps that are joined into one.
  ///
  /// - Parameters:
  ///   - down: The channels inside each block on the way down, and those of its result.
  ///   - up: The same on the way up, beginning with the largest maps.
  private static func u2Net(
    _ name: String, title: String, note: String, down: [(inside: Int, result: Int)],
    up: [(inside: Int, result: Int)]
  ) -> Architecture {
    Architecture(
      name: name, title: title, origin: "Qin et al. 2020: a small U in each block", note: note,
      inputShape: [3, 320, 320], classes: 1, isTrainable: false
    ) { b, image, classes in
      var x = image
      var maps: [NodeID] = []
      for (index, width) in down.enumerated() {
        if index > 0 { x = try b.halved(x) }
        x = try b.block("stage\(index + 1)", x, level: index, width.inside, width.result)
        maps.append(x)
      }
      for (index, width) in up.enumerated().reversed() {
        let joined = try b.concat([try b.enlarged(x, like: maps[index]), maps[index]])
        x = try b.block("stage\(index + 1)d", joined, level: index, width.inside, width.result)
        maps[index] = x
      }
      let sides = try maps.enumerated().map { index, map in
        let side = try b.conv2d("side\(index + 1)", map, outputs: classes, kernel: 3, padding: 1)
        return index > 0 ? try b.enlarged(side, like: maps[0]) : side
      }
      let fused = try b.conv2d("outconv", try b.concat(sides), outputs: classes, kernel: 1)
      return try b.activation(.sigmoid, "Sigmoid", fused)
    }
  }
}

extension NetworkBuilder {
  /// A residual U-block (RSU) of a level: the deeper the level, the fewer times it halves its maps; the
  /// last two levels keep their size and reach as far by dilation.
  fileprivate mutating func block(
    _ name: String, _ x: NodeID, level: Int, _ inside: Int, _ outputs: Int
  ) throws -> NodeID {
    try scope(name) { b in
      level < 4
        ? try b.halvingU(x, inside, outputs, height: 7 - level) : try b.dilatedU(x, inside, outputs)
    }
  }

  /// RSU-L: L layers down, of which all but the last two halve the map, and L − 1 up.
  private mutating func halvingU(
    _ input: NodeID, _ inside: Int, _ outputs: Int, height: Int
  ) throws -> NodeID {
    let whole = try convolved("rebnconvin", input, outputs)
    var x = whole
    var maps: [NodeID] = []
    for layer in 1..<height {
      if layer > 1 { x = try halved(x) }
      x = try convolved("rebnconv\(layer)", x, inside)
      maps.append(x)
    }
    x = try convolved("rebnconv\(height)", x, inside, dilation: 2)
    for layer in (1..<height).reversed() {
      let map = maps[layer - 1]
      let joined = try concat([try enlarged(x, like: map), map])
      x = try convolved("rebnconv\(layer)d", joined, layer > 1 ? inside : outputs)
    }
    return try add(x, whole)
  }

  /// RSU-4F: layers of dilation 1, 2, 4 and 8 down, and back up, all maps of one size.
  private mutating func dilatedU(
    _ input: NodeID, _ inside: Int, _ outputs: Int
  ) throws -> NodeID {
    let whole = try convolved("rebnconvin", input, outputs)
    var x = whole
    var maps: [NodeID] = []
    for layer in 1...4 {
      x = try convolved("rebnconv\(layer)", x, inside, dilation: 1 << (layer - 1))
      maps.append(x)
    }
    for layer in (1...3).reversed() {
      x = try convolved(
        "rebnconv\(layer)d", try concat([x, maps[layer - 1]]), layer > 1 ? inside : outputs,
        dilation: 1 << (layer - 1))
    }
    return try add(x, whole)
  }

  /// A 3×3 convolution that keeps the size, with batch norm and ReLU.
  private mutating func convolved(
    _ name: String, _ x: NodeID, _ outputs: Int, dilation: Int = 1
  ) throws -> NodeID {
    try scope(name) { b in
      let sums = try b.conv2d(
        "conv_s1", x, outputs: outputs, kernel: 3, padding: Extent(dilation),
        dilation: Extent(dilation))
      return try b.relu(try b.batchNorm2d("bn_s1", sums))
    }
  }

  /// Half the size, rounded up.
  fileprivate mutating func halved(_ x: NodeID) throws -> NodeID {
    try maxPool2d(x, 2, ceilMode: true)
  }

  /// A map brought to the size of another; one that has it stays as it is.
  fileprivate mutating func enlarged(_ x: NodeID, like other: NodeID) throws -> NodeID {
    let size = shape(other).spatialSize
    return shape(x).spatialSize == size
      ? x : try upsample(x, size: size, mode: .linear(alignCorners: false))
  }
}
