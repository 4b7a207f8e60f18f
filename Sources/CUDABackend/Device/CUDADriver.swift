import CCUDA
import TensorEngine

/// NVIDIA's driver: its functions, and the version of CUDA that it supports.
///
/// `@unchecked Sendable`: the table does not change, and the driver may be called from any thread.
public struct CUDADriver: @unchecked Sendable {
  /// The driver's functions.
  let functions: cuda_driver
  /// The file that they were loaded from.
  let file: String

  /// The oldest version of CUDA whose driver runs what NVRTC 12 makes.
  private static let leastVersion = CUDAVersion(major: 12, minor: 0)

  /// Opens the driver that is installed.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is none, or one that is
  ///   broken.
  public init(_ places: CUDAPlaces) throws(BackendError) {
    var refusal = LibraryRefusal()
    guard let library = SharedLibrary(places.driverFiles, refusal: &refusal) else {
      throw .cuda(
        "NVIDIA's driver \(refusal)",
        "Install the driver of an NVIDIA GPU, or name the folder of libcuda.so.1 in"
          + " \(CUDAPlaces.variable).")
    }
    try self.init(finder: cuda_find_in_library, in: library.handle, file: library.file)
  }

  /// Takes the functions that a finder finds.
  ///
  /// - Parameters:
  ///   - finder: What finds a function by its name.
  ///   - library: What it looks in.
  ///   - file: Where that is, for whoever is told that it lacks something.
  /// - Throws: As ``init(_:)`` does when one is missing.
  public init(
    finder: cuda_finder, in library: UnsafeMutableRawPointer? = nil, file: String = ""
  ) throws(BackendError) {
    let table = UnsafeMutablePointer<cuda_driver>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = cuda_driver_find(table, finder, library) {
      throw .cuda(
        "the driver \(file) has no \(String(cString: missing)), so it is too old or broken",
        "Update NVIDIA's driver to 525 or newer.")
    }
    functions = table.pointee
    self.file = finder(library, "cuInit").map { String(cString: cuda_file_of($0)) } ?? ""
  }

  /// The version of CUDA that the driver supports.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when it is too old.
  func checkedVersion() throws(BackendError) -> CUDAVersion {
    var number: Int32 = 0
    try check(functions.driver_get_version(&number), "asking the driver for its version")
    let version = CUDAVersion(number: Int(number))
    guard version >= CUDADriver.leastVersion else {
      throw .cuda(
        "the driver is too old: it supports CUDA \(version), and \(CUDADriver.leastVersion) is the"
          + " least that will do",
        "Update NVIDIA's driver to 525 or newer.")
    }
    return version
  }

  /// Does nothing when a call went well.
  ///
  /// - Parameter doing: What was tried.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with CUDA's name for what went
  ///   wrong.
  func check(_ result: cuda_result, _ doing: String) throws(BackendError) {
    guard result != Int32(cuda_success.rawValue) else { return }
    var (name, text): (UnsafePointer<CChar>?, UnsafePointer<CChar>?)
    _ = functions.get_error_name(result, &name)
    _ = functions.get_error_string(result, &text)
    let code = name.map { String(cString: $0) } ?? "error \(result)"
    throw .cuda(
      "\(doing) failed with \(code)" + (text.map { ": \(String(cString: $0))" } ?? ""),
      "Look at the device with 'nvidia-smi'. A run goes on from its last checkpoint with --resume.")
  }
}

/// A version of CUDA.
struct CUDAVersion: Comparable, CustomStringConvertible {
  let major, minor: Int

  init(major: Int, minor: Int) {
    (self.major, self.minor) = (major, minor)
  }

  /// Reads a version as the driver writes it: 12040 for 12.4.
  init(number: Int) {
    self.init(major: number / 1000, minor: number % 1000 / 10)
  }

  var description: String { "\(major).\(minor)" }

  static func < (left: CUDAVersion, right: CUDAVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}

extension BackendError {
  /// Why the CUDA backend cannot be used, and what to do; another backend is always a way out.
  static func cuda(_ reason: String, _ remedy: String) -> BackendError {
    .unavailable(
      backend: "cuda", reason: reason, remedy: "\(remedy) Or use --backend cpu.")
  }
}
