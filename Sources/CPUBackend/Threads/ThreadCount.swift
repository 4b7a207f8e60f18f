import COpenBLAS
import Glibc
import TensorEngine

/// How many threads a backend uses when its caller does not say.
enum ThreadCount {
  /// The environment variable that states it.
  static let variable = "CONVSCOPE_THREADS"

  /// The most threads that may be asked for.
  static let maximum = 1024

  /// The number stated in the environment, where it is not empty, otherwise the number of cores this process may use.
  ///
  /// - Throws: ``BackendError/wrongSetting(backend:reason:remedy:)`` when the variable holds
  ///   anything but a number from 1 to ``maximum``.
  static func preferred() throws(BackendError) -> Int {
    guard let value = getenv(variable), value.pointee != 0 else { return availableCores }
    let text = String(cString: value)
    guard let count = Int(text) else { throw invalid("\(variable) is '\(text)'") }
    return try checked(count, "\(variable) is \(count)")
  }

  /// The count itself when it is possible.
  static func checked(_ count: Int, _ statement: String) throws(BackendError) -> Int {
    guard (1...maximum).contains(count) else { throw invalid(statement) }
    return count
  }

  private static func invalid(_ statement: String) -> BackendError {
    .wrongSetting(
      backend: "cpu", reason: statement,
      remedy: "Give a whole number of threads from 1 to \(maximum), or leave it unset to use"
        + " every available core (\(availableCores))")
  }

  /// Why there are as many as there are.
  static func reason(for count: Int) -> String {
    guard count == (try? preferred()) else { return "as was asked for" }
    return getenv(variable) == nil
      ? "one for each core that this process may use; \(variable) changes it"
      : "as \(variable) says"
  }

  /// The cores the operating system lets this process run on: those of its affinity mask.
  static var availableCores: Int { Int(openblas_available_cores()) }
}
