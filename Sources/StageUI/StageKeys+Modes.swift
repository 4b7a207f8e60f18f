import TerminalKit

/// The keys of a stage while they mean something else than usual.
extension StageKeys {
  /// The keys while they mean something else than usual, and what the stage is doing then.
  ///
  /// Numbers are typed, parameters changed, or cells pointed at; the last key ends it.
  public var mode: (title: String, keys: [KeyBinding<StagePlayer.Action>])? {
    guard let player else { return nil }
    if player.isEditing { return ("Changing numbers", whileEditing) }
    if player.isTuning { return ("Changing parameters", whileTuning) }
    return player.isPointing ? ("Pointing at cells", whilePointing) : nil
  }

  /// The keys while the arrow keys point at cells.
  private var whilePointing: [KeyBinding<StagePlayer.Action>] {
    [
      KeyBinding(
        .left, "h", label: "move", help: "One cell to the left",
        action: .movePointer(rows: 0, columns: -1)),
      KeyBinding(
        .right, "l", label: "move", help: "One cell to the right",
        action: .movePointer(rows: 0, columns: 1)),
      KeyBinding(
        .up, "k", label: "move", help: "One cell up", action: .movePointer(rows: -1, columns: 0)),
      KeyBinding(
        .down, "j", label: "move", help: "One cell down",
        action: .movePointer(rows: 1, columns: 0)),
      KeyBinding(.tab, label: "next grid", help: "The next grid", action: .pointAtNextGrid),
      KeyBinding(
        .backTab, label: "grid before", help: "The grid before", action: .pointAtPreviousGrid,
        footer: .hidden),
      KeyBinding(
        .enter, label: "show", help: "Show the frame that makes the result pointed at",
        action: .showPointed, disabledReason: player?.reasonNotToShow),
      KeyBinding(
        "N", label: "check",
        help: "Compare a gradient with differences of the loss: (f(x + h) − f(x − h)) / 2h,"
          + " h = 1/1024",
        action: .checkGradient,
        footer: player?.storyboard.hasNumericGradients == true ? .shown : .hidden,
        disabledReason: player?.reasonNotToCheck),
    ] + editing + [
      KeyBinding(
        "v", .escape, "q", label: "done", help: "Stop pointing", action: .togglePointing,
        footer: .pinned)
    ]
  }

  /// Typing from where one points; only where something can be changed.
  private var editing: [KeyBinding<StagePlayer.Action>] {
    player?.live == nil
      ? []
      : [
        KeyBinding(
          "e", label: "edit", help: "Type another number into the cell", action: .toggleEditing,
          disabledReason: changeReason)
      ]
  }

  /// The keys while numbers are typed into cells; digits are typed besides.
  private var whileEditing: [KeyBinding<StagePlayer.Action>] {
    let move = whilePointing.filter { binding in
      switch binding.action {
      case .movePointer, .pointAtNextGrid, .pointAtPreviousGrid: true
      default: false
      }
    }.map { $0.keepingNamedKeys }
    return [
      KeyBinding(
        .enter, label: "put in", help: "Put the typed number into its cell", action: .enterTyped)
    ] + move + changing.dropFirst() + [
      KeyBinding(
        .escape, "e", "q", label: "done", help: "Drop what is typed; stop changing numbers",
        action: .toggleEditing, footer: .pinned)
    ]
  }

  /// The keys while the arrow keys change parameters.
  private var whileTuning: [KeyBinding<StagePlayer.Action>] {
    if player?.typedParameter != nil { return whileTypingParameter }
    return [
      KeyBinding(.left, "h", "-", label: "less", help: "Less of it", action: .tune(by: -1)),
      KeyBinding(.right, "l", "+", label: "more", help: "More of it", action: .tune(by: 1)),
      KeyBinding(.up, "k", label: "before", help: "The parameter before", action: .tunePrevious),
      KeyBinding(.down, "j", label: "next", help: "The next parameter", action: .tuneNext),
      KeyBinding(
        .delete, label: "usual", help: "Its usual value, as if it were not given",
        action: .usualParameter, footer: .hidden),
    ] + changing.dropFirst().filter { $0.action != .toggleTuning } + [
      KeyBinding(
        .enter, .escape, "P", "q", label: "done", help: "Leave the parameters",
        action: .toggleTuning, footer: .pinned)
    ]
  }

  /// The keys while a parameter's value is typed.
  private var whileTypingParameter: [KeyBinding<StagePlayer.Action>] {
    [
      KeyBinding(
        .enter, label: "put in", help: "Give the parameter what is typed", action: .enterParameter),
      KeyBinding(.up, label: "before", help: "The parameter before", action: .tunePrevious),
      KeyBinding(.down, label: "next", help: "The next parameter", action: .tuneNext),
      KeyBinding(
        .escape, label: "drop", help: "Drop what is typed", action: .dropParameter,
        footer: .pinned),
    ]
  }
}

extension KeyBinding {
  /// The binding without letters, where letters are typed or mean something else.
  fileprivate var keepingNamedKeys: KeyBinding {
    KeyBinding(
      keys: keys.filter { if case .character = $0 { false } else { true } }, label: label,
      help: help,
      action: action, footer: footer, disabledReason: disabledReason)
  }
}
