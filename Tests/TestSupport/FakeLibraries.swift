import Foundation

/// A folder with CUDA libraries that only pretend, compiled for one test by the toolchain's C compiler.
public struct FakeLibraries {
  private let folder: TemporaryFolder

  /// The C compiler.
  public static let compiler: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/clang" }
    .first(where: FileManager.default.isExecutableFile)

  /// The compiler is missing, or did not like something.
  private struct Failure: Error {}

  /// Compiles a driver with some options, and NVRTC in some versions.
  public init(driver: [String], compilers: [Int] = [12]) throws {
    folder = try TemporaryFolder()
    try compile("driver.c", driver, to: "libcuda.so.1")
    for version in compilers {
      try compile("nvrtc.c", ["-DMAJOR=\(version)"], to: "libnvrtc.so.\(version)")
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
    guard let compiler = FakeLibraries.compiler else { throw Failure() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: compiler)
    let file = Repository.url("Tests/TestSupport/FakeDriver/\(source)").path
    process.arguments = options + ["-w", "-shared", "-fPIC", file, "-o", folder(name)]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
  }
}
