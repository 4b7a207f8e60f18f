import TensorEngine

extension Zoo {
  /// Networks of a few layers, which train in minutes.
  static let smallNetworks: [Architecture] = [
    Architecture(
      name: "mlp", title: "Multilayer perceptron", origin: "two hidden layers, for comparison",
      isTrainable: true
    ) { b, image, classes in
      var x = try b.relu(try b.linear("fc1", image, outputs: 256))
      x = try b.relu(try b.linear("fc2", x, outputs: 128))
      return try b.linear("fc3", x, outputs: classes)
    },
    Architecture(
      name: "lenet5", title: "LeNet-5", origin: "LeCun et al. 1998, its third layer dense",
      inputShape: [1, 32, 32], isTrainable: true
    ) { b, image, classes in
      // Images of 28 cells are padded to the 32 that it was made for.
      let padding = Extent(b.shape(image)[2] < 32 ? 2 : 0)
      var x = try b.conv2d("conv1", image, outputs: 6, kernel: 5, padding: padding)
      x = try b.avgPool2d(try b.activation(.tanh, "Tanh", x), 2)
      x = try b.activation(.tanh, "Tanh", try b.conv2d("conv2", x, outputs: 16, kernel: 5))
      x = try b.avgPool2d(x, 2)
      x = try b.activation(.tanh, "Tanh", try b.linear("fc1", x, outputs: 120))
      x = try b.activation(.tanh, "Tanh", try b.linear("fc2", x, outputs: 84))
      return try b.linear("fc3", x, outputs: classes)
    },
    Architecture(
      name: "convnetjs", title: "ConvNetJS CIFAR-10 network", origin: "Karpathy's browser demo",
      isTrainable: true
    ) { b, image, classes in
      var x = image
      for (index, outputs) in [16, 20, 20].enumerated() {
        x = try b.conv2d("conv\(index + 1)", x, outputs: outputs, kernel: 5, padding: 2)
        x = try b.maxPool2d(try b.relu(x), 2)
      }
      return try b.linear("fc", x, outputs: classes)
    },
    Architecture(
      name: "tinyvgg", title: "Tiny VGG", origin: "CNN Explainer, Wang et al. 2020",
      inputShape: [3, 64, 64], isTrainable: true
    ) { b, image, classes in
      var x = image
      for block in 1...2 {
        for layer in 1...2 {
          x = try b.relu(try b.conv2d("conv_\(block)_\(layer)", x, outputs: 10, kernel: 3))
        }
        x = try b.maxPool2d(x, 2)
      }
      return try b.linear("fc", x, outputs: classes)
    },
    Architecture(
      name: "vggsmall", title: "Small VGG", origin: "pairs of 3×3 convolutions, as VGG has",
      isTrainable: true
    ) { b, image, classes in
      var x = image
      for (block, outputs) in [64, 128, 256].enumerated() {
        for layer in 1...2 {
          let name = "conv\(block + 1)_\(layer)"
          x = try b.relu(try b.conv2d(name, x, outputs: outputs, kernel: 3, padding: 1))
        }
        x = try b.maxPool2d(x, 2)
      }
      return try b.linear("fc", x, outputs: classes)
    },
  ]
}
