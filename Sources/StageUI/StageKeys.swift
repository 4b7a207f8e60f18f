import TerminalKit

/// The keys of a stage, for the key map of the screen around it.
///
/// What the first and the last frame lead to is the screen's affair: a screen with an own meaning
/// for next and back binds them itself.
public struct StageKeys {
  let player: StagePlayer?
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
    guard let turn = player?.storyboard.turn else {
      return player?.isStill == true
        ? "nothing moves by itself; where a kernel turns its pictures stand beside it"
        : "no kernel turns in this view"
    }
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

  private var isUnchanged: String? {
    player?.isChanged == true ? nil : "nothing was changed"
  }

  var changeReason: String? {
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
