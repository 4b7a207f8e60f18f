/// The keys of a screen as data: lookup, footer, help overlay and printed key table come from it.
public struct KeyMap<Action: Sendable>: Sendable {
  /// Bindings under one heading of the help.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The bindings in the order of footer and help.
    public var bindings: [KeyBinding<Action>]
  }

  /// The sections; where two bind the same key, the earlier one has it.
  public private(set) var sections: [Section]

  /// Creates a map of one section.
  public init(_ title: String, _ bindings: [KeyBinding<Action>]) {
    self.init(sections: [Section(title: title, bindings: bindings)])
  }

  fileprivate init(sections: [Section]) {
    self.sections = sections
  }

  /// Returns this map with the sections of another after its own.
  ///
  /// Keys that this map has already are taken from the bindings of the other; a binding without keys
  /// left is dropped.
  public func followed(by other: KeyMap) -> KeyMap {
    var taken = Set(sections.flatMap(\.bindings).flatMap(\.keys))
    var result = self
    for section in other.sections {
      let bindings = section.bindings.compactMap { binding in
        let keys = binding.keys.filter { !taken.contains($0) }
        return keys.isEmpty ? nil : binding.keeping(keys)
      }
      taken.formUnion(bindings.flatMap(\.keys))
      if !bindings.isEmpty {
        result.sections.append(Section(title: section.title, bindings: bindings))
      }
    }
    return result
  }

  /// Returns the map of a part of a screen, as one of the whole screen.
  public func map<Whole>(_ action: (Action) -> Whole) -> KeyMap<Whole> {
    KeyMap<Whole>(
      sections: sections.map { section in
        KeyMap<Whole>.Section(
          title: section.title, bindings: section.bindings.map { $0.map(action) })
      })
  }

  /// Returns what a key means.
  public func lookup(_ key: Key) -> KeyLookup<Action> {
    for section in sections {
      for binding in section.bindings where binding.keys.contains(key) {
        if let reason = binding.disabledReason { return .disabled(reason) }
        return .action(binding.action)
      }
    }
    return .unbound
  }

  /// What a key that does nothing says; `nil` for one that does something.
  public func refusal(of key: Key) -> String? {
    switch lookup(key) {
    case .action: return nil
    // "Right:" would praise an answer.
    case .disabled(let reason): return "\(key.label()): \(reason)."
    case .unbound:
      let help = [Key.character("?"), .function(1)].first {
        if case .action = lookup($0) { true } else { false }
      }
      let way = help.map { "; \($0.label()) shows all keys" } ?? ""
      return "\(key.label()) does nothing here\(way)."
    }
  }

  /// Keys that are bound more than once; a map that is written correctly has none.
  public var conflicts: [Key] {
    var seen: Set<Key> = []
    return sections.flatMap(\.bindings).flatMap(\.keys).filter { !seen.insert($0).inserted }
  }

  /// What the footer shows, in order; neighbours with one label share it: `←/→/↑/↓ move`.
  public var hints: [KeyHint] {
    sections.flatMap(\.bindings).reduce(into: []) { hints, binding in
      guard binding.footer != .hidden, let key = binding.keys.first else { return }
      // Digits that mean one thing each are shown as a run: `1–4 choose`.
      let hint = KeyHint(
        binding.keys.isRunOfDigits ? binding.keys : [key], binding.label,
        isEnabled: binding.disabledReason == nil, place: binding.footer)
      if let last = hints.last, last.isLike(hint) {
        hints[hints.count - 1].keys.append(key)
      } else {
        hints.append(hint)
      }
    }
  }

  /// What the help overlay shows, in order.
  public var helpRows: [KeyHelpRow] {
    sections.flatMap { section in
      [.heading(section.title)]
        + section.bindings.map { .binding($0.keys, $0.help, disabledReason: $0.disabledReason) }
    }
  }

  /// The map as Markdown: a heading and a table for each section.
  public var markdown: String {
    sections.map { section in
      let rows = section.bindings.map { binding in
        "| \(binding.keys.map { "`\($0.markdownLabel)`" }.joined(separator: " ")) | \(binding.help) |"
      }
      return (["## \(section.title)", "", "| Key | What it does |", "|---|---|"] + rows)
        .joined(separator: "\n")
    }
    .joined(separator: "\n\n")
  }
}

extension Key {
  /// A vertical bar would end the table's cell.
  fileprivate var markdownLabel: String { self == "|" ? "\\|" : label() }
}
