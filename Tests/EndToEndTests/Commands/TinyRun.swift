/// Training that takes moments, also in a program that was built without optimisation.
enum TinyRun {
  /// A small network on small batches.
  static let network = [
    "--net", "conv 4 5x5 stride 4, relu, fc 10", "--batch-size", "8",
  ]

  /// A folder with a few images in MNIST's files: drawing the built-in set takes an unoptimised
  /// build seconds.
  static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    for (name, count) in [("train", 40), ("t10k", 20)] {
      let size: [UInt8] = [0, 0, 0, UInt8(count)]
      let side: [UInt8] = [0, 0, 0, 12]
      var images: [UInt8] = [0, 0, 8, 3] + size + side + side
      for index in 0..<count * 144 { images.append(UInt8((index * 37 + index / 144 * 91) % 256)) }
      var labels: [UInt8] = [0, 0, 8, 1] + size
      for index in 0..<count { labels.append(UInt8(index % 10)) }
      try sandbox.write(images, to: "images/\(name)-images-idx3-ubyte")
      try sandbox.write(labels, to: "images/\(name)-labels-idx1-ubyte")
    }
    return sandbox
  }
}
