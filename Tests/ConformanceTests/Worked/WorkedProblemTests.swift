import Foundation
import Problems
import TensorEngine
import Testing

/// The worked examples that are computations: each op's output, the gradients, the switches and
/// statistics that the source documents state or that were checked against them.
struct WorkedProblemTests {
  @Test(arguments: WorkedExample.of(kind: "problem"), TestBackend.all)
  func `a worked example comes out as checked`(
    example: WorkedExample, backend: TestBackend
  ) throws {
    let values = try example.values
    let problem = try Problem(json: values["problem"] as Any, name: example.id)
    let gradients = try #require((values["gradients"] ?? [:]) as? [String: Any])
    let built = try problem.built(withGradients: !gradients.isEmpty)
    let solved = try SolvedProblem(running: built, on: backend.engine)
    let tolerance = (values["tolerance"] as? NSNumber)?.doubleValue ?? 0
    let closeness = Closeness(tolerance: tolerance)

    func compare(_ what: String, _ actual: Tensor<Double>?, _ expected: Any) throws {
      let wanted = try FixtureError.require(NestedNumbers.tensor(expected), example.id)
      let value = try #require(actual, "\(example): no \(what)")
      #expect(closeness.difference(value, wanted) == nil, "\(example): \(what)")
    }

    let outputs = values["outputs"] as? [Any] ?? []
    #expect(outputs.count == solved.steps.count, "\(example): an output for each op")
    for (step, expected) in zip(solved.steps, outputs) where !(expected is NSNull) {
      try compare("output of op \(step.built.index)", step.output, expected)
    }
    for (key, expected) in gradients {
      try compare(
        "gradient of \(key)", solved.gradients.first { $0.name == key }?.value, expected)
    }
    for name in ["indices", "running_mean", "running_var"] {
      for (op, expected) in try #require((values[name] ?? [:]) as? [String: Any]) {
        let step = try #require(Int(op).map { solved.steps[$0] })
        try compare(name, step.extras.first { $0.name == name }?.value, expected)
      }
    }
    try checkFiring(values, solved.output, example)
  }

  /// Threshold units: 1 where the last output is at least 0 (or above 0 by the strict convention).
  private func checkFiring(
    _ values: [String: Any], _ output: Tensor<Double>, _ example: WorkedExample
  ) throws {
    if let stated = values["fires"] {
      let fires = try FixtureError.require(NestedNumbers.tensor(stated), example.id)
      #expect(output.elements.map { $0 >= 0 ? 1 : 0 } == fires.elements, "\(example)")
    }
    if let stated = values["fires_strictly"] {
      let fires = try FixtureError.require(NestedNumbers.tensor(stated), example.id)
      #expect(output.elements.map { $0 > 0 ? 1 : 0 } == fires.elements, "\(example)")
    }
  }

  @Test func `every entry is of a kind that some test runs`() {
    let kinds = Set(WorkedExample.all.map(\.kind))
    #expect(kinds == ["problem", "size", "count", "search", "perceptron", "text"])
    #expect(Set(WorkedExample.all.map(\.id)).count == 67)
    #expect(WorkedExample.all.count == 182)
  }
}
