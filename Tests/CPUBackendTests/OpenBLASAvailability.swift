import CPUBackend
import Testing

/// Whether the CPU backend can be tested here; where it cannot, tests are skipped and say why.
enum OpenBLASAvailability {
  static let isLoaded = (try? OpenBLAS()) != nil
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where OpenBLAS is missing.
  static var needsOpenBLAS: ConditionTrait {
    .enabled(
      if: OpenBLASAvailability.isLoaded, "OpenBLAS is not installed: apt install libopenblas0")
  }
}
