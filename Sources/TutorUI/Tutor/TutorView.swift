import TerminalKit

/// The whole screen of the tutor.
struct TutorView: Widget {
  let model: TutorModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    if model.isTooSmall {
      drawTooSmall(in: area, on: &buffer)
      return
    }
    let body = Self.body(of: area)
    switch model.screen {
    case .home: buffer.draw(HomeView(model: model.home), in: body)
    case .lesson(let lesson): buffer.draw(LessonView(model: lesson), in: body)
    }
    drawFooter(in: Self.footer(of: area), on: &buffer)
    if let offset = model.helpOffset { drawHelp(offset, in: area, on: &buffer) }
  }

  /// Where the cursor blinks; `nil` hides it.
  func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    guard !model.isTooSmall, model.helpOffset == nil, case .lesson(let lesson) = model.screen
    else { return nil }
    return LessonView(model: lesson).cursor(in: Self.body(of: area), glyphs: glyphs)
  }

  /// Everything above the footer.
  static func body(of area: Rect) -> Rect { area.rows(.fill, .fixed(1))[0] }

  private static func footer(of area: Rect) -> Rect {
    area.rows(.fill, .fixed(1))[1].inset(horizontally: 1)
  }

  private func drawFooter(in area: Rect, on buffer: inout Buffer) {
    if let notice = model.notice {
      buffer.write(StyledText(notice, .warning), in: area)
      return
    }
    switch model.screen {
    case .home: buffer.draw(KeyHints(model.home.keys.hints), in: area)
    case .lesson(let lesson):
      let body = Self.body(of: buffer.area)
      let isCut =
        LessonView(model: lesson).maximumProseOffset(in: body, glyphs: buffer.glyphs) > 0
      // In a list of options the arrow keys choose.
      let keys: [Key] = lesson.state.question?.isChoosing == true ? ["K", "J"] : [.up, .down]
      let scroll = KeyHint(keys, "scroll", isPinned: true)
      buffer.draw(KeyHints(lesson.keys.hints + (isCut ? [scroll] : [])), in: area)
    }
  }

  private func drawHelp(_ offset: Int, in area: Rect, on buffer: inout Buffer) {
    let frame = model.helpFrame(in: area)
    buffer.fill(frame)
    let box = Box(
      StyledText("Keys", Style.accent.bold), footer: StyledText("any key closes", .dim),
      style: .accent)
    buffer.draw(box, in: frame)
    buffer.draw(
      KeyHelp(model.helpRows, offset: offset),
      in: box.content(in: frame).inset(horizontally: 1))
  }

  private func drawTooSmall(in area: Rect, on buffer: inout Buffer) {
    let least = TutorModel.smallestSize
    let text = """
      convscope needs \(least.width)×\(least.height) characters; this window has \
      \(area.width)×\(area.height). Make it larger, or press q to quit.
      """
    buffer.draw(Paragraph(StyledText(text)), in: area)
  }
}

extension TutorModel {
  /// The rows of the key help for the open screen.
  var helpRows: [KeyHelpRow] {
    switch screen {
    case .home: home.keys.helpRows
    case .lesson(let lesson): lesson.keys.helpRows
    }
  }

  /// The box of the key help: as high as its rows, and one row of air inside.
  fileprivate func helpFrame(in area: Rect) -> Rect {
    let width = min(76, area.width)
    let rows = KeyHelp(helpRows).lines(forWidth: width - 6).count
    return area.centered(Size(width: width, height: min(rows + 2, area.height - 2)))
  }

  /// The most lines that the key help can be scrolled by.
  var maximumHelpOffset: Int {
    let frame = helpFrame(in: Rect(origin: .zero, size: size))
    let inside = Box().content(in: frame).inset(horizontally: 1)
    return KeyHelp(helpRows).maximumOffset(in: inside.size)
  }
}
