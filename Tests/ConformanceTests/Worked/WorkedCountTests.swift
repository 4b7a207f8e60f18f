import ConvolutionArithmetic
import Foundation
import TensorEngine
import Testing

/// The worked examples that are sizes and counts.
struct WorkedCountTests {
  private func int(_ value: Any?) -> Int? { (value as? NSNumber)?.intValue }

  @Test(arguments: WorkedExample.of(kind: "size"))
  func `a stated size is the window's`(example: WorkedExample) throws {
    let values = try example.values
    let input = try #require(int(values["input"]))
    let padding =
      (values["padding"] as? [Any])?.compactMap(int)
      ?? [int(values["padding"]) ?? 0, int(values["padding"]) ?? 0]
    func window(ceilMode: Bool) throws -> SlidingWindow {
      try SlidingWindow(
        kernelSize: try #require(int(values["kernel"])), stride: int(values["stride"]) ?? 1,
        paddingBefore: padding[0], paddingAfter: padding[1],
        dilation: int(values["dilation"]) ?? 1, ceilMode: ceilMode)
    }
    let floor = try window(ceilMode: false)
    #expect(try floor.outputSize(forInputSize: input) == int(values["floor"]))
    #expect(floor.fitsExactly(forInputSize: input) == values["fits"] as? Bool)
    let exact = try floor.derivation(forInputSize: input).exactSize
    let stated = try #require(values["exact"] as? NSNumber).doubleValue
    #expect(abs(Double(exact.numerator) / Double(exact.denominator) - stated) < 1e-9)
    if let ceil = values["ceil"] {
      #expect(try window(ceilMode: true).outputSize(forInputSize: input) == int(ceil))
    }
  }

  @Test(arguments: WorkedExample.of(kind: "count"))
  func `stated counts are the graph's`(example: WorkedExample) throws {
    let values = try example.values
    let (graph, result) = try layer(values)
    let node = graph[result]
    let operands = node.inputs.map { graph[$0].shape }
    let cost = node.op.cost(operands, result: node.shape)
    let counts: [String: () -> [Int]] = [
      "shape": { node.shape.dimensions }, "parameters": { [cost.parameters] },
      "weights": { [operands[1].count] }, "macs": { [cost.multiplyAdds] },
      "neurons": { [node.shape.count] },
      // Without sharing every neuron has a filter and a bias of its own.
      "unshared_parameters": { [node.shape.count * (cost.parameters / operands[1][0])] },
    ]
    let stated = values.filter { counts[$0.key] != nil }
    #expect(!stated.isEmpty)
    for (key, value) in stated {
      #expect(counts[key]?() == (value as? [Any] ?? [value]).map { int($0) }, "\(key)")
    }
  }

  /// A graph of the one layer that an entry describes.
  private func layer(_ values: [String: Any]) throws -> (Graph, NodeID) {
    func shape(_ key: String) throws -> Shape {
      Shape(try #require(values[key] as? [Any]).compactMap(int))
    }
    var graph = Graph()
    let input = try graph.input(try shape("input"), name: "input")
    switch values["op"] as? String {
    case "conv2d":
      let weight = try graph.input(try shape("weight"), name: "weight")
      let bias =
        try values["bias"] as? Bool == true
        ? graph.input([graph[weight].shape[0]], name: "bias") : nil
      let windows = try graph[weight].shape.dimensions.dropFirst(2).map {
        try SlidingWindow(
          kernelSize: $0, stride: int(values["stride"]) ?? 1,
          padding: .symmetric(int(values["padding"]) ?? 0))
      }
      let convolution = Convolution(windows: windows, groups: int(values["groups"]) ?? 1)
      let result = try graph.convolution(input, weight: weight, bias: bias, convolution)
      return (graph, result)
    case "max_pool2d":
      let size = try #require(int(values["kernel_size"]))
      let window = try SlidingWindow(kernelSize: size, stride: size)
      let result = try graph.append(.maxPool([window, window]), [input])
      return (graph, result)
    case "flatten":
      let result = try graph.flatten(input)
      return (graph, result)
    default:
      throw FixtureError(description: "no layer for \(values["op"] ?? "nothing")")
    }
  }
}
