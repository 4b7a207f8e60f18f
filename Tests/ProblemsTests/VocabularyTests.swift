import Testing

@testable import Problems

/// What the vocabulary says of an op is what the op does.
struct VocabularyTests {
  /// A problem for each op: the input, and the op with what must be given.
  static let samples: [String: (input: String, operation: String)] = [
    "conv1d": ("1 2 3", "conv1d 1 2"), "conv2d": ("1 2 / 3 4", "conv2d 1 2 / 3 4"),
    "conv_transpose1d": ("1 2 3", "conv_transpose1d 1 2"),
    "conv_transpose2d": ("1 2 / 3 4", "conv_transpose2d 1 2 / 3 4"),
    "unfold": ("1 2 / 3 4", "unfold 2"),
    "fold": ("1 2 / 3 4 / 5 6 / 7 8", "fold 2x3 kernel_size=2"),
    "max_pool1d": ("1 2 3", "max_pool1d 2"), "max_pool2d": ("1 2 / 3 4", "max_pool2d 2"),
    "avg_pool1d": ("1 2 3", "avg_pool1d 2"), "avg_pool2d": ("1 2 / 3 4", "avg_pool2d 2"),
    "adaptive_avg_pool2d": ("1 2 / 3 4", "adaptive_avg_pool2d 1"),
    "max_unpool2d": ("1 2 / 3 4", "max_pool2d 2 | max_unpool2d"),
    "linear": ("1 2", "linear 1 2"), "matmul": ("1 2", "matmul 1 / 2"), "add": ("1 2", "add 3"),
    "mul": ("1 2", "mul 3"), "concat": ("1 2", "concat other=3,4"), "relu": ("1 2", "relu"),
    "leaky_relu": ("1 2", "leaky_relu"), "prelu": ("1 2", "prelu 0.5"), "elu": ("1 2", "elu"),
    "step": ("1 2", "step"), "sigmoid": ("1 2", "sigmoid"), "softplus": ("1 2", "softplus"),
    "tanh": ("1 2", "tanh"),
    "softmax": ("1 2", "softmax"), "log_softmax": ("1 2", "log_softmax"),
    "cross_entropy": ("1 2", "cross_entropy target=1"), "nll_loss": ("1 2", "nll_loss target=1"),
    "mse_loss": ("1 2", "mse_loss target=1,1"), "batch_norm": ("1 2 / 3 5", "batch_norm"),
    "batch_norm1d": ("1 2 / 3 5", "batch_norm1d"),
    "dropout": ("1 2", "dropout"), "sgd": ("1 2", "sgd 3,4"), "adam": ("1 2", "adam 3,4"),
    "local_response_norm": ("1 2", "local_response_norm size=1"),
    "pad": ("1 2", "pad padding=1"), "flatten": ("1 2", "flatten"),
    "reshape": ("1 2", "reshape [2, 1]"), "transpose": ("1 2", "transpose"),
    "upsample": ("1 2", "upsample scale_factor=2"),
  ]

  /// What leaving these out means is not what their text would mean.
  private static let absences: Set<String> = ["max_unpool2d.padding", "upsample.align_corners"]

  private func nodes(_ input: String, _ operations: String) throws -> [String] {
    let built = try Problem(input: input, operations: operations).built(withGradients: true)
    return built.graph.nodes.map { "\($0.op) \($0.inputs) \($0.shape)" }
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `a default that is written out changes nothing`(name: String) throws {
    let schema = try #require(OperationSchema.named(name))
    let sample = try #require(Self.samples[name], "\(name) has no sample")
    let wanted = try nodes(sample.input, sample.operation)
    for parameter in schema.parameters {
      guard let text = parameter.defaultText, isValue(text, of: parameter),
        !Self.absences.contains("\(name).\(parameter.name)")
      else { continue }
      let written = "\(sample.operation) \(parameter.name)=\(text)"
      #expect(try nodes(sample.input, written) == wanted, "\(written)")
    }
  }

  /// Whether a default is a value, and not words about what is done without one.
  private func isValue(_ text: String, of parameter: OperationSchema.Parameter) -> Bool {
    guard let file = try? SourceFile(path: "default", text: text) else { return false }
    let node = SourceNode(wholeTextOf: file)
    return (try? Argument(node, for: parameter, of: "the op")) != nil
  }

  @Test(arguments: [
    ("batch_norm eps=-1", "batch_norm: eps cannot be -1"),
    ("dropout seed=-1", "dropout: seed cannot be -1"),
    ("dropout 2", "dropout: p cannot be 2"),
    ("sgd 3 momentum=1", "sgd: momentum cannot be 1"), ("adam 1 lr=-1", "adam: lr cannot be -1"),
    ("max_pool2d 1 | max_unpool2d padding=-1", "max_unpool2d: padding cannot be -1"),
  ])
  func `a number outside a parameter's range is refused at the number`(
    operations: String, message: String
  ) throws {
    let refusal = #expect(throws: Diagnostic.self) {
      try Problem(input: "1 2 / 3 4", operations: operations)
    }
    #expect(refusal?.message == message)
    let number = try #require(message.split(separator: " ").last)
    let start = try #require(operations.firstRange(of: number))
    #expect(
      refusal?.location?.column
        == operations.distance(from: operations.startIndex, to: start.lowerBound) + 1)
  }
}
