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
    // A sum that is long leaves the sentence some lines, and all that it needs where it says what flows back.
    let least = lead.showsGradients ? limit - 1 : limit / 3
    let kept =
      hasCaption ? beginning(of: frame, width: width, glyphs, upTo: least)?.count ?? 0 : 0
    let sums = sums(of: frame, isCompared: isCompared, width: width, glyphs, upTo: limit - kept)
    guard hasCaption || sums.isEmpty else { return sums }
    return sums + sentence(of: frame, width: width, glyphs, upTo: limit - sums.count)
  }

  /// The answer to pointing below a sum, which stays where it is: that of the result pointed at, or else of
  /// the frame on the stage.
  func answer(
    _ frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText] {
    let sentence = sentence(of: frame, width: width, glyphs)
    guard limit > sentence.count else {
      return self.sentence(of: frame, width: width, glyphs, upTo: limit)
    }
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

  /// What a frame says, in as many lines as it takes or as much of it as has room.
  private func sentence(
    of frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int = .max
  ) -> [StyledText] {
    if let beginning = beginning(of: frame, width: width, glyphs, upTo: limit) { return beginning }
    let whole = sentence(frame.caption, width: width, glyphs)
    guard limit > 0 else { return [] }
    let end = whole[limit - 1] + StyledText(" ", .dim) + whole[limit]
    return whole.prefix(limit - 1) + [end.truncated(to: width, ellipsis: glyphs.ellipsis)]
  }

  /// As much of what a frame says as can stand alone and has room: all of it, its first sentences, or parts of
  /// one that end at a semicolon; `nil` where not even the first of these has.
  private func beginning(
    of frame: Frame, width: Int, _ glyphs: GlyphSet, upTo limit: Int
  ) -> [StyledText]? {
    let ways = [frame.caption] + frame.caption.beginnings.reversed()
    return ways.lazy.map { sentence($0, width: width, glyphs) }.first { $0.count <= limit }
  }

  private func sentence(_ caption: String, width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    let text =
      isRefused ? StyledText("✗ ", .failure) + StyledText(caption) : StyledText(caption, .dim)
    return glyphs.adapt(text).wrapped(to: width)
  }

  /// Whether sums are told of two nodes.
  var isCompared: Bool { companion != nil && !isAlone }

  /// What the node on the stage is called beside another, and its view beside others of it.
  var name: String { companion?.comparison.name ?? lead.rawValue }

  /// What the node beside comes to, under its name.
  func sums(
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
      let lines = textLines(frame, width: width, glyphs, upTo: limit).count
      return max(height, min(limit, lines + linesToCome(frame, width: width, glyphs)))
    }
  }

  /// How many lines more the sums take where weights become fractions.
  private func linesToCome(_ frame: Frame, width: Int, _ glyphs: GlyphSet) -> Int {
    guard samples.leastNumberWidth > 1 else { return 0 }
    func count(_ text: StyledText) -> Int {
      glyphs.adapt(text).wrapped(to: width, hangingIndent: 2).count
    }
    return frame.told.reduce(0) {
      $0 + count($1.styled(leastNumberWidth: samples.leastNumberWidth)) - count($1.styled)
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

extension String {
  /// What of it can stand alone, the shortest first: up to the end of each sentence, and up to each semicolon,
  /// behind which a sign says that more is said.
  fileprivate var beginnings: [String] {
    indices.filter { self[index(after: $0)...].hasPrefix(" ") }.compactMap { end in
      switch self[end] {
      case ".": String(self[...end])
      case ";": self[...end] + " …"
      default: nil
      }
    }
  }
}
