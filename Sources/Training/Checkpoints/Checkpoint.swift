import Foundation
import Interchange
import NeuralNetworks
import TensorEngine

/// A folder with everything that a run needs to go on.
///
/// - `model.safetensors`: parameters and running statistics under PyTorch's names.
/// - `optimizer.safetensors`: what the optimiser remembers, and how many steps it made.
/// - `state.json`: the run's position and counters, and fingerprints of all three.
///
/// It is written under a temporary name and renamed when the disk has it, so a folder with a
/// checkpoint's name is complete.
struct Checkpoint {
  let path: String

  static let modelName = "model.safetensors"
  static let optimizerName = "optimizer.safetensors"
  static let stateName = "state.json"

  /// The name of the checkpoint after a step; names sort as steps do.
  static func name(step: Int) -> String {
    let digits = String(step)
    return "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// The step in a checkpoint's name; `nil` for other names.
  static func step(ofName name: String) -> Int? {
    name.hasPrefix("step-") ? Int(name.dropFirst(5)).flatMap { $0 >= 0 ? $0 : nil } : nil
  }

  /// Writes a checkpoint.
  ///
  /// - Parameter folder: Where checkpoints are kept.
  /// - Throws: ``InterchangeError``; what was there before stays as it was.
  static func write(
    _ state: TrainingState, _ model: TrainingModel, _ optimizer: Optimizer, in folder: String
  ) throws -> Checkpoint {
    let path = folder + "/" + name(step: state.step)
    guard let bytes = try? encoder.encode(state) else {
      throw TrainingError(
        path: path, "the run cannot be saved, because one of its settings is no number",
        remedy: "Give it a number on the page Run of the dashboard.")
    }
    let own = Fingerprint.of(bytes)
    try AtomicFolder.write(to: path) { (temporary) throws(InterchangeError) in
      try model.weights(steps: state.step).write(to: temporary + "/" + modelName)
      try optimizer.memory.write(to: temporary + "/" + optimizerName)
      let files = [modelName, optimizerName].reduce(into: [stateName: own]) { files, name in
        files[name] = Fingerprint.ofFile(temporary + "/" + name)
      }
      try AtomicFile.write(
        content(state, fingerprints: files), to: temporary + "/" + stateName)
    }
    return Checkpoint(path: path)
  }

  /// The bytes of `state.json`, which a state of finite numbers always has.
  static func content(_ state: TrainingState, fingerprints: [String: String]) -> Data {
    guard let data = try? encoder.encode(Content(state: state, fingerprints: fingerprints)) else {
      preconditionFailure("JSON cannot hold \(state)")
    }
    return data
  }

  /// What `state.json` holds.
  private struct Content: Codable {
    let state: TrainingState
    /// By the name of the file.
    let fingerprints: [String: String]
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return encoder
  }

  /// Where the run stood.
  ///
  /// - Parameter trainingImages: How many images there are to learn from, where that is known.
  /// - Throws: ``TrainingError`` when it cannot be read, or any of the checkpoint's files is damaged.
  func state(trainingImages: Int? = nil) throws(TrainingError) -> TrainingState {
    guard let data = FileManager.default.contents(atPath: path + "/" + Self.stateName),
      let content = try? JSONDecoder().decode(Content.self, from: data),
      content.state.isPossible(trainingImages: trainingImages ?? .max),
      let own = try? Self.encoder.encode(content.state),
      content.fingerprints[Self.stateName] == Fingerprint.of(own)
    else { throw damaged(Self.stateName) }
    for name in [Self.modelName, Self.optimizerName] {
      guard content.fingerprints[name] == Fingerprint.ofFile(path + "/" + name) else {
        throw damaged(name)
      }
    }
    return content.state
  }

  private func damaged(_ name: String) -> TrainingError {
    TrainingError(
      path: path + "/" + name, "this is missing or damaged",
      remedy: "Remove the folder \(path); an older checkpoint is then used.")
  }

  /// Reads the tensors into a model and an optimiser.
  ///
  /// - Throws: ``TrainingError`` or ``InterchangeError``, saying what does not fit.
  func read(into model: TrainingModel, _ optimizer: Optimizer) throws {
    let weights = try Safetensors(contentsOf: path + "/" + Self.modelName)
    let memory = try Safetensors(contentsOf: path + "/" + Self.optimizerName)
    try model.memory.load(weights, path: path + "/" + Self.modelName)
    try optimizer.load(memory, path: path + "/" + Self.optimizerName)
  }
}
