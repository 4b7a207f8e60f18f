import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

/// Networks as PyTorch code.
///
/// Fixtures/check_pytorch_code.py runs that code in PyTorch.
struct PyTorchCodeTests {
  private static let recorded = [
    (
      "sequence",
      "conv 8 5x3 pad 2x1, bn, relu, pool 3 stride 2 ceil, dropout 0.2, globalpool, fc 10"
    ),
    (
      "same",
      "conv 4 2x2 pad same nobias, elu, upsample 2 bilinear, convtranspose 3 3x3 stride 2 outpad 1, fc 5"
    ),
    (
      "branches",
      "conv 8 3x3 pad 1, res(conv 12 3x3 stride 2 pad 1, bn), concat(conv 4 1x1 | ), fc 10"
    ),
    ("resnet20", "resnet20"), ("deconvnet", "deconvnet"), ("hrnet", "hrnet"),
  ]

  private func architecture(_ text: String) throws -> Architecture {
    try text.contains(" ") ? Architecture(text: text) : Zoo.architecture(named: text)
  }

  @Test(arguments: recorded)
  func `the code is as recorded`(_ name: String, _ text: String) throws {
    let code = try PyTorchCode(try architecture(text)).text
    let file = Repository.fixture("PyTorch/\(name).py")
    #expect(try Recording(file).difference(of: code) == nil)
  }

  @Test(arguments: Zoo.all.map(\.name))
  func `every network that has a name is printed with all of its layers`(_ name: String) throws {
    let architecture = try Zoo.architecture(named: name)
    let code = try PyTorchCode(architecture).text
    let network = try architecture.build(batchSize: 1, mode: .evaluation)
    for layer in network.layers where !layer.parameters.isEmpty {
      let last = layer.name.split(separator: ".").last ?? ""
      #expect(code.contains("\"\(last)\": nn.\(layer.kind)("), "\(layer.name)")
    }
    #expect(code.hasSuffix("model = Network()\n"))
  }

  @Test func `a map that is enlarged to no multiple of its size is given the size`() throws {
    let code = try PyTorchCode(try architecture("u2netp"), inputShape: [3, 40, 40]).text
    // 40 is halved to 20, 10, 5, 3 and 2, rounded up.
    #expect(code.contains("nn.Upsample(size=5, mode=\"bilinear\")"))
    #expect(code.contains("nn.Upsample(scale_factor=2, mode=\"bilinear\")"))
  }

  @Test(arguments: [
    ("conv 4 3x3, relu, fc 10", ["0", "3"]), ("conv 4 3x3, flatten, fc 10", ["0", "2"]),
    ("conv 4 3x3, flatten, flatten, fc 6, fc 10", ["0", "2", "3"]),
    ("conv 4 3x3, globalpool, fc 6, relu, fc 10", ["0", "3", "5"]), ("fc 10", ["1"]),
    ("res(conv 3 3x3 pad 1), fc 10", ["0.0", "2"]),
  ])
  func `layers are numbered as nn.Sequential numbers its modules`(
    _ text: String, _ names: [String]
  ) throws {
    let network = try Architecture(text: text).build(batchSize: 1, mode: .evaluation)
    #expect(network.layers.filter { !$0.parameters.isEmpty }.map(\.name) == names)
  }
}
