/// The networks that have a name.
public enum Zoo {
  /// All of them, those that can be trained here first.
  public static let all: [Architecture] =
    smallNetworks + residualNetworks + alexNets + vggs + [googLeNet] + imageNetResNets
    + encodersAndDecoders

  /// The network of a name.
  ///
  /// - Throws: ``NetworkError/unknown(name:remedy:)``, which lists what there is.
  public static func architecture(named name: String) throws(NetworkError) -> Architecture {
    guard let found = all.first(where: { $0.name == name.lowercased() }) else {
      let names = all.map(\.name)
      let near = names.filter { $0.hasPrefix(name.lowercased().prefix(4)) }
      throw .unknown(
        name: name,
        remedy: near.isEmpty
          ? "There are: \(names.joined(separator: ", "))."
          : "Did you mean \(near.joined(separator: " or "))?")
    }
    return found
  }
}
