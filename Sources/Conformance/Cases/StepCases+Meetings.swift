import ConvolutionArithmetic
import TensorEngine

extension ConformanceCase {
  private static let same = [window(3, padding: 1), window(3, padding: 1)]

  /// Values that meet in ways in which networks rarely let them.
  static let meetings = [
    ConformanceCase("a weight that comes out of blocks") {
      let weight = try $0.convolution(
        try $0.variable($0.batch([16, 4, 3, 3]), "images"), outputs: 8, [window(1), window(1)])
      let x = try $0.variable($0.batch([16, 8, 6, 6]), "more images")
      return try $0.graph.convolution(
        x, weight: weight, Convolution(windows: [window(3), window(3)]))
    },
    ConformanceCase("a small batch before a large one") {
      let small = try $0.images([16, 2, 4, 4])
      $0.others.append(try $0.relu(try $0.images([64, 3, 4, 4])))
      return try $0.relu(small)
    },
    ConformanceCase("a large batch before a small one") {
      let large = try $0.images([64, 3, 4, 4])
      $0.others.append(try $0.relu(try $0.images([16, 2, 4, 4])))
      return try $0.relu(large)
    },
    ConformanceCase("batch norm and a sum with one number for each plane", isExact: false) {
      let norm = try $0.norm(try $0.images([16, 2, 4, 4]))
      return try $0.graph.append(
        .binary(.add), [norm, try $0.variable($0.batch([16, 2, 1, 1]), "planes")])
    },
    ConformanceCase("batch norm and a sum with a single number", isExact: false) {
      let norm = try $0.norm(try $0.images([16, 2, 4, 4]))
      return try $0.graph.append(.binary(.add), [norm, try $0.variable([], "number")])
    },
    ConformanceCase("two max pools alike") {
      let x = try $0.images([16, 2, 4, 4])
      let windows = [window(2, stride: 2), window(2, stride: 2)]
      let first = try $0.graph.append(.maxPool(windows), [x])
      let second = try $0.graph.append(.maxPool(windows), [x])
      $0.others.append(try $0.graph.append(.maxPoolIndices(windows), [x]))
      $0.others.append(try $0.graph.append(.maxPoolIndices(windows), [x]))
      return try $0.graph.append(.binary(.add), [first, second])
    },
    ConformanceCase("means of channels that are repeated along the columns", isExact: false) {
      let x = try $0.images([16, 4, 4, 4])
      let mean = try $0.graph.append(.reduce(Reduction(.mean, axes: [0, 2, 3])), [x])
      let row = try $0.graph.append(.reshape([1, 1, 1, 4]), [mean])
      let distance = try $0.graph.append(.binary(.subtract), [x, row])
      let square = try $0.graph.append(.binary(.multiply), [distance, distance])
      return try $0.graph.append(.reduce(Reduction(.mean, axes: [0, 2, 3])), [square])
    },
    ConformanceCase("two batch norms that are added", isExact: false) {
      let x = try $0.images([16, 3, 4, 4])
      let first = try $0.norm(try $0.convolution(x, outputs: 4, same))
      let second = try $0.norm(try $0.convolution(x, outputs: 4, [window(1), window(1)]))
      return try $0.relu(try $0.graph.append(.binary(.add), [first, second]))
    },
  ]

  /// A step of a small network, with enough work that every loop is shared out: all activations, the
  /// loss and every gradient.
  static let networks = [
    ConformanceCase("a training step", isExact: false, length: 12) {
      let halved = [window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)]
      var x = try $0.variable($0.batch([20, 3, 16, 16]), "images")
      let target = try $0.input($0.batch([20]), "target", .indices(below: 4))
      x = try $0.convolution(x, outputs: 8, same, bias: true)
      x = try $0.relu(try $0.graph.batchNormTraining(x).result)
      x = try $0.graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
      x = try $0.graph.append(.unary(.tanh), [try $0.convolution(x, outputs: 16, halved)])
      let weight = try $0.variable([4, 16 * 4 * 4], "linear weight")
      x = try $0.graph.linear(try $0.graph.flatten(x), weight: weight)
      $0.others.append(x)
      return try $0.graph.crossEntropy(x, target: target)
    }
  ]

  /// Five blocks, so that an order of sums other than theirs would show, and enough work for the
  /// threads to share.
  static let many = [
    ConformanceCase("convolutions and pools of 80 images") {
      var x = try $0.variable($0.batch([80, 3, 12, 12]), "images")
      x = try $0.relu(try $0.convolution(x, outputs: 5, same, bias: true))
      x = try $0.graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
      return try $0.convolution(x, outputs: 4, same, bias: true)
    },
    ConformanceCase("a residual block of 80 images", isExact: false) {
      let x = try $0.relu(
        try $0.norm(
          try $0.convolution(
            try $0.variable($0.batch([80, 3, 12, 12]), "images"), outputs: 4, same)))
      let y = try $0.norm(try $0.convolution(x, outputs: 4, same))
      return try $0.relu(try $0.graph.append(.binary(.add), [y, x]))
    },
  ]
}
