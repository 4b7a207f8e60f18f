import Foundation
import Interchange
import NeuralNetworks
import TensorEngine
import Typesetting

/// Weights that a run begins with instead of random ones: a file in safetensors format with the names
/// of PyTorch's state dict.
public struct InitialWeights: Codable, Hashable, Sendable {
  /// The file.
  public let path: String
  /// The modules or tensors that begin anew all the same; often empty.
  public let fresh: [String]
  /// The fingerprint of the file.
  private let fingerprint: String

  /// Names weights.
  ///
  /// - Parameters:
  ///   - path: A file, or the folder of a run, of which the best checkpoint is taken.
  ///   - fresh: What begins anew: names of modules or of tensors.
  /// - Throws: ``TrainingError`` when there is no such file, or no checkpoint.
  public init(_ path: String, fresh: [String] = []) throws {
    let isRun = FileManager.default.fileExists(atPath: path + "/" + RunFolder.configurationName)
    let file =
      isRun
      ? try RunFolder.open(path).folder.bestCheckpoint().path + "/" + Checkpoint.modelName : path
    guard let fingerprint = Fingerprint.ofFile(file) else {
      throw TrainingError(
        path: file, "there are no weights that can be read",
        remedy: "Name a file in safetensors format, or the folder of a run.")
    }
    self.path = URL(fileURLWithPath: file).standardizedFileURL.path
    self.fresh = fresh
    self.fingerprint = fingerprint
  }

  /// Reads the weights of a network.
  ///
  /// - Returns: The tensors that do not begin anew, by name; and in words what was taken.
  /// - Throws: ``TrainingError`` with the first tensor that is missing or does not fit, ``NetworkError``
  ///   when nothing has the name of what begins anew, or ``InterchangeError``.
  public func read(
    for network: BuiltNetwork, called name: String
  ) throws -> (tensors: [String: Tensor<Float>], summary: String) {
    guard Fingerprint.ofFile(path) == fingerprint else {
      throw TrainingError(
        path: path, "these are not the weights any more that the run is to begin with",
        remedy: "Put those back, or begin a new run with these.")
    }
    let file = try Safetensors(contentsOf: path)
    try network.check(fresh, of: name)
    let needed =
      network.parameters.map { ($0.name, $0.shape) }
      + network.statistics.map { ($0.name, $0.shape) }
    var tensors: [String: Tensor<Float>] = [:]
    for (name, shape) in needed where !fresh.contains(where: { ModulePath.contains($0, name) }) {
      tensors[name] = try value(of: name, shape, in: file, network)
    }
    return (tensors, summary(file, needed: needed.map(\.0), taken: tensors.count))
  }

  private func value(
    of name: String, _ shape: Shape, in file: Safetensors, _ network: BuiltNetwork
  ) throws -> Tensor<Float> {
    let layer = ModulePath.layer(of: name)
    let names = fresh.filter { !ModulePath.contains(layer, $0) } + [layer]
    let remedy = "Begin that layer anew with --fresh \(names.joined(separator: ",")), or"
    guard let entry = file[name] else {
      let weights = file.tensors.map(\.name)
      let listed = weights.prefix(6).map(\.start).joined(separator: ", ")
      throw TrainingError(
        path: path, "the network needs a tensor \(name.quoted), and there is none",
        remedy: "\(remedy) take weights of this network. The file has: "
          + (weights.isEmpty ? "no tensors." : listed + (weights.count > 6 ? ", …" : ".")))
    }
    guard entry.shape == shape else {
      let classes = network.classes
      let isOfClasses =
        shape[0] == classes && entry.shape.rank == shape.rank
        && entry.shape.dimensions.dropFirst() == shape.dimensions.dropFirst()
        && layer == network.parameters.last.map { ModulePath.layer(of: $0.name) }
      throw TrainingError(
        path: path,
        "'\(name)' has shape \(entry.shape), and the network's has \(shape)"
          + (isOfClasses
            ? ": they are scores of \(entry.shape[0]) classes, not of \(classes)" : ""),
        remedy: "\(remedy) take weights \(isOfClasses ? "for as many classes" : "of this network")."
      )
    }
    return try file.floats(named: name)
  }

  /// What was taken, what began anew and what was not used.
  private func summary(_ file: Safetensors, needed: [String], taken: Int) -> String {
    let names = Set(needed)
    let unused = file.tensors.map(\.name).filter {
      !names.contains($0) && !$0.hasSuffix(".num_batches_tracked")
    }
    return "Began with \(taken) of \(needed.count) tensors from \(path)"
      + (fresh.isEmpty ? "" : ", and \(fresh.joined(separator: ", ")) anew")
      + (unused.isEmpty
        ? "."
        : "; the file's \(unused[0].start)\(unused.count > 1 ? " and \(unused.count - 1) more" : "")"
          + " \(unused.count > 1 ? "are" : "is") not used.")
  }
}
