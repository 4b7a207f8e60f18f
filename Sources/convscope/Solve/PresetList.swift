import Problems
import Typesetting

/// The problems that ship with the program, as the command line lists and names them.
enum PresetList {
  /// The list, group by group.
  static var text: String {
    Preset.Group.allCases.map { group in
      let presets = Preset.all.filter { $0.group == group }
      let width = presets.reduce(0) { max($0, $1.name.count) }
      return
        ([group.rawValue]
        + presets.map { "  \($0.name.padded(to: width + 2))\($0.summary)" })
        .joined(separator: "\n")
    }.map { PlainGlyphs.current.adapt($0) }.joined(separator: "\n\n")
  }

  /// The preset with a name.
  ///
  /// - Throws: ``CommandFailure`` when there is none.
  static func preset(_ name: String) throws -> Preset {
    if let preset = Preset.named(name) { return preset }
    throw CommandFailure(
      "there is no preset \(name.quoted)",
      remedy: NearestName.remedy(
        for: name, in: Preset.all.map(\.name), listedAs: "The presets are",
        by: "convscope lab --list-presets"))
  }
}
