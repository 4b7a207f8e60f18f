import TensorEngine

extension Zoo {
  /// AlexNet in one tower, and as it ran on two GPUs: the same layers, three of them in two groups.
  ///
  /// - SeeAlso: A. Krizhevsky et al., *ImageNet classification with deep convolutional neural
  ///   networks* (2012).
  static let alexNets: [Architecture] = [
    alexNet("alexnet", "AlexNet", "Krizhevsky et al. 2012, one tower", groups: 1),
    alexNet("alexnet-2gpu", "AlexNet on two GPUs", "Krizhevsky et al. 2012", groups: 2),
    oneWeirdTrick,
  ]

  private static func alexNet(
    _ name: String, _ title: String, _ origin: String, groups: Int
  ) -> Architecture {
    // The paper says 224; 227 is what its 55 × 55 maps need.
    Architecture(
      name: name, title: title, origin: origin, inputShape: [3, 227, 227], classes: 1000,
      isTrainable: false
    ) { b, image, classes in
      var x = try b.relu(try b.conv2d("conv1", image, outputs: 96, kernel: 11, stride: 4))
      x = try b.maxPool2d(try b.localResponseNorm(x, size: 5), 3, stride: 2)
      x = try b.relu(
        try b.conv2d("conv2", x, outputs: 256, kernel: 5, padding: 2, groups: groups))
      x = try b.maxPool2d(try b.localResponseNorm(x, size: 5), 3, stride: 2)
      x = try b.relu(try b.conv2d("conv3", x, outputs: 384, kernel: 3, padding: 1))
      x = try b.relu(
        try b.conv2d("conv4", x, outputs: 384, kernel: 3, padding: 1, groups: groups))
      x = try b.relu(
        try b.conv2d("conv5", x, outputs: 256, kernel: 3, padding: 1, groups: groups))
      x = try b.maxPool2d(x, 3, stride: 2)
      for name in ["fc6", "fc7"] {
        x = try b.dropout(try b.relu(try b.linear(name, x, outputs: 4096)), 0.5)
      }
      return try b.linear("fc8", x, outputs: classes)
    }
  }

  /// AlexNet with fewer filters and without normalisation, with torchvision's names: what its
  /// weights are for.
  ///
  /// - SeeAlso: A. Krizhevsky, *One weird trick for parallelizing convolutional neural networks*
  ///   (2014), arXiv:1404.5997.
  private static let oneWeirdTrick = Architecture(
    name: "alexnet-owt", title: "AlexNet, one weird trick",
    origin: "Krizhevsky 2014, as torchvision has it", inputShape: [3, 224, 224], classes: 1000,
    isTrainable: false
  ) { b, image, classes in
    var x = try b.relu(
      try b.conv2d("features.0", image, outputs: 64, kernel: 11, stride: 4, padding: 2))
    x = try b.maxPool2d(x, 3, stride: 2)
    x = try b.relu(try b.conv2d("features.3", x, outputs: 192, kernel: 5, padding: 2))
    x = try b.maxPool2d(x, 3, stride: 2)
    for (index, outputs) in [(6, 384), (8, 256), (10, 256)] {
      x = try b.relu(try b.conv2d("features.\(index)", x, outputs: outputs, kernel: 3, padding: 1))
    }
    x = try b.maxPool2d(x, 3, stride: 2)
    for hidden in ["classifier.1", "classifier.4"] {
      x = try b.relu(try b.linear(hidden, try b.dropout(x, 0.5), outputs: 4096))
    }
    return try b.linear("classifier.6", x, outputs: classes)
  }
}
