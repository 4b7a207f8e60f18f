import ArgumentParser
import CPUBackend
import TensorEngine

/// The backends that a command line can name.
enum BackendChoice: String, CaseIterable, ExpressibleByArgument {
  case cpu, reference, cuda

  /// Help and completion offer what this build has.
  static let allValueStrings = [cpu, reference].map(\.rawValue)

  /// Makes the backend ready.
  ///
  /// - Throws: A message that says why it cannot be used and what can.
  func makeBackend() throws -> any Backend {
    switch self {
    case .cpu: try CPUBackend()
    // In double precision: it is there to be compared with.
    case .reference: ReferenceBackend<Double>()
    case .cuda:
      throw CommandFailure(
        "the cuda backend is not part of this build",
        remedy: "Use --backend cpu, which is the default, or --backend reference.")
    }
  }

  /// The backend for commands that were not told which: the CPU's, or the reference where OpenBLAS
  /// is missing, with a note.
  ///
  /// - Throws: What else keeps the CPU's from working, such as a number of threads that makes no
  ///   sense.
  static func preferred() throws -> any Backend {
    do throws(BackendError) {
      _ = try OpenBLAS()
    } catch .unavailable(_, let reason, let remedy) {
      StandardError.write(
        "note: computing on the reference backend, because the cpu backend cannot be used: \(reason)"
          + "\n  \(remedy)")
      return ReferenceBackend<Double>()
    }
    return try CPUBackend()
  }
}
