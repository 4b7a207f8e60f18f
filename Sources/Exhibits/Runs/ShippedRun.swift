import Foundation
import Problems
import Training
import Typesetting

/// The log of a run that is shipped with lessons: `Runs/NAME.jsonl` in their folder.
///
/// It is what `convscope train` logs, thinned, behind a line of its own that says how it came about.
struct ShippedRun: Sendable {
  /// What the file is called, without its ending.
  let name: String
  /// How the run came about.
  let origin: Origin
  /// Its epochs and what is left of its steps.
  let history: RunHistory

  /// How a run came about, as the first line of its file says it.
  struct Origin: Decodable, Sendable {
    /// The command that repeats it.
    let command: String
    /// On what it ran.
    let machine: String
    /// How long it took.
    let hours: Double
    /// What else is to be known; `nil` for nothing.
    let note: String?
  }

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - node: Its name, in a lesson.
  ///   - folder: The folder with the logs of shipped runs.
  init(_ node: SourceNode, in folder: String) throws(Diagnostic) {
    name = try node.identifier(example: "plain-20")
    let path = "\(folder)/\(name).jsonl"
    guard let data = FileManager.default.contents(atPath: path) else {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let runs = names.filter { $0.hasSuffix(".jsonl") }.map { $0.dropLast(6) }.sorted()
      throw node.diagnostic(
        "there is no run \(name.quoted): \(path) is missing",
        remedy: runs.isEmpty
          ? "Put the log of the run there; Scripts/ship-run.swift makes it."
          : "There is \(runs.joined(separator: ", ")).")
    }
    let first = data.prefix { $0 != UInt8(ascii: "\n") }
    guard let origin = try? JSONDecoder().decode(Origin.self, from: first) else {
      throw node.diagnostic(
        "the run '\(name)' does not say how it came about: \(path) has no line with command,"
          + " machine and hours at its beginning", remedy: "Scripts/ship-run.swift writes one.")
    }
    self.origin = origin
    history = RunHistory(contentsOf: path, withSteps: true)
    guard !history.epochs.isEmpty || !history.steps.isEmpty else {
      throw node.diagnostic(
        "the run '\(name)' has neither epochs nor steps", remedy: "Ship the log of another run.")
    }
  }
}
