import ConvolutionArithmetic
import TensorEngine

extension ConformanceCase {
  /// Ops that follow each other in networks, on batches of a block of images and more.
  public static let steps = whole + unfilled

  private static let whole =
    convolutionSteps + poolSteps + chains + norms + meetings + many + networks

  /// Pools and what treats single numbers take no notice of other images.
  private static let unfilled =
    (convolutionSteps + norms + many.suffix(1) + [poolSteps[poolSteps.count - 1]])
    .map { $0.withMoreImages(5) }

  private static func convolution(
    _ shape: Shape, outputs: Int, _ windows: [SlidingWindow], bias: Bool = false
  ) -> ConformanceCase {
    let text = windows.map {
      "\($0.kernelSize)/\($0.stride), padding \($0.paddingBefore) and \($0.paddingAfter),"
        + " dilation \($0.dilation)"
    }
    return ConformanceCase(
      "convolution of \(shape) to \(outputs), \(text.joined(separator: " × "))"
    ) {
      let x = try $0.variable($0.batch(shape), "images")
      return try $0.convolution(x, outputs: outputs, windows, bias: bias)
    }
  }

  /// Every size of a tile and of a group of channels, and every way in which windows leave cells
  /// out.
  private static let convolutionSteps = [
    convolution([16, 1, 1, 1], outputs: 1, [window(1), window(1)]),
    convolution(
      [32, 3, 6, 7], outputs: 9, [window(3, padding: 1), window(3, padding: 1)], bias: true),
    convolution([16, 2, 5, 5], outputs: 4, [window(5, padding: 2), window(5, padding: 2)]),
    convolution([16, 5, 4, 9], outputs: 7, [window(2), window(3)]),
    convolution(
      [16, 4, 7, 8], outputs: 10,
      [window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)], bias: true),
    convolution([16, 6, 5, 9], outputs: 2, [window(1, stride: 2), window(1, stride: 2)]),
    convolution(
      [16, 3, 9, 10], outputs: 3, [window(4, stride: 3, padding: 2), window(2, stride: 3)]),
    convolution(
      [16, 2, 7, 9], outputs: 3,
      [window(3, padding: 2, dilation: 2), window(3, padding: 1, after: 2, dilation: 2)]),
    convolution(
      [16, 2, 8, 8], outputs: 3,
      [window(2, stride: 2, padding: 1, dilation: 3), window(3, stride: 2, padding: 2)]),
    convolution([16, 3, 12], outputs: 5, [window(5, stride: 2, padding: 3)]),
    convolution([16, 17, 2, 3], outputs: 25, [window(3, padding: 3), window(3, padding: 3)]),
    // Several groups of Winograd's tiles, whole ones and halves.
    convolution(
      [16, 18, 13, 9], outputs: 16, [window(3, padding: 1), window(3, padding: 1, after: 2)],
      bias: true),
    convolution([16, 33, 6, 6], outputs: 20, [window(3), window(3, padding: 2)]),
    convolution([32, 3, 1, 1], outputs: 2, [window(3, padding: 1), window(3, padding: 1)]),
    // Rows so long that a weight gradient is summed in several tiles.
    convolution([16, 2, 5, 40], outputs: 3, [window(3, padding: 1), window(3, padding: 1)]),
  ]

  private static func pool(_ name: String, _ shape: Shape, _ op: Op) -> ConformanceCase {
    ConformanceCase("\(name) of \(shape)") {
      let x = try $0.images(shape)
      return try $0.graph.append(op, [x])
    }
  }

  private static let poolSteps = [
    pool("max pool", [32, 3, 6, 4], .maxPool([window(2, stride: 2), window(2, stride: 2)])),
    pool(
      "overlapping max pool", [16, 2, 7, 7],
      .maxPool([window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)])),
    pool(
      "max pool that leaves cells out", [16, 2, 5, 7],
      .maxPool([window(2, stride: 3), window(2, stride: 2)])),
    pool(
      "dilated max pool in ceil mode", [16, 2, 6, 8],
      .maxPool([
        window(2, stride: 2, ceilMode: true), window(2, stride: 3, dilation: 2, ceilMode: true),
      ])),
    pool("max pool of a sequence", [16, 3, 9], .maxPool([window(3, stride: 3)])),
    pool(
      "average pool", [16, 3, 4, 6],
      .averagePool(AveragePool(windows: [window(2, stride: 2), window(2, stride: 2)]))),
    pool(
      "average pool with padding", [16, 2, 5, 5],
      .averagePool(
        AveragePool(
          windows: [window(2, stride: 2, padding: 1), window(2, padding: 1)],
          countIncludePad: true))),
    pool(
      "average pool of single cells", [16, 2, 5, 5],
      .averagePool(AveragePool(windows: [window(1, stride: 2), window(1, stride: 2)]))),
    pool("adaptive average pool", [16, 2, 4, 6], .adaptiveAveragePool(outputSize: [2, 3])),
    pool("mean over the plane", [16, 3, 4, 4], .reduce(Reduction(.mean, axes: [2, 3]))),
    pool("sum over the plane", [16, 3, 4, 3], .reduce(Reduction(.sum, axes: [2, 3]))),
    pool("sum of each channel", [32, 5, 3, 3], .reduce(Reduction(.sum, axes: [0, 2, 3]))),
  ]

  private static let chains = [
    ConformanceCase("convolution, ReLU, max pool, convolution, ReLU, average pool") {
      var x = try $0.variable($0.batch([32, 2, 8, 8]), "images")
      let same = window(3, padding: 1)
      x = try $0.relu(try $0.convolution(x, outputs: 3, [same, same], bias: true))
      x = try $0.graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
      x = try $0.relu(try $0.convolution(x, outputs: 4, [same, same], bias: true))
      let halves = AveragePool(windows: [window(2, stride: 2), window(2, stride: 2)])
      return try $0.graph.append(.averagePool(halves), [x])
    },
    ConformanceCase("max pool before its ReLU, and the ReLU of an image") {
      var x = try $0.images([16, 2, 4, 4])
      x = try $0.graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
      return try $0.relu(try $0.relu(x))
    },
    ConformanceCase("a sum that goes round a convolution") {
      let x = try $0.relu(try $0.images([16, 3, 4, 4]))
      let same = window(3, padding: 1)
      var y = try $0.relu(try $0.convolution(x, outputs: 3, [same, same]))
      y = try $0.convolution(y, outputs: 3, [same, same])
      return try $0.relu(try $0.graph.append(.binary(.add), [y, x]))
    },
    ConformanceCase("two paths that are added, one of them a convolution") {
      let x = try $0.images([16, 2, 4, 4])
      let first = try $0.convolution(x, outputs: 3, [window(1), window(1)])
      let second = try $0.convolution(
        x, outputs: 3, [window(3, padding: 1), window(3, padding: 1)])
      let product = try $0.graph.append(.binary(.multiply), [first, second])
      let sum = try $0.graph.append(.binary(.add), [product, first])
      return try $0.graph.append(.binary(.subtract), [sum, second])
    },
    ConformanceCase("channels that are padded with zeros, as in ResNet's option A") {
      var x = try $0.images([16, 2, 4, 4])
      let halves = AveragePool(windows: [window(1, stride: 2), window(1, stride: 2)])
      x = try $0.graph.append(.averagePool(halves), [x])
      let zeros = try $0.graph.append(.fill(0, $0.batch([16, 1, 2, 2])), [])
      x = try $0.graph.append(.concat(axis: 1), [zeros, x, zeros])
      return try $0.graph.append(.slice(axis: 1, range: 1..<4), [x])
    },
    ConformanceCase("ReLUs whose input is looked at as well") {
      let x = try $0.images([16, 2, 3, 3])
      $0.others.append(x)
      return try $0.relu(x)
    },
    ConformanceCase("flatten and a linear layer", isExact: true) {
      let x = try $0.graph.flatten(try $0.relu(try $0.images([16, 2, 3, 3])))
      return try $0.graph.linear(
        x, weight: try $0.variable([4, 18], "weight"), bias: try $0.variable([4], "bias"))
    },
    ConformanceCase("tangents and sigmoids", isExact: false) {
      let x = try $0.images([16, 2, 3, 3])
      let tangent = try $0.graph.append(.unary(.tanh), [x])
      return try $0.graph.append(.unary(.sigmoid), [tangent])
    },
    ConformanceCase("dropout") {
      let x = try $0.images([32, 3, 3, 2])
      return try $0.graph.append(.dropout(probability: 0.5, seed: 3), [x])
    },
    ConformanceCase("dropout of a step") {
      let x = try $0.images([16, 3, 3, 2])
      let step = try $0.input([], "step", .indices(below: 9))
      return try $0.graph.append(.dropout(probability: 0.5, seed: 3), [x, step])
    },
    ConformanceCase("a convolution in groups between two others") {
      let x = try $0.images([16, 4, 3, 3])
      let weight = try $0.variable([4, 2, 3, 3], "weight")
      let same = [window(3, padding: 1), window(3, padding: 1)]
      let y = try $0.graph.convolution(x, weight: weight, Convolution(windows: same, groups: 2))
      return try $0.convolution(try $0.relu(y), outputs: 2, [window(1), window(1)])
    },
  ]

  private static let norms = [
    ConformanceCase("batch norm", isExact: false) { try $0.norm(try $0.images([32, 5, 3, 4])) },
    ConformanceCase("batch norm and ReLU between convolutions", isExact: false) {
      let x = try $0.relu(try $0.norm(try $0.images([16, 3, 4, 4])))
      let same = window(3, padding: 1)
      return try $0.convolution(x, outputs: 2, [same, same])
    },
    ConformanceCase("a residual block", isExact: false) {
      let same = window(3, padding: 1)
      let x = try $0.relu(try $0.norm(try $0.images([16, 4, 4, 4])))
      var y = try $0.relu(try $0.norm(try $0.convolution(x, outputs: 4, [same, same])))
      y = try $0.norm(try $0.convolution(y, outputs: 4, [same, same]))
      return try $0.relu(try $0.graph.append(.binary(.add), [y, x]))
    },
    ConformanceCase("a residual block with a convolution on both paths", isExact: false) {
      let x = try $0.relu(try $0.images([16, 2, 4, 4]))
      let halved = window(3, stride: 2, padding: 1)
      let y = try $0.norm(try $0.convolution(x, outputs: 3, [halved, halved]))
      let skip = window(1, stride: 2)
      let z = try $0.norm(try $0.convolution(x, outputs: 3, [skip, skip]))
      return try $0.relu(try $0.graph.append(.binary(.add), [y, z]))
    },
    ConformanceCase("batch norm with statistics that are given", isExact: false) {
      let x = try $0.images([16, 3, 2, 2])
      let (weight, bias) = (try $0.variable([3], "γ"), try $0.variable([3], "β"))
      let (mean, variance) = (
        try $0.input([3], "mean"), try $0.input([3], "variance", .positive)
      )
      let norm = BatchNorm(training: false)
      return try $0.graph.append(.batchNorm(norm), [x, weight, bias, mean, variance])
    },
    ConformanceCase("batch norm of numbers far from zero", isExact: false) {
      let x = try $0.images([16, 2, 4, 4])
      let far = try $0.graph.append(.unary(.affine(factor: 1, offset: 200)), [x])
      return try $0.norm(far)
    },
  ]
}
