import Storyboards
import TerminalKit
import Typesetting

/// The sums that a stage says below its grids, as much of them as has room.
extension StageView {
  /// The sums of a frame, and where two nodes are compared that of the other one.
  func sums(
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
      let room = max(0, limit - end.count - 1)
      let missing = told.count - 1 - ends.count { $0 <= room }
      if limit <= end.count || room + missing == 0 {
        return shortened(last, width: width, glyphs, to: limit)
      }
      let note = missing > 0 ? "… \(missing) more sum\(missing == 1 ? "" : "s")" : "…"
      lines = lines.prefix(room) + [glyphs.adapt(StyledText(note, .dim))] + end
    }
    if isCompared, let companion {
      lines += sums(besides: companion, width: width, glyphs)
    }
    return Array(lines.prefix(limit))
  }

  /// A sum without its first terms: what it is the sum of, a sign that terms are left out, and the last ones,
  /// as many as have room.
  private func shortened(
    _ line: ArithmeticLine, width: Int, _ glyphs: GlyphSet, to limit: Int
  ) -> [StyledText] {
    func lines(_ text: StyledText) -> [StyledText] {
      glyphs.adapt(text).wrapped(to: width, hangingIndent: 2)
    }
    var longest: [StyledText]?
    for count in 1..<max(2, line.termCount) {
      let next = lines(line.ending(in: count))
      if next.count > limit { break }
      longest = next
    }
    // Without room for both, the end tells more than what it is the end of.
    return longest ?? Array(lines(line.ending(in: 1, isLabelled: false)).suffix(limit))
  }
}

extension ArithmeticLine {
  /// Its terms, where it may be broken, and what stands before them: what it is the sum of.
  private var parts: (label: [Token], terms: [[Token]]) {
    let groups = tokens.split(separator: .breakOpportunity).map(Array.init)
    guard let label = groups.first, case .sign(let text) = label.first, text.hasSuffix(": ") else {
      return ([], groups)
    }
    return (label, Array(groups.dropFirst()))
  }

  fileprivate var termCount: Int { parts.terms.count }

  /// Its last terms in colour, behind a sign that others are left out: `channel 0: … + 3·2 = 7`.
  fileprivate func ending(in count: Int, isLabelled: Bool = true) -> StyledText {
    let (label, terms) = parts
    let (left, kept) = (terms.dropLast(count).flatMap(\.self), terms.suffix(count).flatMap(\.self))
    // The sign between terms, without a bracket that what is left out has opened.
    let sign = left.suffix(1).filter(\.isSign)
      .compactMap { text(of: $0).split(separator: ")").last.map { Token.sign(String($0)) } }
    return styled((isLabelled ? label : []) + opening(of: left)) + StyledText("…", .dim)
      + styled(sign + kept)
  }

  /// What of the tokens that are left out stands before the terms: up to the last bracket that is closed
  /// behind them.
  private func opening(of left: [Token]) -> ArraySlice<Token> {
    var open: [Int] = []
    for (index, token) in left.enumerated() {
      for character in text(of: token) {
        if character == "(" { open.append(index) }
        if character == ")" { _ = open.popLast() }
      }
    }
    return left.prefix((open.last ?? -1) + 1)
  }
}

extension ArithmeticLine.Token {
  fileprivate var isSign: Bool { if case .sign = self { true } else { false } }
}
