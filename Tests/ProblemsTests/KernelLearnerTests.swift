import TensorEngine
import Testing

@testable import Problems

/// Learning a kernel from an input and an output.
struct KernelLearnerTests {
  private let backend = ReferenceBackend<Double>()

  private func problem(_ operations: String) throws -> Problem {
    try Problem(input: "3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2", operations: operations)
  }

  private func output(_ problem: Problem) throws -> Tensor<Double> {
    try SolvedProblem(running: problem.built(), on: backend).output
  }

  @Test func `the loss goes down and the kernel comes back`() throws {
    let problem = try problem("conv2d 1,0/2,-1")
    var learner = try KernelLearner(
      problem, operation: 0, target: try output(problem), rate: 0.05, on: backend)
    #expect(learner.problem.grid(named: "0.weight")?.value.elements == [0, 0, 0, 0])
    for _ in 0..<200 {
      let isFinite = try learner.step()
      #expect(isFinite)
    }
    #expect(zip(learner.losses, learner.losses.dropFirst()).allSatisfy { $0 > $1 })
    let learned = try #require(learner.problem.grid(named: "0.weight")).value.elements
    for (weight, wanted) in zip(learned, [1.0, 0, 2, -1]) { #expect(abs(weight - wanted) < 0.1) }
  }

  @Test func `a step is the rate times the gradient of the mean squared error`() throws {
    let problem = try problem("conv2d weight=1,0/2,-1 bias=3")
    let target = try output(problem)
    var learner = try KernelLearner(problem, operation: 0, target: target, rate: 0.5, on: backend)
    // From weights of 0 the output is 0: the loss is the mean of the squares.
    let squares = target.elements.map { $0 * $0 }.reduce(0, +) / Double(target.shape.count)
    #expect(learner.losses == [squares])
    _ = try learner.step()
    let mean = target.elements.reduce(0, +) / Double(target.shape.count)
    let bias = try #require(learner.problem.grid(named: "0.bias")).value.elements[0]
    #expect(abs(bias - 0.5 * 2 * mean) < 1e-12)
  }

  @Test func `an op without weights says so, and a loss that is no number ends it`() throws {
    let relu = try problem("relu")
    #expect(throws: Diagnostic.self) {
      try KernelLearner(relu, operation: 0, target: try output(relu), on: backend)
    }
    let convolution = try problem("conv2d 1,0/2,-1")
    var learner = try KernelLearner(
      convolution, operation: 0, target: try output(convolution), rate: 1e200, on: backend)
    var isFinite = true
    for _ in 0..<4 where isFinite { isFinite = (try? learner.step()) ?? false }
    #expect(!isFinite)
  }

  @Test func `ops behind the one that learns do not matter`() throws {
    let problem = try problem("conv2d 1,0/2,-1 | relu | max_pool2d 2")
    let solved = try SolvedProblem(running: problem.built(), on: backend)
    let learner = try KernelLearner(
      problem, operation: 0, target: solved.steps[0].output, on: backend)
    #expect(learner.losses.count == 1)
  }
}
