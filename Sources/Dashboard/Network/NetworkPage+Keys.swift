import StageUI
import TerminalKit

extension NetworkPage {
  /// What the keys do, by what the arrow keys move.
  enum Action: Hashable, Sendable {
    case layer(by: Int), firstLayer, lastLayer
    case channel(by: Int)
    case image(by: Int)
    case point
    case pixel(rows: Int, columns: Int), firstPixel, lastPixel
    case explain
    case stage(StagePlayer.Action)
    case nextOperation
    case goBack
  }

  func keys(_ run: RunState) -> KeyMap<Action> { keys(run, on: focus) }

  /// The keys inside the network, whatever the arrow keys move at the moment.
  func keys(_ run: RunState, on focus: Focus) -> KeyMap<Action> {
    switch focus {
    case .layers: KeyMap("Network", layerKeys(run))
    case .picture: KeyMap("Network: pointing at a number", pictureKeys)
    case .story:
      if let mode = stageKeys.mode {
        KeyMap("Network: \(mode.title.lowercased())", mode.keys.map { $0.map(Action.stage) })
      } else {
        KeyMap("Network: storyboard", storyKeys)
      }
    }
  }

  private func layerKeys(_ run: RunState) -> [KeyBinding<Action>] {
    let hasNone = run.images.all.isEmpty
    let reason: String? =
      hasNone
      ? "no test image has been run yet; e runs them"
      : inspection == nil ? "the image is on its way through the network" : nil
    let single = run.images.all.count < 2 ? "there is no other image" : nil
    return [
      KeyBinding(.down, "j", label: "layer", help: "Next layer", action: .layer(by: 1)),
      KeyBinding(
        .up, "k", label: "layer", help: "Previous layer", action: .layer(by: -1),
        footer: .hidden),
      KeyBinding(
        .right, "l", label: "channel", help: "Next channel of the layer's output",
        action: .channel(by: 1), disabledReason: reason ?? channelReason),
      KeyBinding(
        .left, "h", label: "channel", help: "Previous channel of the layer's output",
        action: .channel(by: -1), footer: .hidden, disabledReason: reason ?? channelReason),
      KeyBinding(
        .enter, label: "point", help: "Point at a number of the layer's output", action: .point,
        disabledReason: reason),
      KeyBinding(
        "]", .pageDown, label: "image", help: "Next test image", action: .image(by: 1),
        disabledReason: single),
      KeyBinding(
        "[", .pageUp, label: "image", help: "Previous test image", action: .image(by: -1),
        footer: .hidden, disabledReason: single),
      KeyBinding(
        .home, "g", label: "first", help: "First layer", action: .firstLayer, footer: .hidden),
      KeyBinding(
        .end, "G", label: "last", help: "Last layer", action: .lastLayer, footer: .hidden),
    ]
  }

  private var pictureKeys: [KeyBinding<Action>] {
    [
      KeyBinding(
        .enter, label: "storyboard", help: "Show how this number is computed", action: .explain,
        footer: .pinned),
      KeyBinding(
        .left, "h", label: "move", help: "One number to the left",
        action: .pixel(rows: 0, columns: -1)),
      KeyBinding(
        .right, "l", label: "move", help: "One number to the right",
        action: .pixel(rows: 0, columns: 1)),
      KeyBinding(
        .up, "k", label: "move", help: "One number up", action: .pixel(rows: -1, columns: 0)),
      KeyBinding(
        .down, "j", label: "move", help: "One number down", action: .pixel(rows: 1, columns: 0)),
      KeyBinding(
        "]", .pageDown, label: "channel", help: "Next channel", action: .channel(by: 1),
        disabledReason: channelReason),
      KeyBinding(
        "[", .pageUp, label: "channel", help: "Previous channel", action: .channel(by: -1),
        footer: .hidden, disabledReason: channelReason),
      KeyBinding(
        .home, "g", label: "first", help: "First row and column", action: .firstPixel,
        footer: .hidden),
      KeyBinding(
        .end, "G", label: "last", help: "Last row and column", action: .lastPixel,
        footer: .hidden),
      KeyBinding(
        .escape, .backspace, label: "layers", help: "Back to the layers", action: .goBack,
        footer: .pinned),
    ]
  }

  private var storyKeys: [KeyBinding<Action>] {
    let operations = story?.nodes.count ?? 0
    let viewing = (story?.player.views.count ?? 0) > 1 ? stageKeys.viewing : []
    let stage = (stageKeys.stepping + stageKeys.playing + viewing + [stageKeys.pointing])
      .map { $0.map(Action.stage) }
    return stage + [
      KeyBinding(
        "o", label: "operation", help: "The layer's next operation", action: .nextOperation,
        footer: operations > 1 ? .shown : .hidden,
        disabledReason: operations > 1 ? nil : "this layer is a single operation"),
      KeyBinding(
        .escape, .backspace, label: "picture", help: "Back to the picture", action: .goBack,
        footer: .pinned),
    ]
  }

  private var stageKeys: StageKeys {
    StageKeys(
      story?.player, noun: LayerStory.noun, playNote: "; the training goes its own way")
  }

  private var channelReason: String? {
    (planes?.channels ?? 0) < 2 ? "this layer has only one channel" : nil
  }
}
