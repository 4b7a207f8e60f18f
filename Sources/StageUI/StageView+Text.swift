import Storyboards
import TerminalKit
import Typesetting

/// What a stage says below its grids: the sums of a frame, its sentence, and the answer to pointing.
extension StageView {
  /// The text of a frame, as many lines of it as are seen: a sum over hundreds of channels has
  /// hundreds.
  func textLines(
    _ frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText] {
    let sentence = sentence(of: frame, width: width, glyphs)
    // A sum that is long leaves the sentence its lines: it says what flows back.
    let kept = lead.showsGradients && hasCaption && sentence.count < limit ? sentence.count : 0
    var lines = sums(of: frame, isCompared: isCompared, width: width, glyphs, upTo: limit - kept)
    if hasCaption || lines.isEmpty { lines += sentence }
    return Array(lines.prefix(limit))
  }

  /// The answer to pointing below a sum, which stays where it is: that of the result pointed at, or else of
  /// the frame on the stage.
  func answer(
    _ frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText] {
    let sentence = sentence(of: frame, width: width, glyphs)
    guard limit > sentence.count else { return Array(sentence.prefix(limit)) }
    let isOwn = !frame.arithmetic.isEmpty
    var sums = sums(
      of: isOwn ? frame : current, isCompared: isCompared && !isOwn, width: width, glyphs,
      upTo: limit - sentence.count)
    // Whose sum it is, for what is lit now is not what it is made of.
    let result =
      isOwn
      ? frame.cellOfSum
      : current.backward.isEmpty ? current.marks.first(where: { $0.kind == .result })?.cell : nil
    if !isCompared, let last = sums.last, let result {
      let names = [storyboard.name(of: result), storyboard.place(of: result)]
      let named = names.map { last + glyphs.adapt(StyledText("   \($0)", .dim)) }
      sums[sums.count - 1] = named.first { $0.width <= width } ?? last
    }
    return sums + sentence
  }

  /// What a frame says, in as many lines as it takes.
  private func sentence(of frame: Frame, width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    let text =
      isRefused
      ? StyledText("✗ ", .failure) + StyledText(frame.caption) : StyledText(frame.caption, .dim)
    return glyphs.adapt(text).wrapped(to: width)
  }

  /// The sums of a frame, and where two nodes are compared that of the other one.
  private func sums(
    of frame: Frame, isCompared: Bool, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText] {
    var lines: [StyledText] = []
    // Where each sum ends, as far as they are in view.
    var ends: [Int] = []
    // Two nodes are compared by what they come to.
    let told = isCompared ? frame.arithmetic : frame.told
    for line in told where lines.count < limit {
      let text = isCompared ? StyledText(name + "  ", .dim) + line.styled : line.styled
      lines += glyphs.adapt(text).wrapped(to: width, hangingIndent: 2)
      ends.append(lines.count)
    }
    if ends.count < told.count || lines.count > limit, let last = told.last {
      // What the sums come to is never out of view.
      let end = glyphs.adapt(last.styled).wrapped(to: width, hangingIndent: 2)
        .suffix(max(1, limit - 2))
      guard limit > end.count else { return goingOn(Array(end.suffix(limit)), glyphs) }
      let room = max(0, limit - end.count - 1)
      let missing = told.count - 1 - ends.count { $0 <= room }
      let note = missing > 0 ? "… \(missing) more sum\(missing == 1 ? "" : "s")" : "…"
      lines = lines.prefix(room) + [glyphs.adapt(StyledText(note, .dim))] + end
    }
    if isCompared, let companion {
      lines += sums(besides: companion, width: width, glyphs)
    }
    return Array(lines.prefix(limit))
  }

  /// The last lines of a sum, with a sign in their indent that something stands before them: alone they would
  /// read as a sum that is wrong.
  private func goingOn(_ lines: [StyledText], _ glyphs: GlyphSet) -> [StyledText] {
    guard var first = lines.first, let indent = first.spans.first,
      indent.text.hasPrefix("  ")
    else { return lines }
    let rest = Span(String(indent.text.dropFirst(2)), indent.style)
    first.spans.replaceSubrange(0..<1, with: [Span("\(glyphs.leftOut) ", .dim), rest])
    return [StyledText(first.spans)] + lines.dropFirst()
  }

  /// Whether sums are told of two nodes.
  private var isCompared: Bool { companion != nil && !isAlone }

  /// What the node on the stage is called beside another, and its view beside others of it.
  var name: String { companion?.comparison.name ?? lead.rawValue }

  /// What the node beside comes to, under its name.
  private func sums(
    besides companion: Companion, width: Int, _ glyphs: GlyphSet
  ) -> [StyledText] {
    guard let line = companion.frame(at: position).arithmetic.last else { return [] }
    let text = StyledText(companion.comparison.otherName + "  ", .dim) + line.styled
    return glyphs.adapt(text).wrapped(to: width, hangingIndent: 2)
  }

  /// Enough for the longest text of a frame that is known, where there is as much room: it does not change
  /// from frame to frame.
  func reservedTextHeight(width: Int, _ glyphs: GlyphSet, upTo limit: Int) -> Int {
    if concealment.hidesSums, roomKept == .nothing { return 0 }
    return textHeight(width: width, glyphs, upTo: limit)
  }

  func textHeight(width: Int, _ glyphs: GlyphSet, upTo limit: Int) -> Int {
    samples.longest.reduce(1) { height, frame in
      if height >= limit { return limit }
      return max(height, textLines(frame, width: width, glyphs, upTo: limit).count)
    }
  }
}

extension Frame {
  /// The cell that its sum comes to, where the frame is about others; `nil` where it is about that one.
  fileprivate var cellOfSum: CellReference? {
    guard case .number(_, _, let cell?)? = arithmetic.last?.tokens.last,
      !marks.contains(where: { $0.cell == cell })
    else { return nil }
    return cell
  }
}
