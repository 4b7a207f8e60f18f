import CPUBackend
import CUDABackend
import TensorEngine

/// The backends of this program.
///
/// This is the one place that knows them all: what a command line can name, what `doctor` looks at
/// and what the conformance suite runs on. A new backend is an entry here.
public enum Backends {
  /// All of them, the default first.
  public static let all = [cpu, reference, cuda]

  /// The one that networks are trained on when nobody says which.
  public static let standard = cpu

  /// The one that defines what is right.
  public static let reference = RegisteredBackend(
    "reference", double: { ReferenceBackend<Double>() },
    single: { _, _, _ in ReferenceBackend<Float>() })

  private static let cpu = RegisteredBackend("cpu", otherWays: otherWaysOfCPU) {
    (threads, _, _) throws(BackendError) in
    try makeCPU(threads: threads)
  }

  private static let cuda = RegisteredBackend(
    "cuda", precisions: ProductPrecision.allCases, canUseBLAS: true
  ) { (_, precision, usesBLAS) throws(BackendError) in
    try CUDABackend(precision: precision, usesBLAS: usesBLAS)
  }

  /// The library with bits of its own that computes a backend's matrix products, with its version; `nil` where that are
  /// kernels of this program.
  public static func productLibrary(of backend: any TrainingBackend) -> String? {
    (backend as? CUDABackend)?.productLibrary
  }

  /// The CPU's, for measurements of its parts.
  ///
  /// - Throws: ``BackendError`` when it cannot be used.
  public static func makeCPU(threads: Int? = nil) throws(BackendError) -> CPUBackend {
    try CPUBackend(threads: threads)
  }

  /// What whoever waits for a backend should know of it; `nil` where there is nothing.
  public static func note(of backend: any Backend) -> String? {
    (backend as? CUDABackend)?.delay
  }

  /// The backend for problems when nobody says which: the standard one, or the reference where this
  /// machine lacks what that needs.
  ///
  /// - Parameter missing: Is told why, when the reference stands in.
  /// - Throws: ``BackendError`` when a setting of the standard one makes no sense.
  public static func preferred(
    _ missing: (BackendError) -> Void
  ) throws(BackendError) -> any Backend {
    do throws(BackendError) {
      return try standard.make()
    } catch {
      guard case .unavailable = error else { throw error }
      missing(error)
      return try reference.makePrecise()
    }
  }

  /// The fastest for networks that can be used here: an NVIDIA GPU, or the standard one.
  ///
  /// - Parameter missing: Is told why, when the standard one stands in.
  /// - Throws: ``BackendError`` when the standard one cannot do what was asked for, either.
  public static func fastest(
    threads: Int?, precision: ProductPrecision, usesBLAS: Bool = false,
    _ missing: (BackendError) -> Void
  ) throws(BackendError) -> any TrainingBackend {
    do throws(BackendError) {
      return try cuda.make(threads: threads, precision: precision, usesBLAS: usesBLAS)
    } catch {
      // Nothing stands in for what only a GPU has.
      guard case .unavailable = error, !usesBLAS else { throw error }
      missing(error)
      return try standard.make(threads: threads, precision: precision)
    }
  }

  /// Every kind of kernels with every method that it has for convolutions.
  private static let otherWaysOfCPU = BlockKernelKind.allCases.flatMap { kind in
    // Without blocks there is one method, whatever is asked for.
    ConvolutionMethod.ofBlocks.prefix(kind == .none ? 1 : 2).map { method in
      RegisteredBackend.Way(kind == .none ? "cpu without blocks" : "cpu by \(kind), \(method)") {
        threads throws(BackendError) in
        try CPUBackend(threads: threads, kernels: kind, convolutions: method)
      }
    }
  }
}
