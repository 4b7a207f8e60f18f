import TensorEngine
import Testing

@testable import Problems

struct ProblemTests {
  private func problem(_ text: String) throws -> Problem {
    try Problem(try SourceFile(path: "sheet.yaml", text: text))
  }

  private func solve(_ problem: Problem, gradients: Bool = false) throws -> SolvedProblem {
    try SolvedProblem(
      running: try problem.built(withGradients: gradients), on: ReferenceBackend<Float>())
  }

  private let homework = """
    input: 1 2 3 4 5 / 2 2 1 1 1 / 3 2 1 1 1 / 4 1 1 1 1 / 5 1 1 1 1
    ops:
      - conv2d: {weight: 0 -1 0 / 1 1 1 / 0 -1 0, stride: 2}
      - relu
      - max_pool2d: 2
    """

  @Test func `the homework prints as the design says`() throws {
    #expect(
      try solve(problem(homework)).json
        == "{\"steps\":[{\"op\":\"conv2d\",\"shape\":[1,1,2,2],\"output\":[[[[1,-2],[3,1]]]]},"
        + "{\"op\":\"relu\",\"shape\":[1,1,2,2],\"output\":[[[[1,0],[3,1]]]]},"
        + "{\"op\":\"max_pool2d\",\"shape\":[1,1,1,1],\"output\":[[[[3]]]]}],"
        + "\"shape\":[1,1,1,1],\"output\":[[[[3]]]]}")
  }

  @Test func `gradients follow under their names`() throws {
    let solved = try solve(
      problem("input: 1 3 -1 / 2 1 0 / 0 2 -1\nops: conv2d 1 0/2 -1 bias=0\nupstream: 1 2/3 4"),
      gradients: true)
    #expect(solved.gradients.map(\.name) == ["input", "0.weight", "0.bias"])
    #expect(solved.gradients[1].value == Tensor([1, 1, 2, 2], [17, 4, 12, 3]))
    #expect(solved.json.hasSuffix(",\"0.weight\":[[[[17,4],[12,3]]]],\"0.bias\":[10]}}"))
  }

  @Test func `numbers print as briefly as their precision allows`() throws {
    let text =
      "input: 0.1 -0.5 16777216 1e20\nops:\n  - linear: 1 0 0 0 / 0 1 0 0 / 0 0 1 0 / 0 0 0 1\n"
    #expect(try solve(problem(text)).json.contains("\"output\":[[0.1,-0.5,16777216,1e+20]]"))
    let double = try SolvedProblem(
      running: try problem(text).built(), on: ReferenceBackend<Double>())
    #expect(double.json.contains("\"output\":[[0.1,-0.5,16777216,1e+20]]"))
  }

  @Test func `there is no negative zero, and what is not finite is null`() throws {
    #expect(try solve(problem("input: 1 -1\nops: mul 0")).json.contains("[[[[0,0]]]]"))
    let loss = "input: 0 -1e38\nops:\n  - mul: 1e38\n"
    #expect(try solve(problem(loss)).json.contains("[[[[0,null]]]]"))
  }

  @Test func `a loss is a bare number`() throws {
    let json = try solve(problem("input: 1 2 / 3 4\nops: mse_loss 1 2/3 2")).json
    #expect(json.hasSuffix("\"shape\":[],\"output\":1}"))
  }

  @Test func `switches and statistics stand beside the output`() throws {
    let pooled = try solve(
      problem("input: 1 2 / 4 3\nops: max_pool2d 2 return_indices=true"))
    #expect(
      pooled.json.hasPrefix(
        "{\"steps\":[{\"op\":\"max_pool2d\",\"shape\":[1,1,1,1],\"output\":[[[[4]]]],\"indices\":[[[[2]]]]}]"
      ))
    let text = "input: [[1], [3]]\nops: batch_norm training=true running_mean=0 running_var=1"
    let normed = try solve(problem(text))
    #expect(normed.steps[0].extras.map(\.name) == ["running_mean", "running_var"])
    #expect(abs(normed.steps[0].extras[0].value.elements[0] - 0.2) < 1e-6)
    #expect(abs(normed.steps[0].extras[1].value.elements[0] - 1.1) < 1e-6)
  }

  @Test(arguments: [
    ("1 2 3 4", "conv1d 1", [1, 1, 4]), ("1 2 / 3 4", "conv1d [[[1],[1]]]", [1, 1, 2]),
    ("1 2 3 4", "max_pool1d 2", [1, 1, 2]), ("1 2 / 3 4", "conv2d 1", [1, 1, 2, 2]),
    ("1 2 3", "conv2d 1", [1, 1, 1, 3]), ("1 2 / 3 4 ; 1 2 / 3 4", "conv2d 1;1", [1, 1, 2, 2]),
    ("1 2 ;; 3 4", "conv2d 1", [2, 1, 1, 2]), ("1 2 3", "linear 1 2 3", [1, 1]),
    ("1 2 / 3 4", "linear 1 2", [2, 1]), ("1 2 / 3 4", "relu", [1, 1, 2, 2]),
    ("1 2 / 3 4", "relu | linear 1 2", [2, 1]),
    ("1 2 / 3 4", "relu | conv1d [[[1],[1]]]", [1, 1, 2]),
    ("1 2 / 3 4", "batch_norm", [2, 2]), ("1 2 / 3 4", "softmax", [2, 2]),
    ("1 2 / 3 4", "flatten | linear 1 1 1 1", [1, 1]), ("1 2 / 3 4", "transpose", [2, 2]),
    ("1 2 / 3 4", "matmul 1 2/3 4", [2, 2]),
    ("1 2 / 3 4 / 5 6 / 7 8", "fold 2x3 kernel_size=2", [1, 1, 2, 3]),
    ("1 2 3", "upsample 2 mode=linear", [1, 1, 6]), ("1 2 / 3 4", "upsample 2", [1, 1, 4, 4]),
    ("1 2 / 3 4", "pad [1,0,2,0]", [1, 1, 3, 4]),
    ("1 2", "concat other=[3,4] dim=-1", [1, 1, 1, 4]),
    ("1 2 / 3 4", "unfold 2", [1, 4, 1]), ("1 2 / 3 4", "adaptive_avg_pool2d 1", [1, 1, 1, 1]),
    ("1 2 / 3 4", "conv_transpose2d 1 1/1 1 stride=2", [1, 1, 4, 4]),
    ("1 2 / 3 4", "max_pool2d 2 | max_unpool2d", [1, 1, 2, 2]),
    ("1 2 / 3 4", "reshape [4,-1]", [4, 1]),
    ("1 2 / 3 4", "conv2d 1 1/1 1 padding=full", [1, 1, 3, 3]),
    ("1 2 / 3 4", "conv2d 1 1 1/1 1 1/1 1 1 padding=same", [1, 1, 2, 2]),
    ("1 2 / 3 4", "max_pool2d 1x2", [1, 1, 2, 1]),
  ])
  func `the first op that minds gives the input its rank`(
    input: String, operations: String, shape: [Int]
  ) throws {
    let built = try Problem(input: input, operations: operations).built(withGradients: true)
    #expect(built.graph[built.output].shape == Shape(shape))
  }

  @Test func `earlier values are operands by name`() throws {
    let solved = try solve(
      try Problem(input: "1 -2", operations: "relu | mul 3 | add from=0 | add from=input"))
    #expect(solved.output.elements == [5, -2])
    let joined = try solve(
      try Problem(input: "1 -2", operations: "relu | concat from=[0,input] dim=1"))
    #expect(joined.output.shape == [1, 3, 1, 2])
  }

  @Test func `each unpooling undoes the nearest pooling that is left`() throws {
    let image = "1 2 3 4/5 6 7 8/9 10 11 12/13 14 15 16"
    let solved = try solve(
      try Problem(
        input: image, operations: "max_pool2d 2 | max_pool2d 2 | max_unpool2d | max_unpool2d"))
    #expect(solved.steps[2].output.elements == [0, 0, 0, 16])
    #expect(solved.output.elements == [Double](repeating: 0, count: 15) + [16])
  }

  @Test func `each step knows what it says and which node explains it`() throws {
    let built = try problem(homework).built()
    #expect(built.steps.map(\.operation) == ["conv2d", "relu", "max_pool2d"])
    #expect(built.steps.map(\.summary) == ["weight 3×3, stride 2", "", "kernel_size 2"])
    for step in built.steps { #expect(step.nodes.contains(step.main)) }
    let biased = try Problem(input: "1 2", operations: "linear 1 2 bias=3").built()
    #expect(biased.graph[biased.steps[0].main].op.name == "matmul")
    #expect(biased.graph[biased.steps[0].output].op.name == "add")
  }

  @Test func `the order of names and the form of the file change nothing`() throws {
    let json =
      "{\"ops\": [{\"conv2d\": {\"stride\": 2, \"weight\": [[0, -1, 0], [1, 1, 1], [0, -1, 0]]}},"
      + " \"relu\", {\"max_pool2d\": {\"kernel_size\": 2}}],"
      + " \"input\": [[1,2,3,4,5],[2,2,1,1,1],[3,2,1,1,1],[4,1,1,1,1],[5,1,1,1,1]]}"
    let line = try Problem(
      input: "1 2 3 4 5/2 2 1 1 1/3 2 1 1 1/4 1 1 1 1/5 1 1 1 1",
      operations: "conv2d weight=0,-1,0/1,1,1/0,-1,0 stride=2 | relu | max_pool2d 2")
    let wanted = try solve(problem(homework), gradients: true).json
    #expect(try solve(problem(json), gradients: true).json == wanted)
    #expect(try solve(line, gradients: true).json == wanted)
  }

  @Test func `a number too large for single precision is noted`() throws {
    let notes = try problem("input: 16777217\nops: [relu]").built().notes
    #expect(notes.map(\.severity) == [.note])
    #expect(notes.first?.location == SourceLocation(line: 1, column: 8))
    #expect(try problem("input: 16777216 0.1\nops: [relu]").built().notes.isEmpty)
  }

  @Test func `the numbers of what Keras calls same are named, and make its size`() throws {
    let row = (1...7).map(String.init).joined(separator: " ")
    let image = [row, row, row, row, row, row].joined(separator: " / ")
    let kernel = "weight=1,1,1/1,1,1/1,1,1 stride=2"
    let refused = #expect(throws: Diagnostic.self) {
      try Problem(input: image, operations: "conv2d \(kernel) padding=same").built()
    }
    #expect(try #require(refused).remedy.contains("padding: [0, 1, 1, 1]"))
    let built = try Problem(
      input: image, operations: "conv2d \(kernel) padding=[0, 1, 1, 1]"
    ).built()
    #expect(built.graph[built.output].shape == [1, 1, 3, 4])
  }

  @Test(arguments: [
    ("1,1,1/1,1,1/1,1,1", "2", "padding: [0, 1, 0, 1] here", "padding=[0,1,0,1]", [1, 1, 4, 4]),
    ("1,1/1,1", "2", "padding: [0, 0, 0, 0] here", "padding=0", [1, 1, 4, 4]),
    (
      "1", "3", "padding: [0, 0, 0, 0] and output_padding: [2, 2] here", "output_padding=2",
      [1, 1, 6, 6]
    ),
  ])
  func `a transposed convolution's numbers for it make the size times the stride`(
    _ kernel: String, _ stride: String, _ remedy: String, _ written: String, _ shape: [Int]
  ) throws {
    let operation = "conv_transpose2d weight=\(kernel) stride=\(stride)"
    let refused = #expect(throws: Diagnostic.self) {
      try Problem(input: "1 2/3 4", operations: "\(operation) padding=same").built()
    }
    #expect(try #require(refused).remedy.contains("the size times the stride, is \(remedy)"))
    let built = try Problem(input: "1 2/3 4", operations: "\(operation) \(written)").built()
    #expect(built.graph[built.output].shape == Shape(shape))
  }

  @Test func `what is given is shown as its size or as itself`() throws {
    let problem = try Problem(
      input: "1 2 / 3 4", operations: "linear weight=1,2/3,4/5,6 bias=1,2,-3 | softmax | mul 4")
    let summaries = try problem.built().steps.map(\.summary)
    #expect(summaries == ["weight 3×2, bias [1, 2, −3]", "", "other 4"])
    let negative = try Problem(input: "1 2", operations: "linear weight=1,2 bias=-0.5")
    #expect(try negative.built().steps[0].summary == "weight [1, 2], bias −0.5")
    let long = try Problem(
      input: "1 2", operations: "add 1,2 | linear weight=1,1/1,1/1,1/1,1/1,1 bias=1,2,3,4,5")
    #expect(try long.built().steps[1].summary == "weight 5×2, bias of 5 numbers")
  }
}
