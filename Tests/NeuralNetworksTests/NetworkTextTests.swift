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
    ("", "no layers", "conv 16"), (",,,", "no layers", "conv 16"),
    ("relu", "no layer that makes scores", "fc 10"),
    ("cnv 16 3x3, fc 10", "layer 1, column 1: there is no layer called 'cnv'", "conv, depthwise"),
    ("conv, fc 10", "needs a number of filters", "conv 16 3x3"),
    ("conv 16, fc 10", "needs a kernel size", "conv 16 3x3"),
    ("conv 16 3x3x3, fc 10", "column 9: '3x3x3' is no size", "height x width"),
    ("conv -1 3x3, fc 10", "'-1' is not a number of filters", "from 1"),
    ("conv 16 3x3 stride, fc 10", "stride needs a number", "stride 1"),
    ("conv 16 3x3 stride 0, fc 10", "'0' is not a size", "from 1"),
    ("conv 16 3x3 same, fc 10", "conv has no 'same'", "It takes"),
    ("relu 3, fc 10", "relu has no '3'", "nothing more"), ("pool, fc 10", "needs a size", "pool 2"),
    ("dropout 1.5, fc 10", "no probability", "dropout 0.5"),
    ("fc ten", "'ten' is not a number of outputs", "whole number"),
    ("fc 99999999999999999999", "is not a number of outputs", "65536"),
    ("res, fc 10", "res has no layers", "res(conv"),
    ("res(conv 8 3, fc 10", "not closed", "Add a )"),
    ("conv 8 3), fc 10", "no ( for this )", "Remove"),
    ("# remark\nrelu\n  cnv 3, fc 10", "layer 2, line 3, column 3: there is no layer", "Layers:"),
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
    ("fc 20, conv 8 3x3, fc 10", "layer 2, column 8", "rows of numbers"),
    ("pool 2, pool 2, pool 2, pool 2, pool 2, conv 8 3x3, fc 10", "layer 6", "3"),
    ("conv 10 3x3 groups 3, fc 10", "layer 1", "3 groups"),
    ("conv 16 3x3, res(conv 8 3x3), fc 10", "layer 2", "cannot be added"),
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
}
