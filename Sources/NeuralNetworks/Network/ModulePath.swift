import Typesetting

/// Names of parts of a network: of a module, which stands for all that is inside, or of one tensor.
public enum ModulePath {
  /// Whether a name is that of a tensor or of a module around it: `layer1` contains
  /// `layer1.0.conv1.weight`, and not `layer10.weight`.
  public static func contains(_ part: String, _ tensor: String) -> Bool {
    tensor == part || tensor.hasPrefix(part + ".")
  }

  /// The layer that a tensor belongs to: `fc` of `fc.weight`.
  public static func layer(of tensor: String) -> String {
    tensor.split(separator: ".").dropLast().joined(separator: ".")
  }
}

extension BuiltNetwork {
  /// Makes sure that names are those of modules with parameters, or of parameters.
  ///
  /// - Parameters:
  ///   - names: The names.
  ///   - network: What the network is called, for the message.
  /// - Throws: ``NetworkError/unsuitable(network:message:remedy:)`` with what may have been meant.
  public func check(_ names: [String], of network: String) throws(NetworkError) {
    let known = parameters.map(\.name)
    for name in names where !known.contains(where: { ModulePath.contains(name, $0) }) {
      throw .unsuitable(
        network: network, message: "nothing with parameters is called \(name.quoted)",
        remedy: NearestName.of(name, in: modules + known).map { "Did you mean '\($0)'?" }
          ?? NearestName.remedy(
            for: name, in: modules, listedAs: "There are",
            by: "convscope inspect \(ShellWord.quoted(network))"))
    }
  }

  /// The names of layers with parameters, and of the modules around them.
  private var modules: [String] {
    var names: [String] = []
    for parameter in parameters {
      let words = parameter.name.split(separator: ".").dropLast()
      for end in words.indices {
        let name = words[...end].joined(separator: ".")
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}
