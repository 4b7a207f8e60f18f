import TerminalKit

/// The settings, a row each, in groups: points, network, training.
struct SettingsView: Widget {
  let model: PlaygroundModel

  /// The row of a setting.
  static func row(of setting: PlaygroundSetting) -> Int {
    let number = setting.rawValue
    // An empty row before the network's settings, and before those of training.
    let groups = [PlaygroundSetting.features, .optimizer].count { number >= $0.rawValue }
    return number + groups
  }

  private static let titleWidth = 11

  func draw(in area: Rect, on buffer: inout Buffer) {
    var used = 0
    for setting in PlaygroundSetting.allCases {
      let row = Self.row(of: setting)
      let (top, rest) = area.splitTop(row).rest.splitTop(1)
      draw(setting, in: top, on: &buffer)
      used = area.height - rest.height
    }
    buffer.draw(Paragraph(StyledText(model.setting.help, .dim)), in: area.splitTop(used + 1).rest)
  }

  private func draw(_ setting: PlaygroundSetting, in row: Rect, on buffer: inout Buffer) {
    let isChosen = setting == model.setting
    let hasFocus = isChosen && model.focus == .settings
    if isChosen {
      buffer.write(
        "\(buffer.glyphs.pointer)", at: row.origin, style: hasFocus ? Style.accent.bold : .dim)
    }
    let (title, value) = row.splitLeft(2).rest.splitLeft(Self.titleWidth)
    buffer.write(StyledText(setting.title, hasFocus ? Style.accent.bold : .dim), in: title)
    buffer.write(
      StyledText(
        setting.text(in: model.settings, layer: model.hiddenLayer),
        isChosen
          ? Style.text.bold : .text), in: value)
  }
}
