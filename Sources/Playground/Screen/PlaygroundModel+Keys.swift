import TerminalKit

/// What the keys of the playground do.
enum PlaygroundAction: Equatable, Sendable {
  case play, step, epoch, restart, newWeights, pace(Int)
  case focus(Int), up, down, left, right
  case move(PlaygroundSetting, Int)
  case toggle(Int)
  case keep, drop, otherRun, test, hard, unitInPlane
  case save, open, help, leave
  case confirm, close, replace
}

extension PlaygroundModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<PlaygroundAction> {
    if let prompt { return KeyMap(prompt.saves ? "Saving" : "Opening", promptKeys(prompt)) }
    return KeyMap("Training", trainingKeys)
      .followed(by: KeyMap("What the arrow keys move", focusKeys))
      .followed(by: KeyMap("Settings", settingKeys))
      .followed(by: KeyMap("The picture", pictureKeys))
      .followed(by: KeyMap("The playground", screenKeys))
  }

  private var trainingKeys: [KeyBinding<PlaygroundAction>] {
    let isLost = shot?.isFinite == false
    let lost = isLost ? "the weights are no numbers any more; r begins again" : nil
    return [
      KeyBinding(
        .space, label: isPlaying ? "pause" : "play", help: "Train, or stop training", action: .play,
        disabledReason: lost),
      KeyBinding(
        "n", label: "step", help: "One step: one batch of points", action: .step,
        disabledReason: lost),
      KeyBinding(
        "N", label: "epoch", help: "One epoch: all training points once", action: .epoch,
        disabledReason: lost),
      KeyBinding(
        "r", label: "reset", help: "Begin again with the very same first weights",
        action: .restart),
      KeyBinding(
        "R", label: "other weights", help: "Begin again with other first weights",
        action: .newWeights, footer: .hidden),
      KeyBinding(
        "+", "=", label: "faster", help: "More training for each picture", action: .pace(1),
        footer: .hidden, disabledReason: pace == .full ? "it goes as fast as it can" : nil),
      KeyBinding(
        "-", label: "slower", help: "Less training for each picture", action: .pace(-1),
        footer: .hidden, disabledReason: pace == .step ? "a step at a time is the slowest" : nil),
    ]
  }

  private var focusKeys: [KeyBinding<PlaygroundAction>] {
    let (across, down): (String, String) =
      switch focus {
      case .settings: ("change", "choose")
      case .network: ("layer", "unit")
      case .plane: ("point", "point")
      }
    return [
      KeyBinding(
        .up, "k", label: down, help: "The setting, the unit or the place above", action: .up),
      KeyBinding(
        .down, "j", label: down, help: "The setting, the unit or the place below", action: .down),
      KeyBinding(
        .left, "h", label: across,
        help: "The value before, the layer before or the place to the left", action: .left),
      KeyBinding(
        .right, "l", label: across,
        help: "The next value, the next layer or the place to the right", action: .right),
      KeyBinding(
        .tab, label: focus == .settings ? "units" : focus == .network ? "plane" : "settings",
        help: "From the settings to the units, and to the plane", action: .focus(1)),
      KeyBinding(
        .backTab, label: "back", help: "The other way round", action: .focus(-1),
        footer: .hidden),
    ]
  }

  private var settingKeys: [KeyBinding<PlaygroundAction>] {
    let features = PointFeature.allCases
    return [
      pair("]", "[", .layers, "A hidden layer more", "A hidden layer less"),
      pair(")", "(", .units, "A unit more in the chosen layer", "A unit less in the chosen layer"),
      pair(">", "<", .rate, "A higher learning rate", "A lower learning rate"),
    ].flatMap { $0 } + [
      KeyBinding(
        "d", label: "data", help: "Other data", action: .move(.data, 1), footer: .hidden),
      KeyBinding(
        "a", label: "activation", help: "Another activation", action: .move(.activation, 1),
        footer: .hidden),
    ]
      + features.indices.map { index in
        KeyBinding(
          .character(Character("\(index + 1)")), label: "input",
          help: "The input \(features[index].title), on or off", action: .toggle(index),
          footer: .hidden)
      }
  }

  /// The two keys of a setting.
  private func pair(
    _ more: Key, _ less: Key, _ setting: PlaygroundSetting, _ help: String, _ otherHelp: String
  ) -> [KeyBinding<PlaygroundAction>] {
    [
      KeyBinding(
        less, label: setting.title, help: otherHelp, action: .move(setting, -1), footer: .hidden),
      KeyBinding(
        more, label: setting.title, help: help, action: .move(setting, 1), footer: .hidden),
    ]
  }

  private var pictureKeys: [KeyBinding<PlaygroundAction>] {
    let hasNone = "no run is kept; c keeps the present one"
    return [
      KeyBinding(
        "c", label: "keep to compare", help: "Keep this run, and compare the next ones with it",
        action: .keep, disabledReason: shot == nil ? "there is no run yet" : nil),
      KeyBinding(
        "C", label: "drop", help: "Let the kept run go", action: .drop, footer: .hidden,
        disabledReason: kept == nil ? hasNone : nil),
      KeyBinding(
        "v", label: "other run", help: "The kept run's picture, or the present one's",
        action: .otherRun, footer: .hidden,
        disabledReason: kept == nil
          ? hasNone : layout.planes.count > 1 ? "both runs are in view" : nil),
      KeyBinding(
        "t", label: "test points", help: "The points of the test, shown or not", action: .test,
        footer: .hidden),
      KeyBinding(
        "u", label: "unit", help: "The chosen unit in the plane, or the regions again",
        action: .unitInPlane, footer: focus == .network ? .shown : .hidden),
      KeyBinding(
        "m", label: "one colour", help: "Regions in one colour each, or paler where less sure",
        action: .hard, footer: .hidden),
    ]
  }

  private var screenKeys: [KeyBinding<PlaygroundAction>] {
    [
      KeyBinding(
        "w", label: "save", help: "Save the settings in a file", action: .save, footer: .hidden),
      KeyBinding(
        "o", label: "open", help: "Open settings, or points of your own", action: .open,
        footer: .hidden),
      KeyBinding(
        "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
      KeyBinding(
        "q", label: "leave", help: "Leave the playground", action: .leave, footer: .pinned),
    ]
  }

  private func promptKeys(_ prompt: FilePrompt) -> [KeyBinding<PlaygroundAction>] {
    let closing = KeyBinding<PlaygroundAction>(
      .escape, label: "back", help: "Back to the playground", action: .close, footer: .pinned)
    guard !prompt.isThere else {
      return [
        KeyBinding("y", label: "replace", help: "Replace the file", action: .replace), closing,
      ]
    }
    return [
      KeyBinding(
        .enter, label: prompt.saves ? "save" : "open",
        help: prompt.saves ? "Save under that name" : "Open that file", action: .confirm),
      closing,
    ]
  }
}

/// The keys of the playground, as the documentation lists them.
public enum PlaygroundKeyTable {
  /// The page's part in Markdown; its tables are those that footer and help overlay come from.
  public static var markdown: String {
    let model = PlaygroundModel(PlaygroundSettings(), size: TooSmallScreen.leastSize)
    return [
      """
      # Keys of the playground

      `convscope lab playground` opens it. `?` lists the keys that work at the moment; one that can do
      nothing says why. A click chooses a setting, a unit or a place in the plane; the wheel changes the
      chosen setting.
      """,
      model.keys.markdown,
    ].joined(separator: "\n\n")
  }
}
