import Conformance
import TensorEngine
import Testing

/// What judges backends finds what is wrong with one.
struct JudgingTests {
  /// The reference, with a mistake in the first number of every result.
  private struct Mistaken: Backend {
    typealias Scalar = Float
    let mistake: @Sendable (_ run: Int, Float) -> Float
    let name = "mistaken"
    private let reference = ReferenceBackend<Float>()

    init(_ mistake: @escaping @Sendable (_ run: Int, Float) -> Float) { self.mistake = mistake }

    func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Float> {
      try reference.makeMemory(count: count)
    }

    func finish() {}

    func compile(
      _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>]
    ) throws -> any Executable<Float> {
      MistakenExecutable(
        reference.compile(graph, outputs: outputs, bindings: bindings), mistake, runs)
    }

    private let runs = Runs()
  }

  /// How often anything was run: an executable is made for every run.
  private final class Runs: @unchecked Sendable {
    var count = 0
  }

  private final class MistakenExecutable: Executable {
    private let executable: any Executable<Float>
    private let mistake: @Sendable (Int, Float) -> Float
    private let runs: Runs

    init(
      _ executable: any Executable<Float>, _ mistake: @escaping @Sendable (Int, Float) -> Float,
      _ runs: Runs
    ) {
      (self.executable, self.mistake, self.runs) = (executable, mistake, runs)
    }

    func run(_ feeds: [NodeID: Tensor<Float>]) throws -> [NodeID: Tensor<Float>] {
      runs.count += 1
      return try executable.run(feeds).mapValues { value in
        var elements = value.elements
        if !elements.isEmpty { elements[0] = mistake(runs.count, elements[0]) }
        return Tensor(value.shape, elements)
      }
    }
  }

  private func failures(
    of precision: ProductPrecision = .float32,
    _ mistake: @escaping @Sendable (_ run: Int, Float) -> Float
  ) -> [ConformanceRun.Failure] {
    var run = ConformanceRun(on: Mistaken(mistake), precision: precision)
    run.check(ConformanceCase.multiplications[1])
    #expect(run.cases == 1 && run.checks == 3)
    return run.failures
  }

  @Test func `what is right is not found wrong`() {
    #expect(failures { _, number in number }.isEmpty)
    #expect(failures(of: .bf16) { _, number in number }.isEmpty)
  }

  @Test func `a wrong number is named with its place, in integers and in reals`() {
    let found = failures { _, number in number + 1 }
    #expect(found.map(\.check) == ["integers", "reals"])
    #expect(
      found.allSatisfy {
        $0.reason.hasPrefix("output 0, conv2d [2, 4, 4, 5] at [0, 0, 0, 0]: got ")
      })
  }

  @Test func `reals may be as far off as a precision rounds, and integers may not`() {
    let off: @Sendable (Int, Float) -> Float = { _, number in number * (1 + 0x1p-9) }
    #expect(failures(of: .float32, off).map(\.check) == ["integers", "reals"])
    #expect(failures(of: .bf16, off).map(\.check) == ["integers"])
  }

  @Test func `other bits in a second run are found, however small they are`() {
    let found = failures { run, number in run == 3 ? number.nextUp : number }
    #expect(found.map(\.check) == ["second run"])
  }
}
