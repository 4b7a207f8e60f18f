import TensorEngine
import TestSupport
import Testing

/// Compositions: linear, flatten, batch norm.
struct LayerTests {
  static let weight = Tensor<Double>([2, 3], [1, 0, -1, 2, 2, 2])
  static let bias = Tensor<Double>([2], [10, 20])

  private func linear(_ x: Tensor<Double>, bias: Bool = true) throws -> Tensor<Double> {
    var example = Example<Double>()
    let input = try example.input(x)
    let weight = try example.input(Self.weight, "weight")
    let biasID = bias ? try example.input(Self.bias, "bias") : nil
    let output = try example.graph.linear(input, weight: weight, bias: biasID)
    return try example.value(of: output)
  }

  @Test func `a linear layer takes a vector, a matrix and any stack of rows`() throws {
    #expect(try linear(Tensor([3], [1, 2, 3])) == Tensor([2], [8, 32]))
    #expect(
      try linear(Tensor([2, 3], [1, 2, 3, 0, 0, 1])) == Tensor([2, 2], [8, 32, 9, 22]))
    #expect(
      try linear(Tensor([2, 1, 3], [1, 2, 3, 0, 0, 1])) == Tensor([2, 1, 2], [8, 32, 9, 22]))
    #expect(try linear(Tensor([1, 3], [1, 2, 3]), bias: false) == Tensor([1, 2], [-2, 12]))
  }

  @Test func `a linear layer after an image asks for a flatten`() throws {
    var graph = Graph()
    let x = try graph.input([1, 8, 4, 4], name: "x")
    let weight = try graph.input([10, 128], name: "weight")
    let error = try #require(throws: ShapeError.self) { try graph.linear(x, weight: weight) }
    #expect(
      error.description
        == "linear: shapes [1, 8, 4, 4] and [10, 128] do not go together. Each row of the weight"
        + " needs as many numbers as the input has features; put a flatten before linear to make"
        + " one row of an image")
  }

  @Test func `a linear layer refuses weights and biases of other shapes`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "x")
    let weight = try graph.input([4, 3], name: "weight")
    let vector = try graph.input([3], name: "vector")
    let rank = try #require(throws: ShapeError.self) { try graph.linear(x, weight: vector) }
    #expect(
      rank.description
        == "linear: the weight must be [output features, input features], but its shape is [3]")
    let bias = try #require(throws: ShapeError.self) {
      try graph.linear(x, weight: weight, bias: vector)
    }
    #expect(
      bias.description
        == "linear: the bias must hold one number for each of 4 channels, but its shape is [3]")
  }

  @Test(
    arguments: [
      (1, -1, [2, 60]), (0, -1, [120]), (1, 2, [2, 12, 5]), (-2, -1, [2, 3, 20]),
      (2, 2, [2, 3, 4, 5]), (-4, -3, [6, 4, 5]),
    ] as [(Int, Int, Shape)])
  func `flatten joins the axes from start to end, counted from either side`(
    _ start: Int, _ end: Int, _ result: Shape
  ) throws {
    var graph = Graph()
    let x = try graph.input([2, 3, 4, 5], name: "x")
    let flat = try graph.flatten(x, from: start, to: end)
    #expect(graph[flat].shape == result)
  }

  @Test(arguments: [
    (4, -1, "flatten: there is no axis 4 in shape [2, 3]; it has axes 0 to 1"),
    (0, 2, "flatten: there is no axis 2 in shape [2, 3]; it has axes 0 to 1"),
    (0, -3, "flatten: there is no axis -3 in shape [2, 3]; it has axes 0 to 1"),
    (1, 0, "flatten: start_dim cannot be 1. It comes after end_dim 0 in shape [2, 3]"),
  ])
  func `flatten says which axis is wrong`(_ start: Int, _ end: Int, _ message: String) throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "x")
    let error = try #require(throws: ShapeError.self) {
      try graph.flatten(x, from: start, to: end)
    }
    #expect(error.description == message)
  }

  @Test func `batch norm in training has mean 0 and variance 1 in every channel`() throws {
    var example = Example<Double>()
    let x = try example.input(Filling.awayFromZero.tensor([4, 2, 3, 3], seed: 5))
    let norm = try example.graph.batchNormTraining(x, epsilon: 0)
    let again = try example.graph.batchNormTraining(norm.result)
    let values = try example.values(of: [again.mean, again.variance])
    #expect(isClose(values[again.mean]!, Tensor([2], repeating: 0), tolerance: 1e-12))
    #expect(isClose(values[again.variance]!, Tensor([2], repeating: 1), tolerance: 1e-12))
  }

  @Test func `running statistics move by the momentum, the variance unbiased`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([4, 1], [1, 2, 3, 6]))
    let norm = try example.graph.batchNormTraining(x)
    let (mean, variance) = (
      try example.input(Tensor([1], [10]), "running_mean"),
      try example.input(Tensor([1], [2]), "running_var")
    )
    let newMean = try example.graph.runningStatistic(mean, batch: norm.mean)
    let newVariance = try example.graph.runningStatistic(
      variance, batch: norm.variance, momentum: 0.25, unbiasedOver: 4)
    let values = try example.values(of: [norm.mean, norm.variance, newMean, newVariance])
    #expect(values[norm.mean]!.elements == [3])
    #expect(values[norm.variance]!.elements == [3.5])
    #expect(isClose(values[newMean]!, Tensor([1], [9.3])))
    // 0.75 · 2 + 0.25 · 3.5 · 4/3
    #expect(isClose(values[newVariance]!, Tensor([1], [1.5 + 3.5 / 3])))
  }

  @Test func `batch norm over one value per channel says what to do`() throws {
    var graph = Graph()
    let x = try graph.input([1, 3], name: "x")
    let error = try #require(throws: ShapeError.self) { try graph.batchNormTraining(x) }
    #expect(
      error.description
        == "batch_norm: training cannot be true. Each channel has only one value, so its variance"
        + " is zero. Use a larger batch or image, or training: false with running statistics")
  }
}
