import Foundation
import Interchange
import NeuralNetworks

/// The folder of a run: its configuration, its log, its checkpoints, its report.
public struct RunFolder: Sendable {
  /// Where it is.
  public let path: String

  static let configurationName = "config.json"
  static let logName = "log.jsonl"

  var checkpoints: String { path + "/checkpoints" }

  /// Where runs go that are given no folder: `convscope/runs` in the user's XDG state.
  public static var standard: String {
    let environment = ProcessInfo.processInfo.environment
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/convscope/runs"
    }
    return (environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory())
      + "/.local/state/convscope/runs"
  }

  /// Makes the folder of a new run.
  ///
  /// - Parameters:
  ///   - path: Where; a new folder in ``standard``, named after the network, when absent.
  ///   - configuration: What the run computes.
  /// - Throws: ``TrainingError`` when a run is there already, ``InterchangeError`` when it cannot be
  ///   written.
  public static func create(
    at path: String?, _ configuration: TrainingConfiguration
  ) throws -> RunFolder {
    let folder = RunFolder(path: try path ?? unusedFolder(configuration.network))
    if FileManager.default.fileExists(atPath: folder.path + "/" + configurationName) {
      throw TrainingError(
        path: folder.path, "there is a run already",
        remedy: "Continue it with --resume \(folder.path), or choose another folder.")
    }
    try createFolder(folder.checkpoints)
    try folder.write(configuration)
    return folder
  }

  /// Removes the folder of a run that could not begin, unless somebody has put something into it.
  public func discard() {
    try? FileManager.default.removeItem(atPath: path + "/" + Self.configurationName)
    for folder in [checkpoints, path] { rmdir(folder) }
  }

  /// Writes what the run computes, in place of what was there.
  ///
  /// - Throws: ``InterchangeError``.
  public func write(_ configuration: TrainingConfiguration) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(try encoder.encode(configuration), to: path + "/" + Self.configurationName)
  }

  /// Opens the folder of a run to read it; nothing in it changes.
  ///
  /// - Throws: ``TrainingError`` when there is none or it cannot be read.
  public static func open(
    _ path: String
  ) throws(TrainingError) -> (folder: RunFolder, configuration: TrainingConfiguration) {
    let file = path + "/" + configurationName
    guard FileManager.default.fileExists(atPath: file) else {
      throw TrainingError(
        path: path, "there is no run", remedy: "Name a folder that convscope train has made.")
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw TrainingError(path: file, "this cannot be read", remedy: "Check its permissions.")
    }
    guard let configuration = try? JSONDecoder().decode(TrainingConfiguration.self, from: data)
    else {
      throw TrainingError(
        path: file, "this is damaged, or of another version", remedy: "Start a new run.")
    }
    if let (name, value, most) = configuration.outOfRange.first {
      throw TrainingError(
        path: file, "\(name) is \(value), and has to be from 1 to \(most)",
        remedy: "Put back what was there, or start a new run.")
    }
    do throws(OptimizerError) {
      try configuration.optimizer.validate()
    } catch {
      throw TrainingError(path: file, error.message, remedy: error.remedy)
    }
    return (RunFolder(path: path), configuration)
  }

  /// Opens the folder of a run to continue it.
  ///
  /// - Throws: ``TrainingError`` as ``open(_:)`` does, ``InterchangeError`` when checkpoints cannot
  ///   be written.
  public static func openToContinue(
    _ path: String
  ) throws -> (folder: RunFolder, configuration: TrainingConfiguration) {
    let run = try open(path)
    // Checkpoints that somebody has removed are no reason not to write new ones.
    try createFolder(run.folder.checkpoints)
    return run
  }

  /// Opens the run's log, dropping what was written after a step.
  ///
  /// - Throws: ``InterchangeError``.
  public func openLog(continuingAfter step: Int) throws(InterchangeError) -> EventLog {
    try EventLog(path + "/" + Self.logName, continuingAfter: step)
  }

  /// What the log tells up to a step; nothing for a run that only begins.
  func history(upTo step: Int) -> RunHistory {
    guard step > 0 else { return RunHistory() }
    var history = RunHistory(contentsOf: path + "/" + Self.logName, withSteps: true)
    history.drop(after: step)
    return history
  }

  /// Creates a folder and those around it.
  private static func createFolder(_ path: String) throws(InterchangeError) {
    var part = path.hasPrefix("/") ? "" : "."
    for name in path.split(separator: "/") {
      part += "/" + name
      guard mkdir(part, 0o777) == 0 || errno == EEXIST else {
        throw InterchangeError(cannot: .makeFolder, path, code: errno)
      }
    }
  }

  /// A folder's name that no run has: `convnetjs-3`.
  private static func unusedFolder(_ network: String) throws -> String {
    let isName = network.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let name = isName ? network : "custom"
    try createFolder(standard)
    for number in 1...100_000 {
      let path = standard + "/\(name)-\(number)"
      // Creating it claims it, so that two runs that start at once get two folders.
      if mkdir(path, 0o755) == 0 { return path }
      guard errno == EEXIST else { break }
    }
    throw TrainingError(
      path: standard, "no folder can be made here",
      remedy: "Choose one with --out, or set XDG_STATE_HOME.")
  }
}
