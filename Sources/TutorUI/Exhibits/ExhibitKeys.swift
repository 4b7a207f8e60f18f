import TerminalKit

/// The keys of an exhibit, for the key map of the screen around it.
struct ExhibitKeys {
  private let player: ExhibitPlayer
  /// Why steps are kept back; `nil` where they are not.
  private let keptSteps: String?
  /// Why the slider is.
  private let keptSlider: String?

  init(_ player: ExhibitPlayer, keptSteps: String?, keptSlider: String?) {
    (self.player, self.keptSteps, self.keptSlider) = (player, keptSteps, keptSlider)
  }

  /// Playing, and the ends.
  var playing: [KeyBinding<ExhibitPlayer.Action>] {
    let reason = keptSteps ?? (player.stepCount > 1 ? nil : "this picture does not move")
    return [
      KeyBinding(
        .space, label: player.isPlaying ? "pause" : "play",
        help: "Let the steps run, or stop them", action: .togglePlay,
        footer: reason == nil ? .shown : .hidden, disabledReason: reason),
      KeyBinding(
        .home, label: "first", help: "The first step of the picture", action: .first,
        footer: .hidden, disabledReason: reason),
      KeyBinding(
        .end, "G", label: "last", help: "The last step of the picture", action: .last,
        footer: .hidden, disabledReason: reason),
    ]
  }

  /// The slider; none where there is none.
  var sliding: [KeyBinding<ExhibitPlayer.Action>] {
    guard let slider = player.content.slider else { return [] }
    let ways: [(Key, String, Int)] = [("[", "less", -1), ("]", "more", 1)]
    return ways.map { key, word, distance in
      let end = distance < 0 ? 0 : slider.labels.count - 1
      return KeyBinding(
        key, label: "\(word) \(slider.name)",
        help: "\(word.capitalized) \(slider.name)", action: .slide(by: distance),
        disabledReason: keptSlider ?? (player.state.place == end ? "the slider ends here" : nil))
    }
  }
}
