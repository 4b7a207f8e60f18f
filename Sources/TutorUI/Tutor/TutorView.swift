import StageUI
import TerminalKit
import Typesetting

/// The whole screen of the tutor, laid out once for a state of the model.
struct TutorView: Widget {
  /// The open lesson's part; `nil` at home and where the window is too small.
  let lesson: LessonView?
  /// The lab's part; `nil` elsewhere.
  let lab: LabView?
  private let model: TutorModel

  init(model: TutorModel, glyphs: GlyphSet = .unicode) {
    self.model = model
    let body = Self.divide(Rect(origin: .zero, size: model.size)).body
    switch model.screen {
    case .lesson(let open) where !model.isTooSmall:
      lesson = LessonView(open, in: body, glyphs: glyphs)
      lab = nil
    case .lab(let open) where !model.isTooSmall:
      lab = LabView(open, in: body, glyphs: glyphs)
      lesson = nil
    case .home, .lesson, .lab: (lesson, lab) = (nil, nil)
    }
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    if model.isTooSmall {
      buffer.draw(
        TooSmallScreen("convscope", "Make it larger, or press q to quit."), in: area)
      return
    }
    let (body, footer) = Self.divide(area)
    if let lesson {
      buffer.draw(lesson, in: body)
    } else if let lab {
      buffer.draw(lab, in: body)
    } else {
      buffer.draw(HomeView(model: model.home), in: body)
    }
    if let notice = model.notice {
      buffer.draw(Notice(StyledText(notice, .warning), hints: endOfMode), in: footer)
    } else {
      buffer.draw(KeyHints(hints), in: footer)
    }
    if let offset = model.helpOffset { buffer.draw(model.help(offset: offset), in: area) }
  }

  /// Where the cursor blinks; `nil` hides it.
  var cursor: Point? {
    guard model.helpOffset == nil, !model.isTooSmall else { return nil }
    let body = Self.divide(Rect(origin: .zero, size: model.size)).body
    if case .home = model.screen { return HomeView(model: model.home).cursor(in: body) }
    return lesson?.cursor ?? lab?.cursor(in: body)
  }

  /// What is above the footer, and the footer.
  static func divide(_ area: Rect) -> (body: Rect, footer: Rect) {
    let rows = area.rows(.fill, .fixed(1))
    return (rows[0], rows[1].inset(horizontally: 1))
  }

  /// What ends the mode in which keys mean something else, to stay in sight while something is told.
  private var endOfMode: [KeyHint] {
    let player: StagePlayer? =
      switch model.screen {
      case .home: nil
      case .lesson(let open): open.stepList == nil ? open.step.player : nil
      case .lab(let open): open.panel == nil ? open.player : nil
      }
    guard let player, player.isEditing || player.isTuning || player.isPointing else { return [] }
    return hints.suffix(1)
  }

  private var hints: [KeyHint] {
    if case .lab(let open) = model.screen { return open.keys.hints }
    guard case .lesson(let open) = model.screen, let lesson else { return model.home.keys.hints }
    guard lesson.canScroll, open.step.player?.isPointing != true else { return open.keys.hints }
    // In a list of options the arrow keys choose, in a grid they move.
    let keys: [Key] = open.step.question?.takesVerticalKeys == true ? ["K", "J"] : [.up, .down]
    return open.keys.hints + [KeyHint(keys, "scroll", isPinned: true)]
  }
}
