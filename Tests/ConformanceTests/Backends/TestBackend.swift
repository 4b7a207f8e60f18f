import Backends
import CUDABackend
import CUDAEmulator
import Conformance
import TensorEngine
import Testing

/// A way in which a registered backend computes here, which everything in this bundle runs on.
struct TestBackend: Sendable, CustomTestStringConvertible {
  /// The name of the backend and of its way.
  let testDescription: String
  /// The backend itself.
  let engine: any Backend
  private let make: Make

  /// Makes it ready, with a number of threads where it has any.
  private typealias Make = @Sendable (_ threads: Int?) throws(BackendError) -> any Backend

  /// Every way of every backend that can be used on this machine, and the kernels for GPUs on a
  /// stand-in for one.
  static let all: [TestBackend] = ways.compactMap { way in
    (try? way.make(nil)).map {
      TestBackend(testDescription: way.title, engine: $0, make: way.make)
    }
  }

  /// Those that are compared with the definition, which the reference is.
  static let judged = all.filter { $0.engine.name != Backends.reference.name }

  /// Those that compute in single precision.
  static let single = all.filter { $0.engine is any Backend<Float> }

  /// Why the others cannot be used, a sentence each.
  static let missing: [String] = ways.compactMap { way in
    do throws(BackendError) {
      _ = try way.make(nil)
      return nil
    } catch {
      return "\(way.title): \(error.message)"
    }
  }

  private static let ways: [(title: String, make: Make)] = {
    let registered = Backends.all.flatMap(\.ways).map { way -> (title: String, make: Make) in
      let make: Make = { (threads) throws(BackendError) in try way.make(threads: threads) }
      return (way.title, make)
    }
    let emulation: Make = { (_) throws(BackendError) in try makeEmulated() }
    return registered + [(emulated, emulation)]
  }()

  /// What the stand-in is called.
  static let emulated = "cuda (emulated)"

  private static func makeEmulated() throws(BackendError) -> CUDABackend {
    try CUDABackend(
      CUDADriver(finder: cuda_emulator_find), CUDACompiler(finder: cuda_emulator_find),
      cache: KernelCache(folder: nil))
  }

  /// The same with another number of threads.
  func with(threads: Int) throws -> TestBackend {
    TestBackend(testDescription: testDescription, engine: try make(threads), make: make)
  }

  /// The backend, with the caller's memory in single precision.
  func inSinglePrecision() throws -> any Backend<Float> {
    try #require(engine as? any Backend<Float>)
  }

  /// Whether it computes in double precision.
  var isDouble: Bool { engine is any Backend<Double> }

  /// How much of a fixture's tolerance applies: expected values carry twelve digits.
  func tolerance(of fixture: Double, isExact: Bool) -> Double {
    if isExact { return 0 }
    return isDouble ? 1e-10 : max(fixture, 1e-6)
  }

  /// Runs a graph on numbers that are rounded to the backend's precision.
  func run(
    _ graph: Graph, outputs: [NodeID], _ feeds: [NodeID: Tensor<Double>]
  ) throws -> [NodeID: Tensor<Double>] {
    try engine.run(graph, outputs: outputs, feeds)
  }
}

extension ConformanceCase.Example {
  /// What a backend makes of it, in the order of the outputs.
  func results(on backend: TestBackend) throws -> [Tensor<Double>] {
    try results(on: backend.engine)
  }
}
