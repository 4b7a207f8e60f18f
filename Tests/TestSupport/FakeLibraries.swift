import Foundation

/// A folder with CUDA libraries that only pretend, or emulate, compiled for tests by the toolchain's C compiler.
public struct FakeLibraries: Sendable {
  private let folder: TemporaryFolder

  /// The C compiler.
  public static let compiler: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/clang" }
    .first(where: FileManager.default.isExecutableFile)

  /// The compiler is missing, or did not like something.
  private struct Failure: Error {}

  /// Compiles a driver with some options, and NVRTC in some versions.
  ///
  /// - Parameter hasBLAS: Whether there is a cuBLAS, which lacks most of its functions.
  public init(driver: [String], compilers: [Int] = [12], hasBLAS: Bool = false) throws {
    folder = try TemporaryFolder()
    if hasBLAS { try compile("cublas.c", [], to: "libcublas.so.12") }
    try compile("driver.c", driver, to: "libcuda.so.1")
    for version in compilers {
      try compile("nvrtc.c", ["-DMAJOR=\(version)"], to: "libnvrtc.so.\(version)")
    }
  }

  /// The stand-in for a GPU, which runs the kernels on the CPU, as the driver, the compiler and cuBLAS of a program
  /// that was built; compiled once.
  public static let emulation = Result { try FakeLibraries(emulator: "Tests/CUDAEmulator") }

  private init(emulator: String) throws {
    folder = try TemporaryFolder()
    let headers = [
      emulator, "\(emulator)/include", "Sources/CCUDA/include", "Sources/CUDAKernels/include",
      "Sources/CUDAKernels/Kernels",
    ].map { "-I" + Repository.url($0).path }
    let sources = ["driver", "launch", "kernels", "instructions", "library"].map {
      Repository.url("\(emulator)/\($0).cpp").path
    }
    let options = ["-std=c++17", "-O2", "-ffp-contract=off", "-DCUDA_EMULATED", "-lstdc++"]
    try compile(sources + options + headers, to: "libcuda.so.1")
    for name in ["libnvrtc.so.12", "libcublas.so.12"] {
      // One library under three names, since what it has of the device is one.
      try FileManager.default.createSymbolicLink(
        atPath: folder(name), withDestinationPath: "libcuda.so.1")
    }
  }

  /// Does something while the folder is there.
  public func withFolder<Result, Failure: Error>(
    _ body: (_ path: String) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(folder) {} }
    return try body(folder.path)
  }

  private func compile(_ source: String, _ options: [String], to name: String) throws {
    let file = Repository.url("Tests/TestSupport/FakeDriver/\(source)").path
    try compile([file] + options, to: name)
  }

  private func compile(_ arguments: [String], to name: String) throws {
    guard let compiler = FakeLibraries.compiler else { throw Failure() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: compiler)
    process.arguments = arguments + ["-w", "-shared", "-fPIC", "-o", folder(name)]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
  }
}
