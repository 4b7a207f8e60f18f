import ArgumentParser
import Backends
import Foundation
import Problems
import TensorEngine
import Typesetting

/// Checks lessons, problems, exercises and sheets against the engine.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check lessons, problems, exercises and sheets, and recompute every answer in them.",
    discussion: """
      Prints one line for each finding: file, line, column, what is wrong, and what to do about it. \
      The exit status is 0 when nothing is wrong (warnings aside, unless --strict), 1 when something \
      is, 2 when a path cannot be read.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "A lesson, problem, sheet or file of exercises, a lesson's folder, or a folder of these.",
      valueName: "path"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var paths: [String]

  @Flag(help: "Print the findings as one line of JSON.")
  var json = false

  @Flag(help: "Take warnings for errors: the exit status is 1 with any of them.")
  var strict = false

  @Flag(help: "Check again whenever something is saved, until Control-C.")
  var watch = false

  func validate() throws {
    if paths.contains("") { throw ValidationError("A path is empty; name a file or a folder.") }
    if watch, json {
      throw ValidationError("--watch is for people, --json for programs; leave one out.")
    }
  }

  func run() throws {
    let backend = try Backends.reference.makePrecise()
    guard watch else {
      if let status = check(on: backend) { throw status }
      return
    }
    var files = FileWatch(paths)
    while true {
      _ = check(on: backend)
      StandardOutput.write("Waiting for changes; Control-C ends.")
      files.waitForChange()
      StandardOutput.write("")
    }
  }

  /// Checks everything once.
  ///
  /// - Returns: The exit status; `nil` where nothing is wrong.
  private func check(on backend: any Backend) -> ExitCode? {
    let refusals = paths.compactMap(CheckRun.refusal)
    let refused = Set(refusals.map(\.file))
    let readable = paths.filter { !refused.contains($0) }
    let run = CheckRun(readable, on: backend)
    if json {
      StandardOutput.writeExactly(run.json(refusals: refusals))
    } else {
      for refusal in refusals { StandardError.write(refusal.report) }
      for finding in run.findings { StandardOutput.write(finding.report) }
      if !readable.isEmpty { StandardOutput.write(run.tally.text) }
    }
    if !refusals.isEmpty { return ExitStatus.cannotRun }
    let isWrong = run.tally.errors > 0 || (strict && run.tally.warnings > 0)
    return isWrong ? ExitStatus.checkFailed : nil
  }
}
