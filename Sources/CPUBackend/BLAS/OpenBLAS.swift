import COpenBLAS
import Glibc
import TensorEngine

/// The BLAS library that matrix products run on, found when the program runs.
public struct OpenBLAS: Sendable, Hashable {
  /// The file it was loaded from.
  public let path: String

  /// What it says about its build.
  public let configuration: String

  /// The CPU core whose kernels it runs, such as `Cooperlake` or `Haswell`.
  public let core: String

  /// The value of OPENBLAS_CORETYPE it was started with; `nil` when it chose alone.
  public let coreType: String?

  /// Whether this program chose ``coreType`` and not the user's environment.
  public let choseCoreType: Bool

  /// One sentence that says why ``coreType`` is what it is.
  public let coreTypeReason: String

  /// Loads the library; from the second call on it is there already.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` naming the package to install.
  public init() throws(BackendError) {
    try OpenBLAS.checkMemory()
    let report = openblas_load().pointee
    guard report.is_loaded else {
      throw .unavailable(
        backend: "cpu",
        reason: "OpenBLAS could not be loaded (\(OpenBLAS.text(report.error)))",
        remedy: "Install it: on Debian and Ubuntu 'apt install libopenblas0'"
          + " (libopenblas-dev to build), or use the reference backend")
    }
    path = OpenBLAS.text(report.path)
    configuration = OpenBLAS.text(report.configuration).trimmingTrailingSpaces
    core = OpenBLAS.text(report.core)
    coreType = report.core_type.map { String(cString: $0) }
    choseCoreType = report.chose_core_type
    coreTypeReason = OpenBLAS.text(report.core_type_reason)
  }

  /// The address space below which the library may wait for memory for ever, in bytes: it asks again
  /// and again for what the system has refused.
  private static let leastAddressSpace: rlim_t = 700 << 20

  private static func checkMemory() throws(BackendError) {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_AS.rawValue)
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur < leastAddressSpace else { return }
    throw .unavailable(
      backend: "cpu",
      reason: "memory is missing: the program may take \(limit.rlim_cur >> 20) MB of addresses"
        + " (ulimit -v), and needs \(leastAddressSpace >> 20)",
      remedy: "Raise the limit: ulimit -v unlimited")
  }

  /// Where it was found, how it was built and which kernels it runs.
  var facts: [BackendFact] {
    let reason =
      switch (coreType, choseCoreType) {
      case (let type?, true): "OPENBLAS_CORETYPE=\(type) set by convscope: \(coreTypeReason)"
      case (let type?, false): "OPENBLAS_CORETYPE=\(type) set in the environment"
      case (nil, _): "OPENBLAS_CORETYPE not set: \(coreTypeReason)"
      }
    return [
      BackendFact("BLAS", path), BackendFact("BLAS build", configuration),
      BackendFact("BLAS kernels", "\(core) (\(reason))"),
    ]
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
