import TerminalKit

/// The keys of a stage, for the key map of the screen around it.
///
/// What the first and the last frame lead to is the screen's affair: a screen with an own meaning
/// for next and back binds them itself.
public struct StageKeys {
  private let player: StagePlayer?
  private let noun: String
  private let playNote: String
  private let keptBack: String

  /// The keys of a player.
  ///
  /// - Parameters:
  ///   - player: What they move; `nil` where the screen has no stage.
  ///   - noun: What the screen calls its frames together: a step, a storyboard.
  ///   - playNote: What the help adds to playing.
  ///   - keptBack: Why the screen keeps results back, where it does.
  public init(
    _ player: StagePlayer?, noun: String, playNote: String = "", keptBack: String = ""
  ) {
    self.player = player
    self.noun = noun
    self.playNote = playNote
    self.keptBack = keptBack
  }

  /// The keys while they mean something else than usual, and what the stage is doing then.
  ///
  /// Numbers are typed, parameters changed, or cells pointed at; the last key ends it.
  public var mode: (title: String, keys: [KeyBinding<StagePlayer.Action>])? {
    guard let player else { return nil }
    if player.isEditing { return ("Changing numbers", whileEditing) }
    if player.isTuning { return ("Changing parameters", whileTuning) }
    return player.isPointing ? ("Pointing at cells", whilePointing) : nil
  }

  /// Next and back.
  public var stepping: [KeyBinding<StagePlayer.Action>] {
    [
      KeyBinding(
        .right, "l", label: "next", help: "Next frame", action: .next,
        disabledReason: reason ?? endReason),
      KeyBinding(
        .left, "h", label: "back", help: "Previous frame", action: .previous,
        disabledReason: reason ?? startReason),
    ]
  }

  /// Playing, its speed, and the ends.
  public var playing: [KeyBinding<StagePlayer.Action>] {
    [
      KeyBinding(
        .space, label: player?.isPlaying == true ? "pause" : "play",
        help: "Let the frames run, or stop them" + playNote, action: .togglePlay,
        footer: reason == nil ? .shown : .hidden, disabledReason: reason),
      KeyBinding(
        "+", "=", label: "faster", help: "Run faster", action: .faster, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        "-", "_", label: "slower", help: "Run slower", action: .slower, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        .home, label: "first", help: "First frame of this \(noun)", action: .first,
        footer: .hidden, disabledReason: reason ?? startReason),
      KeyBinding(
        .end, "G", label: "last", help: "Last frame of this \(noun)", action: .last,
        footer: .hidden, disabledReason: reason ?? endReason),
    ]
  }

  /// The keys that change the view.
  public var viewing: [KeyBinding<StagePlayer.Action>] {
    let views = player?.views ?? []
    let reason = revealReason
    return [
      KeyBinding(
        .tab, label: "view", help: "The same cell in the next view", action: .nextView,
        footer: views.count > 1 && reason == nil ? .shown : .hidden,
        disabledReason: reason ?? viewReason),
      KeyBinding(
        .backTab, label: "view before", help: "The same cell in the view before",
        action: .previousView, footer: .hidden, disabledReason: reason ?? viewReason),
      KeyBinding(
        "T", label: "transpose", help: "The matrix C, or C transposed: the way back",
        action: .transpose, footer: transposeReason == nil ? .shown : .hidden,
        disabledReason: reason ?? transposeReason),
      KeyBinding(
        "z", label: "one view", help: "One view alone, or others beside it where there is room",
        action: .toggleAlone, footer: .hidden, disabledReason: reason ?? viewReason),
      KeyBinding(
        "m", label: "shades", help: "Shades behind the numbers: how large each is in its grid",
        action: .toggleShades, footer: .hidden,
        disabledReason: player == nil ? "this \(noun) has no grids" : nil),
      KeyBinding(
        "F", label: "turn", help: "See the kernel make its half turn once more", action: .turn,
        footer: turnReason == nil ? .shown : .hidden, disabledReason: turnReason),
    ]
  }

  private var turnReason: String? {
    guard let turn = player?.storyboard.turn else { return "no kernel turns in this view" }
    return turn.isVisible ? nil : "this kernel looks the same turned"
  }

  private var transposeReason: String? {
    guard let player, player.views.contains(.back) else {
      return "there is no matrix of this \(noun)"
    }
    return player.storyView.transposed == nil ? "Tab leads to the matrix first" : nil
  }

  private var viewReason: String? {
    if (player?.views.count ?? 0) > 1 { return nil }
    let large = player?.live?.tooLargeViews ?? []
    return large.isEmpty
      ? "there is no other view of this \(noun)"
      : "\(large.map(\.rawValue).joined(separator: ", ")) would be too large: make input or kernel"
        + " smaller (P)"
  }

  /// The key that begins to point.
  public var pointing: KeyBinding<StagePlayer.Action> {
    KeyBinding(
      "v", label: "point",
      help: "Point at a cell: what it is computed from, or every result that it feeds",
      action: .togglePointing, footer: player == nil ? .hidden : .shown,
      disabledReason: pointingReason)
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

  /// The keys that change numbers and parameters.
  public var changing: [KeyBinding<StagePlayer.Action>] {
    let reason = changeReason
    return [
      KeyBinding(
        "e", label: "edit", help: "Change numbers: type into any cell that was given",
        action: .toggleEditing, footer: reason == nil ? .shown : .hidden, disabledReason: reason),
      KeyBinding(
        "u", label: "undo", help: "Take the last change back", action: .undo,
        footer: isUnchanged == nil ? .shown : .hidden, disabledReason: reason ?? isUnchanged),
      KeyBinding(
        "r", label: "reset", help: "Take all changes back", action: .reset, footer: .hidden,
        disabledReason: reason ?? isUnchanged),
    ] + parameters(reason)
      + [
        KeyBinding(
          "P", label: "parameters",
          help: "Go through all parameters of the op: keys change them, digits type them",
          action: .toggleTuning, footer: .hidden, disabledReason: reason)
      ]
  }

  private func parameters(_ reason: String?) -> [KeyBinding<StagePlayer.Action>] {
    let pairs: [(Key, Key, String)] = [
      ("(", ")", "kernel"), ("[", "]", "stride"), ("{", "}", "padding"), ("<", ">", "dilation"),
    ]
    return pairs.flatMap { less, more, name in
      [
        KeyBinding(
          less, label: "less \(name)", help: "Less \(name)", action: .change(name, by: -1),
          footer: .hidden, disabledReason: reason),
        KeyBinding(
          more, label: "more \(name)", help: "More \(name)", action: .change(name, by: 1),
          footer: .hidden, disabledReason: reason),
      ]
    }
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

  private var isUnchanged: String? {
    player?.isChanged == true ? nil : "nothing was changed"
  }

  private var changeReason: String? {
    guard let player else { return "this \(noun) has no grids" }
    if player.live == nil { return "nothing on this \(noun) can be changed" }
    if case .found = player.reveal { return beyond }
    return revealReason
  }

  private var reason: String? {
    let count = player?.visibleFrames.count ?? 0
    let few = count == 0 ? "this \(noun) has no frames" : "this \(noun) has only one frame"
    return revealReason ?? (count > 1 ? nil : leavesFrames ? beyond : few)
  }

  private var pointingReason: String? {
    player == nil ? "this \(noun) has no grids" : revealReason
  }

  private var revealReason: String? { player?.hidesResults == true ? keptBack : nil }

  private var startReason: String? {
    guard let player, player.isAtStart else { return nil }
    return player.position > player.frames.lowerBound
      ? beyond : "this is the first frame of the \(noun)"
  }

  private var endReason: String? {
    guard let player, player.isAtEnd else { return nil }
    return player.position < player.frames.upperBound - 1
      ? beyond : "this is the last frame of the \(noun)"
  }

  /// Whether some frames may not be looked at yet.
  private var leavesFrames: Bool { player.map { $0.visibleFrames != $0.frames } ?? false }

  private var beyond: String {
    player?.reveal == .everything
      ? "this is the result that was asked for; v points at the others"
      : "the results beyond this one have not been found yet"
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
