import Typesetting

/// The networks that have a name.
public enum Zoo {
  /// All of them, those that can be trained here first.
  public static let all: [Architecture] =
    smallNetworks + residualNetworks + alexNets + vggs + googLeNets + imageNetResNets
    + encodersAndDecoders + nestedUs

  /// The network of a name.
  ///
  /// - Throws: ``NetworkError/unknown(name:remedy:)``, which lists what there is.
  public static func architecture(named name: String) throws(NetworkError) -> Architecture {
    let name = name.lowercased()
    guard let found = all.first(where: { $0.name == name }) else {
      // Of a family those that begin with as much of the name as any does.
      let alike = all.map { ($0.name, length: zip($0.name, name).prefix { $0 == $1 }.count) }
      let longest = alike.map(\.length).max() ?? 0
      let isFamily = longest >= max(1, min(4, name.count))
      let family = isFamily ? alike.filter { $0.length == longest }.map(\.0) : []
      let near = NearestName.of(name, in: all.map(\.name) + LayerKind.allCases.flatMap(\.names))
      throw .unknown(
        name: name,
        remedy: !family.isEmpty
          ? "Did you mean \(family.joined(separator: " or "))?"
          : near.map { "Did you mean '\($0)'?" }
            ?? NearestName.remedy(
              for: name, in: all.map(\.name), listedAs: "There are", by: "convscope inspect"))
    }
    return found
  }
}
