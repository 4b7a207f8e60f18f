import NeuralNetworks
import Problems
import Typesetting

/// What a lesson calls the layers of a network.
struct LayerNames: Sendable {
  private let entries: [SourceNode.Entry]
  private let names: [String: String]

  /// Reads `{conv1: C1, …}`.
  init(_ node: SourceNode?) throws(Diagnostic) {
    guard let node else {
      (entries, names) = ([], [:])
      return
    }
    guard case .mapping(let entries) = node.content else {
      throw node.diagnostic(
        "names must be a set of named values, but this is \(node.kindText)",
        remedy: "Write them as {conv1: C1, fc1: F6}.")
    }
    var names: [String: String] = [:]
    for entry in entries { names[entry.key] = try entry.value.string("a layer's name") }
    (self.entries, self.names) = (entries, names)
  }

  /// What a layer is called.
  subscript(layer: String) -> String { names[layer] ?? layer }

  /// What layers are called instead, with their own names.
  fileprivate var shown: [(word: String, layer: String)] {
    entries.compactMap { entry in names[entry.key].map { ($0, entry.key) } }
  }

  /// Refuses names for layers that there are not.
  func check(against network: CountedNetwork) throws(Diagnostic) {
    let layers = network.layers.map(\.name)
    for entry in entries where !layers.contains(entry.key) {
      throw entry.diagnostic(
        "the network has no layer \(entry.key.quoted)",
        remedy: PieceNames(network.otherWords, shown: self).remedy(
          for: entry.key, in: layers, listedAs: "It has"))
    }
  }
}

extension PieceNames {
  /// Knows layers by other words, too.
  ///
  /// - Parameters:
  ///   - words: Words that somebody may take for the names of layers.
  ///   - names: What the picture calls them.
  init(_ words: [(word: String, layer: String)], shown names: LayerNames) {
    self.init(words: names.shown + words, shown: Set(names.shown.map(\.word)))
  }
}

extension CountedNetwork {
  /// What somebody may call layers who counts those of a kind from 1: `conv2`, where it has another name.
  ///
  /// Layers that are written down go by their places among all that are counted, 0, 2, 4.
  var otherWords: [(word: String, layer: String)] {
    var counts: [String: Int] = [:]
    return layers.flatMap { layer in
      let words = Self.words[layer.kind] ?? []
      return words.compactMap { word in
        counts[word, default: 0] += 1
        let name = "\(word)\(counts[word, default: 0])"
        return layers.contains { $0.name == name } ? nil : (name, layer.name)
      }
    }
  }

  /// What layers of a kind are called in `table`, and elsewhere.
  private static let words = [
    "Conv2d": ["conv"], "Linear": ["fc", "linear"], "BatchNorm2d": ["bn", "norm"],
  ]
}
