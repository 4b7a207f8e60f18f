import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

struct ZooTests {
  private struct Totals: Decodable {
    struct Total: Decodable {
      let parameters: Int
      let multiply_adds: Int?
    }
    let totals: [String: Total]
  }

  private static let totals: [String: Totals.Total] = {
    // swift-format-ignore: NeverUseForceTry
    try! Repository.decodeFixture("totals.json", as: Totals.self).totals
  }()

  @Test(arguments: totals.keys.sorted())
  func `totals are those worked out from the papers`(_ name: String) throws {
    let network = try Zoo.architecture(named: name).build(batchSize: 1, mode: .evaluation)
    let expected = try #require(Self.totals[name])
    #expect(network.parameterCount == expected.parameters)
    #expect(network.layers.map(\.parameterCount).reduce(0, +) == expected.parameters)
    if let multiplyAdds = expected.multiply_adds {
      #expect(network.multiplyAdds == multiplyAdds)
    }
  }

  @Test(arguments: Zoo.all.map(\.name))
  func `every network builds for training with names of its own`(_ name: String) throws {
    let architecture = try Zoo.architecture(named: name)
    let network = try architecture.build(batchSize: 2, mode: .training)
    let names = network.parameters.map(\.name) + network.statistics.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(network.layers.map(\.name)).count == network.layers.count)
    #expect(network.graph[network.output].shape[0] == 2)
    #expect(network.classes == architecture.classes)
  }

  @Test(arguments: [
    (
      "vgg16",
      ["features.0.weight", "features.28.bias", "classifier.0.weight", "classifier.6.bias"]
    ),
    ("vgg11", ["features.3.weight", "features.18.weight"]),
    ("alexnet-owt", ["features.0.weight", "features.10.bias", "classifier.1.weight"]),
    (
      "googlenet-bn",
      ["conv1.conv.weight", "conv3.bn.running_var", "inception4e.branch3.1.bn.weight", "fc.bias"]
    ),
    (
      "resnet50v1.5",
      ["conv1.weight", "layer2.0.conv2.weight", "layer2.0.downsample.1.running_mean"]
    ),
    (
      "u2net",
      [
        "stage1.rebnconvin.conv_s1.weight", "stage1.rebnconv7.bn_s1.running_var",
        "stage5d.rebnconv3d.conv_s1.bias", "side6.bias", "outconv.weight",
      ]
    ),
  ])
  func `parameters have the names of published weights`(_ name: String, _ wanted: [String]) throws {
    let network = try Zoo.architecture(named: name).build(batchSize: 1, mode: .evaluation)
    let names = Set(network.parameters.map(\.name) + network.statistics.map(\.name))
    #expect(names.isSuperset(of: wanted))
  }

  @Test
  func `the two versions of a bottleneck differ in where the stride is, and say so`() throws {
    let strides = try ["resnet50", "resnet50v1.5"].map { name in
      try Zoo.architecture(named: name).build(batchSize: 1, mode: .evaluation).layers
        .filter { $0.name.hasPrefix("layer2.0.conv") }.map { $0.windows?[0].stride }
    }
    #expect(strides == [[2, 1, 1], [1, 2, 1]])
    #expect(try Zoo.architecture(named: "resnet50").note.contains("resnet50v1.5"))
    #expect(try Zoo.architecture(named: "resnet101v1.5").note.contains("3×3"))
    #expect(try Zoo.architecture(named: "resnet34").note.isEmpty)
  }

  @Test
  func `a network counts the same for any batch size`() throws {
    let architecture = try Zoo.architecture(named: "resnet20")
    let one = try architecture.build(batchSize: 1, mode: .evaluation)
    let many = try architecture.build(batchSize: 7, mode: .evaluation)
    #expect(one.layers.map(\.multiplyAdds) == many.layers.map(\.multiplyAdds))
    #expect(one.layers.map(\.outputShape) == many.layers.map(\.outputShape))
  }

  @Test
  func `a receptive field grows as the geometry says`() throws {
    let network = try Zoo.architecture(named: "convnetjs").build(batchSize: 1, mode: .evaluation)
    let fields = network.layers.filter { $0.windows != nil }.compactMap { $0.receptiveField?[0] }
    #expect(fields.map(\.size) == [5, 6, 14, 16, 32, 36])
    #expect(fields.map(\.jump) == [1, 2, 2, 4, 4, 8])
    #expect(fields.map(\.start) == [-2, -2, -6, -6, -14, -14])
  }

  @Test
  func `an unknown name is answered with what there is`() throws {
    let error = #expect(throws: NetworkError.self) { try Zoo.architecture(named: "resnet21") }
    #expect(try #require(error).description.contains("resnet20"))
    for name in ["xyz", ""] {
      let other = #expect(throws: NetworkError.self) { try Zoo.architecture(named: name) }
      #expect(try #require(other).remedy == "convscope inspect lists all \(Zoo.all.count).")
    }
    let slip = #expect(throws: NetworkError.self) { try Zoo.architecture(named: "convnetsj") }
    #expect(try #require(slip).description.contains("mean convnetjs"))
    let layer = #expect(throws: NetworkError.self) { try Zoo.architecture(named: "rellu") }
    #expect(try #require(layer).description.contains("Did you mean 'relu'?"))
  }

  @Test
  func `images that are too small are refused with the layer's name`() throws {
    let error = #expect(throws: NetworkError.self) {
      try Zoo.architecture(named: "tinyvgg").build(
        batchSize: 1, mode: .training, inputShape: [3, 4, 4])
    }
    #expect(try #require(error).description.contains("conv_1_2"))
  }
}
