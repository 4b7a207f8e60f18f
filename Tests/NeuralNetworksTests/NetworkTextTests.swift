import NeuralNetworks
import TensorEngine
import Testing

struct NetworkTextTests {
  @Test
  func `a description is the network that it says`() throws {
    let text = """
      # ConvNetJS's network
      conv 16 5x5 pad 2, relu, pool 2   # first block, with a comma
      conv 20 5x5 pad 2, relu, pool 2
      conv 20 5x5 pad 2, relu, pool 2
      fc 10
      """
    let own = try Architecture(text: text).build(batchSize: 1, mode: .evaluation)
    let known = try Zoo.architecture(named: "convnetjs").build(batchSize: 1, mode: .evaluation)
    #expect(own.parameterCount == known.parameterCount)
    #expect(own.multiplyAdds == known.multiplyAdds)
    #expect(own.parameters.map(\.name).prefix(4) == ["0.weight", "0.bias", "3.weight", "3.bias"])
  }

  @Test
  func `a residual block adds what it was given, padded where it grew`() throws {
    let text =
      "conv 8 3x3 pad 1 nobias, res(conv 8 3x3 pad 1, bn, relu), "
      + "res(conv 16 3x3 stride 2 pad 1, bn), globalpool, dropout 0.2, fc 10"
    let network = try Architecture(text: text).build(batchSize: 2, mode: .training)
    #expect(
      network.layers.filter { $0.kind == "Add" }.map(\.outputShape) == [
        [8, 32, 32], [16, 16, 16],
      ])
    #expect(network.parameters.map(\.name).contains("1.0.weight"))
    #expect(network.step != nil)
  }

  @Test
  func `a depthwise convolution has a filter for each channel`() throws {
    let network = try Architecture(text: "conv 6 1, depthwise 3x3 pad 1, fc 10")
      .build(batchSize: 1, mode: .evaluation)
    #expect(network.parameters[2].shape == [6, 1, 3, 3])
    #expect(network.layers[1].groups == 6)
  }

  @Test(arguments: [
    ("conv 6 5x5, pool 3 stride 2x1, fc 10", [1, 32, 32], 1, [6, 13, 26]),
    ("conv 6 5×5 pad 0x1, pool 2×3", [1, 32, 32], 1, [6, 14, 10]),
    ("pool 3 stride 2 pad 1x0", [1, 32, 32], 0, [1, 16, 15]),
    ("pool 3x2 stride 2 ceil", [1, 32, 33], 0, [1, 16, 17]),
    ("pool 2 stride 1 dilation 3", [1, 32, 32], 0, [1, 29, 29]),
    ("avgpool 2x4", [1, 32, 32], 0, [1, 16, 8]),
    ("conv 3 4x3 pad same dilation 2", [1, 32, 32], 0, [3, 32, 32]),
    ("depthwise 3x3 pad 1 nobias", [32, 112, 112], 0, [32, 112, 112]),
    ("Conv2d 3 3 stride=2 pad=1", [1, 32, 32], 0, [3, 16, 16]),
    ("Batch_Norm", [3, 8, 8], 0, [3, 8, 8]), ("globalpool", [3, 8, 8], 0, [3]),
    ("upsample bilinear 2", [1, 4, 4], 0, [1, 8, 8]),
    ("upsample 2x3 bilinear", [1, 4, 4], 0, [1, 8, 12]),
    ("convtranspose 8 3x3 stride 2 pad 1 outpad 1", [4, 16, 16], 0, [8, 32, 32]),
    ("concat(conv 4 1 | conv 6 3x3 pad 1, relu | ), relu", [3, 8, 8], 4, [13, 8, 8]),
    ("res(conv 8 3x3 stride 2 pad 1 | conv 8 1 stride 2)", [3, 8, 8], 2, [8, 4, 4]),
  ])
  func `a layer makes the size that its words say`(
    _ text: String, _ image: [Int], _ layer: Int, _ size: [Int]
  ) throws {
    let network = try Architecture(text: text).build(
      batchSize: 2, mode: .evaluation, inputShape: Shape(image))
    #expect(network.layers[layer].outputShape.dimensions == size)
  }

  @Test
  func `branches are numbered as nested modules, and a linear layer may have no bias`() throws {
    let text = "conv 4 1, concat(conv 4 1, bn | relu, conv 2 1 nobias), fc 10 nobias"
    let network = try Architecture(text: text).build(batchSize: 1, mode: .evaluation)
    #expect(
      network.parameters.map(\.name) == [
        "0.weight", "0.bias", "1.0.0.weight", "1.0.0.bias", "1.0.1.weight", "1.0.1.bias",
        "1.1.1.weight", "3.weight",
      ])
  }

  @Test
  func `a description without scores can be looked at and not trained`() throws {
    let architecture = try Architecture(text: "depthwise 3x3 pad 1 nobias")
    let network = try architecture.build(
      batchSize: 1, mode: .evaluation, inputShape: [32, 112, 112])
    #expect(network.parameterCount == 288 && network.multiplyAdds == 288 * 112 * 112)
    let error = #expect(throws: NetworkError.self) {
      try TrainingGraph(architecture, batchSize: 2, classes: 10)
    }
    #expect(error.map { "\($0)" }?.contains("End it with fc 10.") == true)
  }

  @Test(arguments: [
    ("", "no layers", "conv 16"), (",,,", "no layers", "conv 16"),
    ("cnv 16 3x3, fc 10", "layer 1, column 1: there is no layer called 'cnv'", "mean 'conv'?"),
    ("attention 8, fc 10", "no layer called 'attention'", "Layers: conv, depthwise"),
    ("conv 8 3x3, rellu, fc 10", "layer 2, column 13: there is no layer", "mean 'relu'?"),
    ("batchnrm, fc 10", "no layer called 'batchnrm'", "mean 'batchnorm'?"),
    ("conv 8 3x3 strid 2, fc 10", "column 12: conv has no 'strid'", "mean 'stride'?"),
    ("conv 8 strid 2 3x3, fc 10", "column 8: conv has no 'strid'", "mean 'stride'?"),
    ("conv 8 3x3 s2 p1, fc 10", "conv has no 's2'", "mean 'stride 2'?"),
    ("depthwise 3x3 no_bais, fc 10", "depthwise has no 'no_bais'", "mean 'nobias'?"),
    ("depthwise 3x3 groups 2, fc 10", "depthwise has no 'groups'", "It takes: a kernel"),
    ("pool 2 ciel, fc 10", "pool has no 'ciel'", "mean 'ceil'?"),
    ("convtranspose 8 2x2 outpda 1, fc 10", "has no 'outpda'", "mean 'outpad'?"),
    ("upsample 2 bilinaer, fc 10", "upsample has no 'bilinaer'", "mean 'bilinear'?"),
    ("fc 10 nobais", "fc has no 'nobais'", "mean 'nobias'?"),
    ("conv, fc 10", "needs a number of filters", "conv 16 3x3"),
    ("conv 16, fc 10", "needs a window's size", "conv 16 3x3"),
    ("conv 16 3x3x3, fc 10", "column 9: '3x3x3' is no size", "height x width"),
    ("conv -1 3x3, fc 10", "'-1' is not a number of filters", "from 1"),
    ("conv 16 3x3 stride, fc 10", "stride needs a number", "stride 1"),
    ("conv 16 3x3 stride 0, fc 10", "'0' is not a size", "from 1"),
    ("conv 6 2x, fc 10", "'2x' is no size", "height x width"),
    ("pool 3 pad same, fc 10", "pool has no 'pad same'", "pad 1 keeps the size"),
    ("avgpool 3 padding valid, fc 10", "avgpool has no 'pad valid'", "Leave it out"),
    ("conv 16 3x3 pad full, fc 10", "conv has no 'pad full'", "pad 2"),
    ("conv 16 3x3 same, fc 10", "conv has no 'same'", "mean 'pad same'?"),
    ("relu 3, fc 10", "relu has no '3'", "nothing more"),
    ("pool, fc 10", "needs a window's size", "pool 2"),
    ("pool 2 pad 1 pad 2, fc 10", "column 14: pad is given twice", "Keep one"),
    ("conv 4 3x3 pad 1 padding same, fc 10", "padding is given twice", "Keep one"),
    ("conv 4 3x3 groups 2x3, fc 10", "'2x3' is not one whole number", "from 1"),
    ("fc 10x2", "'10x2' is not a number of outputs", "whole number"),
    ("pool 2 stride 2x1x1", "'2x1x1' is no size", "height x width"),
    ("conv 6 5*5, fc 10", "'5*5' is no size", "height x width"),
    ("conv 6 3 pad samex2, fc 10", "'samex2' is no size", "height x width"),
    ("conv 4 3x3 nobias nobias", "column 19: nobias is given twice", "Keep one"),
    ("pool 2 ceil pad 1 ceil", "ceil is given twice", "Keep one"),
    ("fc nobias 10 nobias", "nobias is given twice", "Keep one"),
    ("upsample 2 bilinear bilinear", "bilinear is given twice", "Keep one"),
    ("upsample 2 nearest bilinear", "nearest or bilinear, not both", "Keep one"),
    ("dropout 1e-400, fc 10", "'1e-400' is no probability", "dropout 0.5"),
    ("upsample 2 cubic", "upsample has no 'cubic'", "a factor, nearest, bilinear"),
    ("avgpool 2 dilation 2", "avgpool has no 'dilation'", "a size, stride, pad, ceil"),
    ("concat(conv 4 1)", "two branches or more", "concat(conv"),
    ("res(relu | relu | relu)", "two branches at the most", "res(conv"),
    ("conv 4 1 | relu", "column 10: there is no ( before this |", "concat("),
    ("dropout 1.5, fc 10", "no probability", "dropout 0.5"),
    ("fc ten", "'ten' is not a number of outputs", "whole number"),
    ("fc 99999999999999999999", "is not a number of outputs", "65536"),
    ("res, fc 10", "res has no layers", "res(conv"),
    ("res(conv 8 3, fc 10", "not closed", "Add a )"),
    ("conv 8 3), fc 10", "no ( for this )", "Remove"),
    ("# remark\nrelu\n  cnv 3, fc 10", "layer 2, line 3, column 3: there is no layer", "'conv'?"),
    ("relu, (relu), fc 10", "column 13: a layer without a name", "Write its kind"),
    ("relu(conv 8 3), fc 10", "no layers in par", "Only res"),
  ])
  func `a mistake is told with its place and what to do`(
    _ text: String, _ message: String, _ remedy: String
  ) throws {
    let error = #expect(throws: NetworkError.self) { try Architecture(text: text) }
    let description = try #require(error).description
    #expect(description.contains(message))
    #expect(description.contains(remedy))
  }

  @Test(arguments: [
    ("conv 4 3x3 pad 1", "3×3 p1"), ("conv 4 4x4 pad same", "4×4 p1+2"),
    ("conv 4 3x2 pad same", "3×2 p1×0+1"), ("pool 3 stride 2x1", "3×3 s2×1"),
    ("convtranspose 4 3 stride 2x1 outpad 1x0", "3×3 s2×1 o1×0"),
  ])
  func `a window shows each of its numbers`(_ text: String, _ window: String) throws {
    let network = try Architecture(text: text).build(batchSize: 1, mode: .evaluation)
    #expect(network.layers[0].windowText == window)
  }

  @Test func `a batch that is too large is told as that`() throws {
    let architecture = try Architecture(text: "pool 2, fc 10")
    let error = #expect(throws: NetworkError.self) {
      try architecture.build(batchSize: 1 << 20, mode: .training)
    }
    let report = try #require(error).report
    #expect(report.contains("the batch of images") && report.contains("Use a smaller batch"))
  }

  @Test(arguments: [
    ("fc 20, conv 8 3x3, fc 10", "layer 2, column 8", "rows of numbers"),
    ("pool 2, pool 2, pool 2, pool 2, pool 2, conv 8 3x3, fc 10", "layer 6", "3"),
    ("conv 10 3x3 groups 3, fc 10", "layer 1", "3 groups"),
    ("conv 16 3x3, res(conv 8 3x3), fc 10", "layer 2", "cannot be added"),
    ("conv 16 3x3 pad 1, res(conv 16 3x3, relu), fc 10", "[16, 30, 30] of [16, 32, 32]", "pad 1"),
    ("res(conv 4 1 | conv 5 1), fc 10", "[4, 32, 32] and the other [5, 32, 32]", "same filters"),
    ("conv 4 3x3 stride 2 pad same, fc 10", "layer 1", "stride"),
    ("concat(conv 4 1 | pool 2), fc 10", "[4, 32, 32] and another [3, 16, 16]", "pad 1 for 3x3"),
    ("concat(conv 4 1 | globalpool), fc 10", "which cannot be joined", "Make maps or rows"),
    ("conv 8 3x3, conv 4 65536", "layer 2", "'1.weight' would have shape [4, 8, 65536, 65536]"),
    ("fc 10, fc 65536, fc 65536", "layer 3", "[65536, 65536], more than the 1024 MiB"),
  ])
  func `a layer that does not fit is told with its number`(
    _ text: String, _ place: String, _ message: String
  ) throws {
    let architecture = try Architecture(text: text)
    let error = #expect(throws: NetworkError.self) {
      try architecture.build(batchSize: 1, mode: .training)
    }
    let description = try #require(error).description
    #expect(description.contains(place))
    #expect(description.contains(message))
  }

  @Test(arguments: [
    ("conv 65536 3x3, conv 65536 3x3", "layer 2", "conv2d"),
    ("fc 65536, fc 65536", "layer 2", "fc"),
  ])
  func `a layer whose weights are too large is named`(
    _ text: String, _ layer: String, _ word: String
  ) throws {
    let error = #expect(throws: NetworkError.self) {
      try Architecture(text: text).build(batchSize: 1, mode: .training)
    }
    let report = try #require(error).report
    #expect(report.contains(layer) && report.contains("MiB that one value may take"))
  }

  @Test
  func `a batch that is too large is blamed, and not the layer`() throws {
    let architecture = try Architecture(text: "conv 64 3x3 pad 1, fc 10")
    let error = #expect(throws: NetworkError.self) {
      try architecture.build(batchSize: 65_536, mode: .training)
    }
    let message = try #require(error)
    #expect(message.message.contains("for 65536 images at once"))
    // What is advised fits, and one image more does not.
    let most = try #require(message.remedy.firstMatch(of: /batches of ([0-9]+) images/))
    let count = try #require(Int(most.output.1))
    _ = try architecture.build(batchSize: count, mode: .training)
    #expect(throws: NetworkError.self) {
      try architecture.build(batchSize: count + 1, mode: .training)
    }
    #expect(throws: NetworkError.self) {
      try Zoo.architecture(named: "lenet5").build(batchSize: 10_000_000, mode: .training)
    }
  }
}
