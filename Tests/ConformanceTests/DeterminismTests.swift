import Conformance
import TensorEngine
import TestSupport
import Testing

/// The same bits for any number of threads and on every run.
struct DeterminismTests {
  @Test(arguments: TestBackend.all)
  func `one, two and three threads give the same bits`(_ backend: TestBackend) throws {
    let backends = try [1, 2, 3].map { try backend.with(threads: $0) }
    for `case` in ConformanceCase.steps {
      let example = try `case`.example(integers: false)
      let first = try example.results(on: backends[0]).map(\.bits)
      for (threads, other) in backends.enumerated().dropFirst() {
        for (position, result) in try example.results(on: other).enumerated() {
          #expect(
            result.bits == first[position],
            "\(threads + 1) threads, \(`case`), \(example.name(ofOutput: position))")
        }
      }
    }
  }

  @Test(arguments: TestBackend.all)
  func `a second run of an executable gives the same bits`(_ backend: TestBackend) throws {
    for `case` in ConformanceCase.steps.suffix(3) {
      let example = try `case`.example(integers: false)
      func runs<B: Backend>(on engine: B) throws -> [[NodeID: Tensor<B.Scalar>]] {
        let executable = try engine.compile(example.graph, outputs: example.outputs)
        let feeds = example.feeds.mapValues { Tensor<B.Scalar>(converting: $0) }
        return [try executable.run(feeds), try executable.run(feeds)]
      }
      func check<B: Backend>(on engine: B) throws {
        let results = try runs(on: engine).map {
          $0.mapValues { Tensor<Double>(converting: $0).bits }
        }
        #expect(results[0].count == Set(example.outputs).count)
        #expect(results[0] == results[1], "\(`case`)")
      }
      try check(on: backend.engine)
    }
  }
}

extension Tensor where Scalar == Double {
  /// The bits of every number.
  fileprivate var bits: [UInt64] { elements.map(\.bitPattern) }
}
