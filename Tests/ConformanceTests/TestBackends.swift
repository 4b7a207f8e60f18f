import CPUBackend
import TensorEngine
import Testing

/// The backends that every fixture is run on.
enum TestBackend: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case referenceDouble
  case referenceFloat
  case cpu

  var testDescription: String { rawValue }

  /// The backend itself.
  ///
  /// - Throws: When it is not available; OpenBLAS is required by the package, so this fails a test.
  func make() throws -> any Backend {
    switch self {
    case .referenceDouble: ReferenceBackend<Double>()
    case .referenceFloat: ReferenceBackend<Float>()
    case .cpu: try Self.sharedCPU.get()
    }
  }

  /// How much of a fixture's tolerance applies: expected values carry twelve digits.
  func tolerance(of fixture: Double, isExact: Bool) -> Double {
    if isExact { return 0 }
    return self == .referenceDouble ? 1e-10 : max(fixture, 1e-6)
  }

  private static let sharedCPU = Result { try CPUBackend(threads: 2) }
}
