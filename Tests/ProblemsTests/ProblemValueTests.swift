import Problems
import Storyboards
import TensorEngine
import Testing

/// The names under which a problem's values are asked for.
struct ProblemValueTests {
  private func built(_ operations: String, gradients: Bool = false) throws -> BuiltProblem {
    try Problem(input: "1 2/3 4", operations: operations).built(withGradients: gradients)
  }

  @Test(arguments: [
    ("0", ProblemValue.operation(0)), ("12", .operation(12)),
    ("1.0", .part(operation: 1, index: 0)),
    ("gradient:input", .gradient("input")),
    ("gradient:0.weight", .gradient("0.weight")), ("gradient:", .gradient("")),
  ])
  func `a name is read and written back`(name: String, value: ProblemValue) {
    #expect(ProblemValue(named: name) == value)
    #expect(value.name == name)
  }

  @Test(arguments: ["", "input", "conv2d", "0.weight", "1.0.0", "1.", "Gradient:input"])
  func `what is neither a number, nor a part, nor a gradient is no value`(name: String) {
    #expect(ProblemValue(named: name) == nil)
  }

  @Test func `ops come first, then the gradients`() throws {
    let problem = try built("conv2d weight=1,0/0,1 bias=1 | relu", gradients: true)
    #expect(
      problem.values.map(\.name) == [
        "0", "1", "gradient:input", "gradient:0.weight", "gradient:0.bias",
      ])
    #expect(problem.operation(of: .operation(1)) == "relu")
    for value in problem.values { #expect(problem.node(explaining: value) != nil, "\(value)") }
  }

  @Test(arguments: [
    ("relu", 0), ("conv2d weight=1,0/0,1 | relu", 1), ("relu | flatten", 0),
    ("flatten", 0), ("relu | flatten | softmax", 2),
  ])
  func `the last computation is what is meant where nothing is named`(
    operations: String, index: Int
  ) throws {
    #expect(try built(operations).usualValue == .operation(index))
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `an op is explained by the part that makes its result, and no other is called its output`(
    name: String
  ) throws {
    let example = try #require(OperationSchema.named(name)).example
    let solved = try SolvedProblem(
      running: try Problem(input: example.input, operations: example.operations).built(),
      on: ReferenceBackend<Double>())
    for step in solved.steps {
      let index = step.built.index
      let node = try #require(solved.problem.node(explaining: .operation(index)))
      #expect(solved.executed.values[node]?.elements == step.output.elements)
      let parts = solved.problem.parts(of: step.built)
      for part in parts.indices {
        let story = try solved.views(of: .part(operation: index, index: part)).first
        let isCalled = story.panels.contains { $0.isFilledByFrames && $0.title == "output" }
        #expect(!isCalled || part == parts.count - 1, "part \(part)")
      }
    }
  }

  @Test func `an op of several parts lists them`() throws {
    let problem = try built("mse_loss target=1,2/3,5")
    #expect(problem.values.map(\.name) == ["0", "0.0", "0.1", "0.2"])
    #expect(
      problem.node(explaining: .operation(0))
        == problem.node(explaining: .part(operation: 0, index: 2)))
    #expect(problem.node(explaining: .part(operation: 0, index: 3)) == nil)
  }

  @Test func `a linear layer is followed whole, its bias in each sum`() throws {
    let solved = try SolvedProblem(
      running: try built("linear weight=1,2/3,4 bias=5,6", gradients: true),
      on: ReferenceBackend<Double>())
    #expect(solved.problem.parts(of: solved.steps[0].built).count == 1)
    let story = try solved.views(of: .operation(0)).first
    #expect(story.frames[1].arithmetic.last?.text == "1·3 + 2·4 + bias 6 = 17")
    let gradients = try solved.views(of: .operation(0), startingWith: .gradients).first
    for (title, name) in [
      ("dLoss/dInput", "input"), ("dLoss/dWeight", "0.weight"), ("dLoss/dBias", "0.bias"),
    ] {
      let panel = try #require(gradients.panels.first { $0.title == title })
      let value = solved.gradients.first { $0.name == name }?.value.elements
      #expect(panel.planes.flatMap(\.values) == value)
    }
  }

  @Test func `an unknown value says what there is`() throws {
    let solved = try SolvedProblem(
      running: try built("conv2d weight=1,0/0,1 | relu"), on: ReferenceBackend<Double>())
    #expect(throws: UnknownValue("2", among: solved.problem.values)) {
      try solved.views(of: .operation(2))
    }
    let error = UnknownValue("2", among: solved.problem.values)
    #expect(error.message == "the problem has no node '2'")
    #expect(error.remedy == "Its nodes are: 0 to 1.")
    let slip = UnknownValue(
      "gradient:0.wieght", among: [.operation(0), .gradient("input"), .gradient("0.weight")])
    #expect(
      slip.remedy == "Did you mean 'gradient:0.weight'?"
        + " Its nodes are: 0, gradient:input, gradient:0.weight.")
    let other = UnknownValue("x", among: [.operation(0), .gradient("input")])
    #expect(other.remedy == "Its nodes are: 0, gradient:input.")
    #expect(try solved.views(of: .operation(0), startingWith: .im2col).start == .im2col)
  }
}
