import StageUI
import TerminalKit
import Training

/// What covers the page.
enum Overlay: Hashable, Sendable {
  /// All keys, from a line on.
  case help(offset: Int)
  /// The question whether to stop.
  case stop
  /// The question which checkpoint to go back to: its step.
  ///
  /// The list may change while the question is open, so the choice is a step and not a place.
  case rewind(toStep: Int)
  /// What came of the run.
  case report(offset: Int)

  /// What comes of a key.
  enum Outcome: Equatable {
    case stay(Overlay)
    /// The key means nothing; the text says which ones do.
    case refuse(String)
    case close
    /// The same, for a key that the page may know.
    case closeFor(Key)
    case stop(leaving: Bool)
    case rewind(toStep: Int)
    case leave
  }

  /// Answers to a key.
  func update(_ key: Key, over model: DashboardModel) -> Outcome {
    switch self {
    case .help(let offset):
      return model.help(offset: offset).offset(after: key, in: model.screen)
        .map { .stay(.help(offset: $0)) } ?? .close
    case .report(let offset):
      if let offset = Self.report(model.run, offset).offset(after: key, in: model.screen) {
        return .stay(.report(offset: offset))
      }
      return key == "q" ? .leave : .closeFor(key)
    case .stop:
      switch key {
      case "s", .enter: return .stop(leaving: false)
      case "q": return .stop(leaving: true)
      case .escape, "c", "n": return .close
      default: return .refuse("\(key.name): s stops, q stops and leaves, Esc goes on.")
      }
    case .rewind(let step):
      let steps = model.run.checkpoints.map(\.step)
      func choose(_ chosen: Int?) -> Outcome { .stay(.rewind(toStep: chosen ?? step)) }
      switch key {
      case .up, "k": return choose(steps.last { $0 < step } ?? steps.first)
      case .down, "j": return choose(steps.first { $0 > step } ?? steps.last)
      case .home, "g": return choose(steps.first)
      case .end, "G": return choose(steps.last)
      case .enter, "y": return .rewind(toStep: step)
      case .escape, "q", "n": return .close
      default: return .refuse("\(key.name): Enter goes back, Esc leaves everything as it is.")
      }
    }
  }

  /// Draws what covers the page.
  func draw(over model: DashboardModel, in area: Rect, on buffer: inout Buffer) {
    switch self {
    case .help(let offset): buffer.draw(model.help(offset: offset), in: area)
    case .stop: buffer.draw(Self.stopQuestion, in: area)
    case .rewind(let step):
      buffer.draw(
        RewindDialog(
          checkpoints: model.run.checkpoints, best: model.run.bestCheckpoint, step: step),
        in: area)
    case .report(let offset): buffer.draw(Self.report(model.run, offset), in: area)
    }
  }

  private static let stopQuestion = Dialog(
    StyledText("Stop training?", Style.accent.bold),
    text: StyledText(
      "The run stops after the current step and saves a checkpoint, from which it can be resumed "
        + "with the same result as if it had never stopped."),
    hints: [
      KeyHint(["s"], "stop, show report"), KeyHint(["q"], "stop and leave"),
      KeyHint([.escape], "go on", isPinned: true),
    ], maximumWidth: 60)

  private static func report(_ run: RunState, _ offset: Int) -> Dialog {
    let report = RunReport(run)
    return Dialog(
      report.title, text: report.text,
      hints: [
        KeyHint([.escape], "look around"), KeyHint(["i"], "opens this again"),
        KeyHint(["q"], "leave", isPinned: true),
      ], offset: offset, maximumWidth: 74)
  }
}

extension DashboardModel {
  /// What a storyboard's help says besides keys.
  private var stageRows: [KeyHelpRow] {
    page == .network ? StageHelp(network.story?.player).rows : []
  }

  /// The box of all keys.
  fileprivate func help(offset: Int) -> KeyHelpBox {
    KeyHelpBox(
      keys.helpRows + stageRows, offset: offset, footer: "Up Down scroll, any other key closes")
  }
}

/// The question which checkpoint to go back to.
struct RewindDialog: Widget {
  let checkpoints: [CheckpointReport]
  /// The step of the best one.
  let best: Int?
  /// The step of the chosen one.
  let step: Int

  func draw(in area: Rect, on buffer: inout Buffer) {
    let size = Size(width: min(60, area.width), height: min(checkpoints.count + 7, area.height - 2))
    let frame = area.centered(size)
    buffer.fill(frame)
    let box = Box(StyledText("Go back to a checkpoint?", Style.accent.bold), style: .accent)
    buffer.draw(box, in: frame)
    let parts = box.content(in: frame).inset(horizontally: 1)
      .rows(.fixed(2), .fixed(1), .fill, .fixed(1), .fixed(1))
    buffer.draw(
      Paragraph(
        StyledText("Weights, optimiser, position and curves become what they were there.")),
      in: parts[0])
    buffer.draw(
      ListView(
        checkpoints.map { checkpoint in
          ListView.Item(
            StyledText("step \(Wording.count(checkpoint.step))"),
            detail: checkpoint.step == best ? StyledText("the best", .success) : "")
        }, selection: checkpoints.firstIndex { $0.step == step }), in: parts[2])
    buffer.draw(
      KeyHints([
        KeyHint([.up, .down], "choose"), KeyHint([.enter], "go back"),
        KeyHint([.escape], "leave everything as it is", isPinned: true),
      ]), in: parts[4])
  }
}
