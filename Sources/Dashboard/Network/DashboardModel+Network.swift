import StageUI
import Storyboards
import TerminalKit
import Training

extension DashboardModel {
  /// The keys inside the network, by what the arrow keys move.
  func networkKeys(on focus: NetworkState.Focus) -> KeyMap<DashboardAction> {
    switch focus {
    case .layers: KeyMap("Network", layerKeys)
    case .picture: KeyMap("Network: pointing at a number", pictureKeys)
    case .story: KeyMap("Network: storyboard", storyKeys)
    }
  }

  private var imageReason: String? {
    if predictions.all.isEmpty { return "no test image has been run yet; e runs them" }
    return network.inspection == nil ? "the image is on its way through the network" : nil
  }

  private var layerKeys: [KeyBinding<DashboardAction>] {
    let reason = imageReason
    let channels = network.planes?.channels ?? 0
    let single = reason ?? (channels < 2 ? "this layer has only one channel" : nil)
    return [
      KeyBinding(
        .down, "j", label: "layer", help: "Next layer", action: .down),
      KeyBinding(
        .up, "k", label: "layer", help: "Previous layer", action: .up, footer: .hidden),
      KeyBinding(
        .right, "l", label: "channel", help: "Next channel of the layer's output", action: .right,
        disabledReason: single),
      KeyBinding(
        .left, "h", label: "channel", help: "Previous channel of the layer's output",
        action: .left, footer: .hidden, disabledReason: single),
      KeyBinding(
        .enter, label: "point", help: "Point at a number of the layer's output", action: .open,
        disabledReason: reason),
      KeyBinding(
        "]", .pageDown, label: "image", help: "Next test image", action: .nextImage,
        disabledReason: predictions.all.count < 2 ? "there is no other image" : nil),
      KeyBinding(
        "[", .pageUp, label: "image", help: "Previous test image", action: .previousImage,
        footer: .hidden,
        disabledReason: predictions.all.count < 2 ? "there is no other image" : nil),
      KeyBinding(
        .home, "g", label: "first", help: "First layer", action: .first, footer: .hidden),
      KeyBinding(.end, "G", label: "last", help: "Last layer", action: .last, footer: .hidden),
    ]
  }

  private var pictureKeys: [KeyBinding<DashboardAction>] {
    let single = (network.planes?.channels ?? 0) < 2 ? "this layer has only one channel" : nil
    return [
      KeyBinding(
        .enter, label: "storyboard", help: "Show how this number is computed", action: .open,
        footer: .pinned),
      KeyBinding(.left, "h", label: "left", help: "One number to the left", action: .left),
      KeyBinding(.right, "l", label: "right", help: "One number to the right", action: .right),
      KeyBinding(.up, "k", label: "up", help: "One number up", action: .up),
      KeyBinding(.down, "j", label: "down", help: "One number down", action: .down),
      KeyBinding(
        "]", .pageDown, label: "channel", help: "Next channel", action: .nextChannel,
        disabledReason: single),
      KeyBinding(
        "[", .pageUp, label: "channel", help: "Previous channel", action: .previousChannel,
        footer: .hidden, disabledReason: single),
      KeyBinding(
        .home, "g", label: "first", help: "First row and column", action: .first,
        footer: .hidden),
      KeyBinding(
        .end, "G", label: "last", help: "Last row and column", action: .last,
        footer: .hidden),
      KeyBinding(
        .escape, .backspace, label: "layers", help: "Back to the layers", action: .close,
        footer: .pinned),
    ]
  }

  private var storyKeys: [KeyBinding<DashboardAction>] {
    let playback = network.story?.playback ?? Playback(count: 0)
    let operations = network.story?.nodes.count ?? 0
    let only = playback.count < 2 ? "this storyboard has only one frame" : nil
    return [
      KeyBinding(
        .right, "l", label: "next", help: "Next frame", action: .right,
        disabledReason: only ?? (playback.isAtEnd ? "this is the last frame" : nil)),
      KeyBinding(
        .left, "h", label: "back", help: "Previous frame", action: .left,
        disabledReason: only ?? (playback.position == 0 ? "this is the first frame" : nil)),
      KeyBinding(
        .space, label: playback.isPlaying ? "stop" : "play",
        help: "Let the frames run, or stop them; the training goes its own way", action: .play,
        disabledReason: only),
      KeyBinding(
        "+", "=", label: "faster", help: "Run faster", action: .faster, footer: .hidden,
        disabledReason: only),
      KeyBinding(
        "-", "_", label: "slower", help: "Run slower", action: .slower, footer: .hidden,
        disabledReason: only),
      KeyBinding(
        .home, "g", label: "first", help: "First frame", action: .first, footer: .hidden,
        disabledReason: only),
      KeyBinding(
        .end, "G", label: "last", help: "Last frame", action: .last, footer: .hidden,
        disabledReason: only),
      KeyBinding(
        "o", label: "operation", help: "The layer's next operation", action: .nextNode,
        footer: operations > 1 ? .shown : .hidden,
        disabledReason: operations > 1 ? nil : "this layer is a single operation"),
      KeyBinding(
        .escape, .backspace, label: "picture", help: "Back to the picture", action: .close,
        footer: .pinned),
    ]
  }

  mutating func performInNetwork(_ action: DashboardAction) -> [DashboardEffect] {
    switch network.focus {
    case .layers: return performInLayers(action)
    case .picture: performInPicture(action)
    case .story: performInStory(action)
    }
    return []
  }

  private mutating func performInLayers(_ action: DashboardAction) -> [DashboardEffect] {
    let count = run.layers.count
    switch action {
    case .down: network.select(network.selection + 1, of: count)
    case .up: network.select(network.selection - 1, of: count)
    case .first: network.select(0, of: count)
    case .last: network.select(count - 1, of: count)
    case .right: network.choose(channel: network.channel + 1)
    case .left: network.choose(channel: network.channel - 1)
    case .open: network.point()
    case .nextImage, .previousImage:
      guard predictions.chooseNeighbour(action == .nextImage ? 1 : -1) else { return [] }
      return inspectChosenImage()
    default: break
    }
    return []
  }

  private mutating func performInPicture(_ action: DashboardAction) {
    switch action {
    case .up: network.movePixel(rows: -1, columns: 0)
    case .down: network.movePixel(rows: 1, columns: 0)
    case .left: network.movePixel(rows: 0, columns: -1)
    case .right: network.movePixel(rows: 0, columns: 1)
    case .first: network.choose(pixel: .init(row: 0, column: 0))
    case .last:
      let planes = network.planes
      network.choose(
        pixel: .init(row: (planes?.height ?? 1) - 1, column: (planes?.width ?? 1) - 1))
    case .nextChannel: network.choose(channel: network.channel + 1)
    case .previousChannel: network.choose(channel: network.channel - 1)
    case .open: openStory(position: 0)
    case .close: network.goBack()
    default: break
    }
  }

  private mutating func performInStory(_ action: DashboardAction) {
    guard var story = network.story else { return }
    story.pointed = nil
    if action != .play, action != .faster, action != .slower { story.playback.pause() }
    network.story = story
    switch action {
    case .right: _ = network.story?.playback.move(by: 1)
    case .left: _ = network.story?.playback.move(by: -1)
    case .first: network.story?.playback.go(to: 0)
    case .last: network.story?.playback.go(to: .max)
    case .play: network.story?.playback.toggle()
    case .faster, .slower:
      let target = story.speed + (action == .faster ? 1 : -1)
      guard Playback.speeds.indices.contains(target) else {
        tell(action == .faster ? "This is the fastest." : "This is the slowest.", .warning)
        return
      }
      network.story?.speed = target
      tell("\(Wording.setting(Playback.speeds[target])) frames a second")
    case .nextNode: openStory(position: (story.position + 1) % story.nodes.count)
    case .close: network.goBack()
    default: break
    }
  }

  /// Opens the storyboard of the chosen layer at the chosen number.
  private mutating func openStory(position: Int) {
    guard let inspection = network.inspection, let part = network.layer,
      let planes = network.planes, part.nodes.indices.contains(position)
    else { return }
    let pixel = network.pixel
    let index = planes.index(
      channel: planes.isRow ? 0 : network.channel, row: pixel.row, column: pixel.column)
    do {
      network.open(
        try StoryState(
          layer: run.layers[network.selection].name, part: part, position: position, index: index,
          in: inspection))
    } catch {
      tell(String(describing: error), .failure)
    }
  }
}
