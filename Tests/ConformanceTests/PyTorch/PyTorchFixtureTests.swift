import Problems
import TensorEngine
import Testing

/// Every op with every parameter, forward and backward, against PyTorch's results.
///
/// The cases are problems in the vocabulary of homework files, so parsing, rank rules, graph
/// building, gradients and kernels are all on the path. `Fixtures/generate.py` wrote them.
struct PyTorchFixtureTests {
  private static let families = [
    "activations", "add_mul_concat", "avg_pool", "chains", "conv1d", "conv2d", "conv_transpose",
    "linear_matmul", "losses", "max_pool", "max_unpool2d", "normalization", "shapes", "softmax",
    "training_stats", "unfold_fold", "upsample",
  ]

  @Test(arguments: families, TestBackend.all)
  func `results and gradients are PyTorch's`(family: String, backend: TestBackend) throws {
    let cases = try FixtureCase.load(family)
    #expect(!cases.isEmpty)
    for fixture in cases {
      do {
        let built = try fixture.problem.built(withGradients: true)
        let solved = try SolvedProblem(running: built, on: backend.engine)
        check(solved, fixture, backend)
      } catch {
        Issue.record("\(fixture.name): \(error)")
      }
    }
  }

  @Test func `every fixture file is run`() throws {
    #expect(try FixtureCase.families() == Self.families)
  }

  private func check(_ solved: SolvedProblem, _ fixture: FixtureCase, _ backend: TestBackend) {
    let closeness = Closeness(
      tolerance: backend.tolerance(of: fixture.tolerance, isExact: fixture.isExact))
    func compare(_ what: String, _ actual: Tensor<Double>?, _ expected: Tensor<Double>) {
      guard let actual else {
        Issue.record("\(fixture.name): no \(what)")
        return
      }
      if let difference = closeness.difference(actual, expected) {
        Issue.record("\(fixture.name): \(what) \(difference)")
      }
    }
    compare("output", solved.output, fixture.output)
    #expect(!fixture.gradients.isEmpty, "\(fixture.name) has no gradients")
    for (key, expected) in fixture.gradients.sorted(by: { $0.key < $1.key }) {
      compare(
        "gradient of \(key)", solved.gradients.first { $0.name == key }?.value, expected)
    }
    // Statistics are printed with fewer digits than the results.
    let statistics = Closeness(tolerance: 1e-5)
    for (key, expected) in fixture.extras.sorted(by: { $0.key < $1.key }) {
      let extra = solved.steps.flatMap(\.extras).last { $0.name == key }?.value
      guard let extra else {
        Issue.record("\(fixture.name): no \(key)")
        continue
      }
      if let difference = statistics.difference(extra, expected) {
        Issue.record("\(fixture.name): \(key) \(difference)")
      }
    }
  }
}
