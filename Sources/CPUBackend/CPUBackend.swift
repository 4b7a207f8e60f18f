import TensorEngine

/// The backend that everything runs on by default: OpenBLAS for products, vector loops for the
/// rest, in single precision.
///
/// A result has the same bits for any number of threads: loops are split into blocks by shape
/// alone, and sums are added in a fixed order. It equals the reference backend's bit for bit on
/// small integers, and within rounding otherwise.
///
///     let backend = try CPUBackend()
///     backend.threads    // 2
///     backend.blas.core  // "Cooperlake"
public struct CPUBackend: HostBackend, TrainingBackend {
  /// Single precision.
  public typealias Scalar = Float

  /// `cpu`.
  public let name = "cpu"

  /// The BLAS library and the threads.
  public var facts: [BackendFact] {
    blas.facts + [BackendFact("threads", "\(threads), \(ThreadCount.reason(for: threads))")]
  }

  /// How many threads share the work, the caller's included.
  public let threads: Int

  /// The BLAS library that was found.
  public let blas: OpenBLAS

  /// The kernels for images in blocks.
  public let kernels: BlockKernelKind

  /// How convolutions of blocks are computed wherever it is possible; the faster way when absent.
  public let convolutions: ConvolutionMethod?

  /// Makes the backend ready: loads OpenBLAS and settles the number of threads.
  ///
  /// - Parameter threads: How many threads to use, 1 to 1024. When absent, the environment
  ///   variable `CONVSCOPE_THREADS` says, and without it the number of cores this process may
  ///   use.
  /// - Parameter kernels: The kernels for images in blocks. When absent, the environment variable
  ///   `CONVSCOPE_KERNELS` says, and without it the fastest that this CPU runs.
  /// - Parameter convolutions: How convolutions of blocks are computed. When absent, the environment
  ///   variable `CONVSCOPE_CONVOLUTION` says, and without it the shape of each decides.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when OpenBLAS is missing,
  ///   ``BackendError/wrongSetting(backend:reason:remedy:)`` when the number of threads, the kernels
  ///   or the convolutions make no sense.
  public init(
    threads: Int? = nil, kernels: BlockKernelKind? = nil, convolutions: ConvolutionMethod? = nil
  ) throws(BackendError) {
    if let kernels {
      self.kernels = try BlockKernelKind.checked(
        kernels, "it was asked for \(kernels.rawValue) kernels, which this CPU cannot run")
    } else {
      self.kernels = try BlockKernelKind.preferred()
    }
    if let convolutions {
      self.convolutions = try ConvolutionMethod.checked(
        convolutions, "convolutions of blocks were asked to be \(convolutions.rawValue)")
    } else {
      self.convolutions = try ConvolutionMethod.preferred()
    }
    if let threads {
      self.threads = try ThreadCount.checked(threads, "it was asked for \(threads) threads")
    } else {
      self.threads = try ThreadCount.preferred()
    }
    blas = try OpenBLAS()
  }

  /// Plans the memory of every node that the outputs need and prepares its kernel.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - outputs: The nodes whose values the caller wants.
  ///   - bindings: Memory that the caller owns, by node.
  /// - Throws: ``BackendError/memory(bytes:)``.
  public func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>]
  ) throws -> any Executable<Float> {
    try CPUExecutable(
      graph, outputs: outputs, bindings: bindings, pool: .shared(threads: threads),
      kernels: kernels.functions, convolutions: convolutions)
  }
}
