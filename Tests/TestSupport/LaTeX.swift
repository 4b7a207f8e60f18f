import Foundation
import Testing

/// The system's pdfLaTeX, for tests of what it has to read.
public enum LaTeX {
  private static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/pdflatex" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Whether it is installed.
  public static var isInstalled: Bool { path != nil }

  /// Why tests are skipped without it.
  public static let missing: Comment =
    "pdflatex is not installed (on Debian: apt-get install texlive-latex-recommended)"

  /// Compiles a file.
  ///
  /// - Returns: What it complains about; `nil` where it makes a PDF without a complaint.
  public static func compile(_ text: String) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "page.tex")
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/pdflatex")
    process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus == 0, try folder.names.contains("page.pdf") { return nil }
    let log = String(decoding: try fileBytes(folder("page.log")), as: UTF8.self)
    let lines = log.split(separator: "\n")
    let error = lines.firstIndex { $0.hasPrefix("!") } ?? lines.startIndex
    return lines[error...].prefix(6).joined(separator: "\n")
  }
}
