import Foundation
import TestSupport
import Testing

/// The browser in which pages are tried, where there is one.
enum Chromium {
  /// Its path; `nil` where it is not installed.
  static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let names = [
      "chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell",
    ]
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Why tests are skipped without it.
  static let absence: Comment =
    "Chromium is not installed (on Debian: apt-get install chromium-headless-shell)"

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Opens a page, lets its scripts run, and returns what an element says in the end.
  ///
  /// Time in the page runs ahead: what waits for seconds there does not wait here.
  ///
  /// - Parameters:
  ///   - page: The page's text.
  ///   - fragment: What stands behind `#` in its address.
  ///   - script: A script that runs behind those of the page, and may call `report(value)`.
  static func report<Value: Decodable>(
    _ page: String, at fragment: String = "", running script: String, as type: Value.Type
  ) throws -> Value {
    let folder = try TemporaryFolder()
    let reporting = """
      <script>
      function report(value) {
        const element = document.createElement("pre");
        element.id = "report";
        element.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(value))));
        document.body.append(element);
      }
      \(script)
      </script>
      """
    let file = try folder.write(page + reporting, to: "page.html")
    let address = "file://\(file)" + (fragment.isEmpty ? "" : "#\(fragment)")
    // The folder goes with the last who holds it.
    let dump = try withExtendedLifetime(folder) {
      try elements(of: address, profile: folder("profile"))
    }
    guard let start = dump.range(of: #"<pre id="report">"#),
      let end = dump.range(of: "</pre>", range: start.upperBound..<dump.endIndex),
      let data = Data(base64Encoded: String(dump[start.upperBound..<end.lowerBound]))
    else {
      throw Failure(description: "the page has not reported; it ended as:\n\(dump.suffix(2000))")
    }
    return try JSONDecoder().decode(Value.self, from: data)
  }

  /// The page's elements once its scripts have run.
  private static func elements(of address: String, profile: String) throws -> String {
    guard let path else { throw Failure(description: "\(absence)") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile)",
      "--virtual-time-budget=60000", "--timeout=60000", "--dump-dom", address,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let dump = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: dump, as: UTF8.self)
  }
}
