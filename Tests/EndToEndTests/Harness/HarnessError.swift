import Glibc

/// Why a test could not go on.
struct HarnessError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// The failure of a system call, with the system's reason.
  static func system(_ call: String, _ number: Int32 = errno) -> HarnessError {
    HarnessError("\(call): \(String(cString: strerror(number)))")
  }
}
