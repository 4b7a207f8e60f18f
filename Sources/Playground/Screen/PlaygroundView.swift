import TerminalKit
import Typesetting

/// The playground's screen.
struct PlaygroundView: Widget {
  let model: PlaygroundModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard !model.isTooSmall else {
      buffer.draw(
        TooSmallScreen("The playground", "Make it larger, or press q to leave."), in: area)
      return
    }
    let layout = PlaygroundLayout(model, in: area)
    drawHeader(in: layout.header, on: &buffer)
    drawScores(in: layout.scores, on: &buffer)
    buffer.draw(SettingsView(model: model), in: layout.settings)
    if let shot = model.shot {
      buffer.draw(
        NetworkView(model: model, shot: shot, layout: layout.network), in: layout.network.title)
      drawPlanes(shot, in: layout.planes, on: &buffer)
      buffer.draw(CurvesView(now: shot.curve, kept: model.kept?.shot.curve), in: layout.curves)
      buffer.draw(FormulaView(model: model, shot: shot), in: layout.formula)
    }
    drawFooter(in: layout.footer, on: &buffer)
    if let offset = model.helpOffset { buffer.draw(model.help(offset: offset), in: area) }
  }

  /// Where the cursor blinks; `nil` hides it.
  func cursor(in area: Rect) -> Point? {
    guard let prompt = model.prompt, !prompt.isThere, !model.isTooSmall, model.helpOffset == nil
    else { return nil }
    let layout = PlaygroundLayout(model, in: area)
    return TextField(prompt.input).cursor(in: Self.field(in: layout.scores, prompt))
  }

  private func drawHeader(in area: Rect, on buffer: inout Buffer) {
    let settings = model.settings
    let widths = ([settings.features.count] + model.widths).map(String.init)
    let title =
      StyledText("playground", Style.accent.bold)
      + StyledText("   \(settings.data.title)", Style.text.bold)
      + StyledText("   \(widths.joined(separator: "–"))", .dim)
    buffer.write(title, in: area)
    guard let shot = model.shot else { return }
    let state = StyledText(
      "epoch \(NumberText.grouped(shot.epoch)), step \(NumberText.grouped(shot.step))", .accent)
    let word =
      model.isPlaying
      ? StyledText("   ") + StyledText("playing", .success) : StyledText("    paused", .dim)
    buffer.write(state + word, in: area, alignment: .trailing)
  }

  /// The scores, which are the curves' legend too; while a name is typed, its field.
  private func drawScores(in area: Rect, on buffer: inout Buffer) {
    if let prompt = model.prompt {
      let label =
        prompt.isThere
        ? "\(prompt.input.text.printable) is there already. Replace it?"
        : Self.question(prompt)
      buffer.write(StyledText(label, .accent), in: area)
      if !prompt.isThere {
        buffer.draw(TextField(prompt.input), in: Self.field(in: area, prompt))
      }
      return
    }
    guard let shot = model.shot else { return }
    var text = StyledText("loss  ", .dim)
    text += Self.score("train", shot.train, .input)
    text += Self.score("   test", shot.test, Style.kernel.bold)
    if let kept = model.kept {
      text.append("   kept", .dim)
      text += StyledText(
        " \(Self.loss(kept.shot.train.loss)) / \(Self.loss(kept.shot.test.loss))", .dim)
      if area.width >= 110 {
        text.append("   with " + model.keptDifference, .dim)
      }
    }
    buffer.write(text, in: area)
  }

  private static func score(_ name: String, _ score: Shot.Score, _ style: Style) -> StyledText {
    StyledText("\(name) \(loss(score.loss))", style)
      + StyledText(" \(NumberText.percent(score.accuracy, 0)) right", .dim)
  }

  private static func loss(_ loss: Double) -> String { NumberText.fixed(loss, 3) }

  private static func question(_ prompt: PlaygroundModel.FilePrompt) -> String {
    prompt.saves ? "Save as: " : "Open settings, or points as x,y,class: "
  }

  private static func field(in area: Rect, _ prompt: PlaygroundModel.FilePrompt) -> Rect {
    area.splitLeft(question(prompt).count).rest
  }

  private func drawPlanes(_ shot: Shot, in planes: [Rect], on buffer: inout Buffer) {
    let now = PlaneView(
      title: model.showsUnit ? "unit" : model.kept == nil ? "plane" : "now", shot: shot,
      data: model.data, map: model.showsUnit ? shot.map(of: model.unit) : nil, place: model.place,
      isPointed: model.focus == .plane, showsTest: model.showsTest, isHard: model.isHard)
    guard let kept = model.kept else {
      buffer.draw(now, in: planes[0])
      return
    }
    let other = PlaneView(
      title: "kept", shot: kept.shot, data: kept.data, showsTest: model.showsTest,
      isHard: model.isHard)
    if planes.count > 1 {
      buffer.draw(now, in: planes[0])
      buffer.draw(other, in: planes[1])
    } else {
      buffer.draw(model.showsKept ? other : now, in: planes[0])
    }
  }

  private func drawFooter(in area: Rect, on buffer: inout Buffer) {
    if let notice = model.notice {
      buffer.draw(Notice(StyledText(notice, .warning)), in: area)
    } else {
      buffer.draw(KeyHints(model.keys.hints), in: area)
    }
  }
}

extension PlaygroundModel {
  /// What the kept run has otherwise than the present one.
  var keptDifference: String {
    guard let kept else { return "" }
    let differences = PlaygroundSetting.allCases.compactMap { setting -> String? in
      let theirs = setting.text(in: kept.settings, layer: 0)
      return theirs == setting.text(in: settings, layer: 0) ? nil : "\(setting.title) \(theirs)"
    }
    return differences.isEmpty ? "the same settings" : differences.joined(separator: ", ")
  }
}
