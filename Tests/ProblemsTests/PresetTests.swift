import TensorEngine
import TestSupport
import Testing

@testable import Problems

/// The problems that ship with the program, and problems written out.
struct PresetTests {
  private static let backend = ReferenceBackend<Double>()

  private func output(_ problem: Problem) throws -> Tensor<Double> {
    try SolvedProblem(running: problem.built(), on: Self.backend).output
  }

  @Test func `there are the guide's 19 figures with its sizes`() throws {
    let sizes: [String: Int] = [
      "no_padding_no_strides": 2, "arbitrary_padding_no_strides": 6, "same_padding_no_strides": 5,
      "full_padding_no_strides": 7, "no_padding_strides": 2, "padding_strides": 3,
      "padding_strides_odd": 3, "dilation": 3, "numerical_no_padding_no_strides": 3,
      "numerical_padding_strides": 3, "numerical_average_pooling": 3, "numerical_max_pooling": 3,
      "no_padding_no_strides_transposed": 4, "arbitrary_padding_no_strides_transposed": 5,
      "same_padding_no_strides_transposed": 5, "full_padding_no_strides_transposed": 5,
      "no_padding_strides_transposed": 5, "padding_strides_transposed": 5,
      "padding_strides_odd_transposed": 6,
    ]
    let figures = Preset.all.filter { $0.group == .figures }
    #expect(Set(figures.map(\.name)) == Set(sizes.keys) && figures.count == 19)
    for figure in figures {
      let size = try #require(sizes[figure.name])
      #expect(try output(figure.problem).shape.dimensions == [1, 1, size, size], "\(figure.name)")
    }
  }

  @Test func `the numerical figures have the guide's numbers`() throws {
    func numbers(_ name: String) throws -> [Double] {
      try output(try #require(Preset.named(name)).problem).elements
    }
    #expect(
      try numbers("numerical_no_padding_no_strides") == [12, 12, 17, 10, 17, 19, 9, 6, 14])
    #expect(try numbers("numerical_padding_strides") == [6, 17, 3, 8, 17, 13, 6, 4, 4])
    #expect(try numbers("numerical_max_pooling") == [3, 3, 3, 3, 3, 3, 3, 2, 3])
    let means = try numbers("numerical_average_pooling")
    for (mean, printed) in zip(means, [1.7, 1.7, 1.7, 1.0, 1.2, 1.8, 1.1, 0.8, 1.3]) {
      #expect(abs(mean - printed) < 0.05)
    }
  }

  @Test(arguments: Preset.all.filter { $0.group == .kernels }.map(\.name))
  func `a classic kernel runs over its scene`(name: String) throws {
    #expect(try output(try #require(Preset.named(name)).problem).shape.count >= 49)
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `each op has an example that shows it`(name: String) throws {
    let schema = try #require(OperationSchema.named(name))
    let example = schema.example
    let problem = try Problem(input: example.input, operations: example.operations)
    #expect(problem.operations.last?.name == name)
    #expect(try output(problem).shape.count > 0)
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `a problem that is written out reads back as the same one`(name: String) throws {
    let schema = try #require(OperationSchema.named(name))
    let example = schema.example
    var problems = [try Problem(input: example.input, operations: example.operations)]
    if let sample = VocabularyTests.samples[name] {
      problems.append(
        try Problem(input: sample.input, operations: sample.operation, upstream: "0.5"))
    }
    for problem in problems {
      let text = problem.yaml
      let again = try Problem(try SourceFile(path: "saved.yaml", text: text))
      #expect(again.yaml == text)
      #expect(again.input.value == problem.input.value)
      #expect(try output(again) == output(problem), "\(text)")
    }
  }

  @Test func `grids of every form and awkward numbers are written so that they read back`() throws {
    for input in [
      "5", "1 2 3", "1 2 / 3 4", "1 2 / 3 4 ; 5 6 / 7 8", "[[[1, 2]]]", "[[1, 2, 3]]",
      "[[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]", "0.1 -1e-7 / 1e20 3.25",
      "1000000 2000000 3000000 4000000 5000000 6000000 7000000 8000000 9000000 1.123456789 2 / 1 2 3"
        + " 4 5 6 7 8 9 10 11",
    ] {
      let problem = try Problem(input: input, operations: "relu")
      let again = try Problem(try SourceFile(path: "saved.yaml", text: problem.yaml))
      #expect(again.input.value == problem.input.value, "\(problem.yaml)")
    }
  }

  @Test func `a title with quotes and colons survives`() throws {
    let text = "title: \"A \\\"quoted\\\" title: yes\"\ninput: 1 2\nops: [relu]\n"
    let problem = try Problem(try SourceFile(path: "a.yaml", text: text))
    let again = try Problem(try SourceFile(path: "b.yaml", text: problem.yaml))
    #expect(again.title == "A \"quoted\" title: yes")
  }

  @Test(arguments: [
    ("conv2d 1,0/0,1", "F.conv2d(x, w)"),
    ("conv2d 1,0/0,1 bias=1 stride=2 padding=1", "F.conv2d(x, w, b, stride=2, padding=1)"),
    ("conv2d 1,0/0,1 stride=[1,2] padding=[0,1]", "F.conv2d(x, w, stride=(1, 2), padding=(0, 1))"),
    ("conv2d 1,0/0,1 padding=[1,0,0,1]", "F.conv2d(F.pad(x, (0, 1, 1, 0)), w)"),
    ("conv2d 1,0/0,1 padding=same", "F.conv2d(x, w, padding='same')"),
    (
      "conv2d 1,0/0,1 padding=1 padding_mode=reflect",
      "F.conv2d(F.pad(x, (1, 1, 1, 1), mode='reflect'), w)"
    ),
    ("conv2d 1,0/0,1 flip=true", "F.conv2d(x, w.flip(-2, -1))"),
    ("conv1d 1,0 padding=full", "F.conv1d(x, w, padding=1)"),
    ("max_pool2d 2 stride=1", "F.max_pool2d(x, 2, stride=1)"),
    ("avg_pool2d 2 count_include_pad=false", "F.avg_pool2d(x, 2, count_include_pad=False)"),
    ("relu", "F.relu(x)"), ("add 3", "x + 3"), ("add -3", "x - 3"), ("matmul 1/2", "x @ y"),
    ("reshape [1, 4]", "x.reshape(1, 4)"), ("softmax dim=-1", "F.softmax(x, dim=-1)"),
    ("flatten", "torch.flatten(x, 1)"),
    ("transpose", "x.transpose(0, 1)"), ("pad padding=[1,0,2,1]", "F.pad(x, (2, 1, 1, 0))"),
    ("pad 1 mode=reflect", "F.pad(x, (1, 1, 1, 1), mode='reflect')"),
    ("dropout p=0.3 seed=3", "F.dropout(x, p=0.3)"),
    ("batch_norm eps=0", "F.batch_norm(x, None, None, eps=0, training=True)"),
    ("batch_norm training=true", "F.batch_norm(x, None, None, training=True)"),
    (
      "batch_norm running_mean=1 running_var=4", "F.batch_norm(x, mean, var)"
    ),
  ])
  func `an op is written as PyTorch's call`(operation: String, call: String) throws {
    let problem = try Problem(input: "1 2 / 3 4", operations: operation)
    #expect(problem.operations[0].pytorch == call)
  }
}
