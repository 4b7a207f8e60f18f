import Foundation
import Testing

/// The system's Python 3, for tests in which somebody else reads what was written.
public enum Python {
  private static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/python3" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Whether it is installed.
  public static var isInstalled: Bool { path != nil }

  /// Why tests are skipped without it.
  public static let missing: Comment =
    "python3 is not installed (on Debian: apt-get install python3)"

  /// Runs a script.
  ///
  /// - Returns: What it printed.
  /// - Throws: ``Failure`` with what it complained about where it did not end well.
  public static func run(_ script: URL, _ arguments: String...) throws -> Data {
    let folder = try TemporaryFolder()
    try folder.write("", to: "output")
    try folder.write("", to: "complaints")
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/python3")
    // No compiled files beside the script.
    process.arguments = ["-B", script.path] + arguments
    // Files take whatever is printed, without anybody who reads at the same time.
    process.standardOutput = FileHandle(forWritingAtPath: folder("output"))
    process.standardError = FileHandle(forWritingAtPath: folder("complaints"))
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: String(decoding: try fileBytes(folder("complaints")), as: UTF8.self))
    }
    return Data(try fileBytes(folder("output")))
  }

  /// What a script complained about.
  public struct Failure: Error, CustomStringConvertible {
    /// The complaints.
    public let description: String
  }
}
