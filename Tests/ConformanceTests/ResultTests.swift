import Conformance
import TensorEngine
import TestSupport
import Testing

/// Every op, and ops as networks have them with their gradients, on every backend against the
/// definition.
struct ResultTests {
  @Test func `the table of cases has every op`() throws {
    let covered = try ConformanceCase.ops.map {
      let example = try $0.example(integers: true)
      return OpKind(example.graph[example.outputs[0]].op)
    }
    #expect(Set(covered) == Set(OpKind.allCases).subtracting([.input]))
  }

  @Test(arguments: ConformanceCase.all.filter(\.isExact))
  func `small integers give the reference's bits`(_ case: ConformanceCase) throws {
    try compare(try ExpectedResults(`case`, .integers))
  }

  @Test(arguments: ConformanceCase.all)
  func `reals agree with the reference in double precision`(_ case: ConformanceCase) throws {
    try compare(try ExpectedResults(`case`, .reals))
  }

  private func compare(_ expectation: ExpectedResults) throws {
    for backend in TestBackend.judged {
      for difference in try expectation.differences(on: backend.engine) {
        Issue.record("\(backend), \(difference)")
      }
    }
  }
}
