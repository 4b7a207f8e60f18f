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
    ("gradient:input", .gradient("input")),
    ("gradient:0.weight", .gradient("0.weight")), ("gradient:", .gradient("")),
  ])
  func `a name is read and written back`(name: String, value: ProblemValue) {
    #expect(ProblemValue(named: name) == value)
    #expect(value.name == name)
  }

  @Test(arguments: ["", "input", "conv2d", "0.weight", "1.0", "Gradient:input"])
  func `what is neither a number nor a gradient is no value`(name: String) {
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
    #expect(slip.remedy == "Did you mean 'gradient:0.weight'?")
    let other = UnknownValue("x", among: [.operation(0), .gradient("input")])
    #expect(other.remedy == "Its nodes are: 0, gradient:input.")
    #expect(try solved.views(of: .operation(0), startingWith: .im2col).start == .im2col)
  }
}
