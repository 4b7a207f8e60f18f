import ConvolutionArithmetic
import TensorEngine

/// A question about what is counted of a layer: its numbers, its maps, its work.
public struct LayerInquiry: Hashable, Sendable {
  /// What kind of layer.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A convolution with square kernels.
    case convolution = "conv"
    /// A fully connected layer.
    case linear
    /// A max pool.
    case pool
    /// A batch normalisation.
    case batchNorm = "batch_norm"
    /// Maps laid out as a row.
    case flatten
  }

  /// What is counted.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// Learned numbers, biases included.
    case parameters
    /// Learned numbers without biases.
    case weights
    /// Maps, or numbers, that come out.
    case outputs
    /// Multiplications that are each followed by an addition.
    case multiplyAdds = "multiply_adds"
    /// Floating-point operations, two for each of these.
    case operations
  }

  /// What kind of layer.
  public let kind: Kind
  /// What is counted.
  public let quantity: Quantity
  /// Channels, or numbers, that go in.
  public let channels: Int
  /// Filters, or numbers, that come out.
  public let filters: Int
  /// The kernel's size along both axes.
  public let kernel: Int
  /// The padding on all sides.
  public let padding: Int
  /// The step of the window along both axes.
  public let stride: Int
  /// The groups that the channels are split into.
  public let groups: Int
  /// Whether there are biases.
  public let hasBias: Bool
  /// The maps' height and width.
  public let size: Int
  /// The height and width of what comes out.
  public let outputSize: Int
  /// What is right, counted by the engine on the layer as an op.
  public let answer: Answer

  /// Asks about a layer.
  ///
  /// - Parameters:
  ///   - filters: Filters, or numbers, that come out; of a pool, a batch norm or a flattening the
  ///     layer itself says it.
  /// - Throws: ``ShapeError`` or ``GeometryError`` where there is no such layer.
  public init(
    _ kind: Kind, _ quantity: Quantity, channels: Int, filters: Int = 1, kernel: Int = 1,
    padding: Int = 0, stride: Int = 1, groups: Int = 1, hasBias: Bool = true, size: Int
  ) throws {
    (self.kind, self.quantity, self.channels, self.kernel) = (kind, quantity, channels, kernel)
    (self.padding, self.stride, self.groups) = (padding, stride, groups)
    (self.hasBias, self.size) = (hasBias, size)
    let lengths = [
      ("channels", channels), ("filters", filters), ("kernel", kernel), ("stride", stride),
      ("groups", groups), ("size", size),
    ]
    for (name, value) in lengths where !Self.lengths.contains(value) {
      throw ShapeError.parameter(
        op: kind.rawValue, name: name, value: "\(value)",
        rule: "Use a whole number from 1 to \(Self.lengths.upperBound)")
    }
    self.filters =
      switch kind {
      case .convolution, .linear: filters
      case .pool, .batchNorm: channels
      case .flatten: channels * size * size
      }
    let window = try SlidingWindow(
      kernelSize: kernel, stride: stride, paddingBefore: padding, paddingAfter: padding)
    var graph = Graph()
    let (op, operands) = try Self.operation(
      kind, channels: channels, filters: filters, windows: [window, window], groups: groups,
      hasBias: hasBias, size: size)
    let nodes = try operands.map { try graph.input($0, name: "operand") }
    let node = try graph.append(op, nodes)
    let result = graph[node].shape
    outputSize = result.rank == 4 ? result[2] : 1
    let cost = op.cost(operands, result: result)
    let biases = kind == .linear && hasBias ? filters : 0
    let count =
      switch quantity {
      case .parameters: kind == .linear ? operands[1].count + biases : cost.parameters
      case .weights: kind == .flatten || kind == .pool ? 0 : operands[1].count
      case .outputs: result[1]
      case .multiplyAdds: cost.multiplyAdds
      case .operations: 2 * cost.multiplyAdds
      }
    answer = .number(Double(count))
  }

  /// What a length may be: products of the largest still fit into an integer, and what is too
  /// large for a value is told by the graph.
  private static let lengths = 1...1 << 16

  /// The op that the layer is, and the shapes of its operands.
  private static func operation(
    _ kind: Kind, channels: Int, filters: Int, windows: [SlidingWindow], groups: Int, hasBias: Bool,
    size: Int
  ) throws -> (Op, [Shape]) {
    let maps = Shape([1, channels, size, size])
    switch kind {
    case .convolution:
      _ = try ConvolutionCounts(
        inputChannels: channels, outputChannels: filters,
        kernelSizes: windows.map(\.kernelSize), groups: groups, hasBias: hasBias)
      let weight = Shape([filters, channels / groups] + windows.map(\.kernelSize))
      return (
        .convolution(Convolution(windows: windows, groups: groups)),
        [maps, weight] + (hasBias ? [Shape([filters])] : [])
      )
    case .linear:
      return (
        .matmul(transposeA: false, transposeB: true),
        [Shape([1, channels]), Shape([filters, channels])]
      )
    case .pool: return (.maxPool(windows), [maps])
    case .batchNorm:
      let row = Shape([channels])
      return (.batchNorm(BatchNorm(training: true)), [maps, row, row, row, row])
    case .flatten: return (.reshape(Shape([1, channels * size * size])), [maps])
    }
  }
}
