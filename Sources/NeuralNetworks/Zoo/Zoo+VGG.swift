import TensorEngine

extension Zoo {
  /// The columns A to E of the VGG paper's table.
  ///
  /// - SeeAlso: K. Simonyan, A. Zisserman, *Very deep convolutional networks* (2014),
  ///   arXiv:1409.1556, table 1.
  static let vggs: [Architecture] = [
    vgg("vgg11", "A", [1, 1, 2, 2, 2]),
    vgg("vgg13", "B", [2, 2, 2, 2, 2]),
    vgg("vgg16c", "C", [2, 2, 3, 3, 3], endsWithPointwise: true),
    vgg("vgg16", "D", [2, 2, 3, 3, 3]),
    vgg("vgg19", "E", [2, 2, 4, 4, 4]),
  ]

  /// - Parameter endsWithPointwise: Whether the third convolution of a block has a 1×1 kernel.
  private static func vgg(
    _ name: String, _ column: String, _ blocks: [Int], endsWithPointwise: Bool = false
  ) -> Architecture {
    Architecture(
      name: name, title: "VGG, column \(column)", origin: "Simonyan and Zisserman 2014",
      inputShape: [3, 224, 224], classes: 1000, isTrainable: false
    ) { b, image, classes in
      var x = image
      // Numbered as in torchvision's Sequential, whose pools and activations count too.
      var index = 0
      for (block, outputs) in [64, 128, 256, 512, 512].enumerated() {
        for layer in 1...blocks[block] {
          let kernel = endsWithPointwise && layer == 3 ? 1 : 3
          x = try b.relu(
            try b.conv2d(
              "features.\(index)", x, outputs: outputs, kernel: Extent(kernel),
              padding: Extent(kernel / 2)))
          index += 2
        }
        x = try b.maxPool2d(x, 2)
        index += 1
      }
      for hidden in ["classifier.0", "classifier.3"] {
        x = try b.dropout(try b.relu(try b.linear(hidden, x, outputs: 4096)), 0.5)
      }
      return try b.linear("classifier.6", x, outputs: classes)
    }
  }
}
