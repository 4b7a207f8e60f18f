import TensorEngine

/// A backend that this program knows, whether or not it can be used here.
public struct RegisteredBackend: Sendable {
  /// Its name on the command line.
  public let name: String

  /// Makes it ready in single precision, with a number of threads, what operands are rounded to, and whether cuBLAS
  /// computes matrix products.
  public typealias Single =
    @Sendable (_ threads: Int?, _ precision: ProductPrecision, _ usesBLAS: Bool)
    throws(BackendError) -> any TrainingBackend

  private let precisions: [ProductPrecision]
  private let canUseBLAS: Bool
  private let single: Single
  private let double: (@Sendable () throws(BackendError) -> any Backend<Double>)?
  private let otherWays: [Way]

  /// One of the ways in which a backend can compute, whether or not it can be used here.
  public struct Way: Sendable {
    /// The backend's name and what distinguishes this way from its others.
    public let title: String

    private let prepare: @Sendable (_ threads: Int?) throws(BackendError) -> any Backend

    init(
      _ title: String,
      _ prepare: @escaping @Sendable (_ threads: Int?) throws(BackendError) -> any Backend
    ) {
      (self.title, self.prepare) = (title, prepare)
    }

    /// Makes the backend ready to compute in this way.
    ///
    /// - Throws: As ``RegisteredBackend/make(threads:precision:usesBLAS:)`` does.
    public func make(threads: Int? = nil) throws(BackendError) -> any Backend {
      try prepare(threads)
    }
  }

  /// - Parameters:
  ///   - precisions: What it may be asked to multiply in.
  ///   - canUseBLAS: Whether it may be asked to have cuBLAS compute matrix products.
  ///   - double: Makes it ready in double precision, where it has that.
  ///   - otherWays: What else it can be told to do than it does by itself, such as other kernels.
  ///   - single: Makes it ready in single precision.
  init(
    _ name: String, precisions: [ProductPrecision] = [.float32],
    canUseBLAS: Bool = false,
    double: (@Sendable () throws(BackendError) -> any Backend<Double>)? = nil,
    otherWays: [Way] = [],
    single: @escaping Single
  ) {
    (self.name, self.single, self.double) = (name, single, double)
    (self.precisions, self.canUseBLAS, self.otherWays) = (precisions, canUseBLAS, otherWays)
  }

  /// Makes the backend ready, in the single precision that networks are trained in.
  ///
  /// - Parameters:
  ///   - threads: How many threads compute, where the backend has any; it settles that itself when
  ///     absent.
  ///   - precision: What operands are rounded to before they are multiplied.
  ///   - usesBLAS: Whether NVIDIA's cuBLAS computes matrix products, instead of the backend's kernels.
  /// - Throws: ``BackendError`` that says in the backend's own words why it cannot be used.
  public func make(
    threads: Int? = nil, precision: ProductPrecision = .float32, usesBLAS: Bool = false
  ) throws(BackendError) -> any TrainingBackend {
    guard precisions.contains(precision) else {
      throw .wrongSetting(
        backend: name,
        reason: "it multiplies in single precision alone, not in \(precision.rawValue)",
        remedy: "Leave out --precision, or use --backend cuda on an NVIDIA GPU of compute"
          + " capability 8.0 or newer.")
    }
    guard canUseBLAS || !usesBLAS else {
      throw .wrongSetting(
        backend: name, reason: "cuBLAS multiplies on NVIDIA GPUs alone",
        remedy: "Leave out --cublas, or use --backend cuda.")
    }
    return try single(threads, precision, usesBLAS)
  }

  /// Makes the backend ready in the highest precision that it has.
  ///
  /// - Throws: As ``make(threads:precision:)`` does.
  public func makePrecise() throws(BackendError) -> any Backend {
    if let double { try double() } else { try make() }
  }

  /// Every way in which it can compute; each of them has to agree with the reference.
  public var ways: [Way] {
    var ways = [Way(name) { threads throws(BackendError) in try make(threads: threads) }]
    if let double {
      ways.append(Way("\(name) in double precision") { _ throws(BackendError) in try double() })
    }
    return ways + otherWays
  }
}
