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
  public static let emulation = Result { try FakeLibraries(madeBy: "Scripts/emulate-gpu") }

  private init(madeBy script: String) throws {
    folder = try TemporaryFolder()
    try FakeLibraries.run(Repository.url(script), [folder.path])
  }

  /// Does something while the folder is there.
  public func withFolder<Result, Failure: Error>(
    _ body: (_ path: String) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(folder) {} }
    return try body(folder.path)
  }

  private func compile(_ source: String, _ options: [String], to name: String) throws {
    guard let compiler = FakeLibraries.compiler else { throw Failure() }
    let file = Repository.url("Tests/TestSupport/FakeDriver/\(source)").path
    try FakeLibraries.run(
      URL(fileURLWithPath: compiler),
      options + ["-w", "-shared", "-fPIC", file, "-o", folder(name)])
  }

  private static func run(_ program: URL, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
  }
}
