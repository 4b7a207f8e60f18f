/// A key, or several that do the same, and what it does on one screen.
public struct KeyBinding<Action: Sendable>: Sendable {
  /// The keys; footer and help show them in this order.
  public let keys: [Key]
  /// What the footer says: one or two words.
  public let label: String
  /// What the help says: one sentence without a full stop.
  public let help: String
  /// What a press of one of the keys asks the screen to do.
  public let action: Action
  /// How the footer treats the binding.
  public let footer: FooterPlace
  /// Why the keys do nothing at the moment; `nil` while they work.
  public var disabledReason: String?

  /// Creates a binding.
  ///
  ///     KeyBinding(.right, "l", "n", label: "next", help: "Show the next frame", action: .next)
  public init(
    _ keys: Key..., label: String, help: String, action: Action, footer: FooterPlace = .shown,
    disabledReason: String? = nil
  ) {
    self.init(
      keys: keys, label: label, help: help, action: action, footer: footer,
      disabledReason: disabledReason)
  }

  /// Creates a binding from an array of keys.
  public init(
    keys: [Key], label: String, help: String, action: Action, footer: FooterPlace = .shown,
    disabledReason: String? = nil
  ) {
    self.keys = keys
    self.label = label
    self.help = help
    self.action = action
    self.footer = footer
    self.disabledReason = disabledReason
  }

  /// Returns the binding of a part of a screen, as one of the whole screen.
  public func map<Whole>(_ action: (Action) -> Whole) -> KeyBinding<Whole> {
    KeyBinding<Whole>(
      keys: keys, label: label, help: help, action: action(self.action), footer: footer,
      disabledReason: disabledReason)
  }

  /// Returns the binding with fewer keys.
  func keeping(_ keys: [Key]) -> KeyBinding {
    KeyBinding(
      keys: keys, label: label, help: help, action: action, footer: footer,
      disabledReason: disabledReason)
  }
}

/// How a footer treats a binding.
public enum FooterPlace: Hashable, Sendable {
  /// Shown while there is room, earlier bindings first.
  case shown
  /// Shown even when others have to give way.
  case pinned
  /// Shown where all others have room: what nobody has to be told.
  case spare
  /// Only in the help.
  case hidden
}

/// What pressing a key means on a screen.
public enum KeyLookup<Action> {
  /// The screen is to do this.
  case action(Action)
  /// The key does nothing now; the text says why and is shown to the user.
  case disabled(String)
  /// The key has no meaning on this screen.
  case unbound
}

extension KeyLookup: Equatable where Action: Equatable {}
extension KeyLookup: Sendable where Action: Sendable {}
