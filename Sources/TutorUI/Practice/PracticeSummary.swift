import TerminalKit
import Typesetting

/// How a row of exercises went, to be looked at and to be shared as text.
struct PracticeSummary: Equatable, Sendable {
  private let title: String
  private let marks: [ExerciseMark]
  private let slips: [(name: String, count: Int)]
  private let command: String?
  /// How firmly the topics of the exercises sit now.
  let strengths: [TopicStanding]

  /// Sums up the exercises of a lesson.
  ///
  /// - Parameter strengths: How firmly their topics sit now.
  init(of lesson: LessonModel, _ strengths: [TopicStanding] = []) {
    self.strengths = strengths
    title = lesson.lesson.title
    marks = lesson.steps.map(\.mark)
    command = lesson.lesson.practice?.command
    var slips: [(name: String, count: Int)] = []
    for name in lesson.steps.flatMap({ $0.question?.progress.slips ?? [] }) {
      if let known = slips.firstIndex(where: { $0.name == name }) {
        slips[known].count += 1
      } else {
        slips.append((name, 1))
      }
    }
    self.slips = slips.sorted { $0.count > $1.count }
  }

  static func == (left: PracticeSummary, right: PracticeSummary) -> Bool { left.text == right.text }

  /// What went well, then what is open.
  private var counts: String {
    let parts = [
      (ExerciseMark.atOnce, "right at once"), (.afterHelp, "after a hint or another try"),
      (.open, "open"), (.ahead, "not looked at"),
    ].compactMap { mark, words in
      let count = marks.count { $0 == mark }
      return count == 0 ? nil : "\(count) \(words)"
    }
    return parts.joined(separator: " · ")
  }

  /// The slips by their names, the most frequent first.
  private var slipLines: [String] {
    let width = slips.map { DisplayWidth.of($0.name) }.max() ?? 0
    return slips.map { slip in
      let often = slip.count == 1 ? "once" : slip.count == 2 ? "twice" : "\(slip.count) times"
      return "\(slip.name.capitalizedFirst.padded(to: width))  \(often)"
    }
  }

  /// The summary in lines of the screen.
  func lines(_ glyphs: GlyphSet) -> [StyledText] {
    let row = marks.reduce(StyledText()) { $0 + $1.text(glyphs) }
    var lines = ["", row + StyledText("   " + counts)]
    if !slips.isEmpty {
      lines += ["", StyledText("What went wrong", Style.text.bold)]
      lines += slipLines.map { StyledText($0) }
    }
    if !strengths.isEmpty {
      lines += ["", StyledText("How firmly it sits", Style.text.bold)]
      let width = strengths.map { DisplayWidth.of($0.title) }.max() ?? 0
      lines += strengths.map {
        StyledText($0.title.padded(to: width) + "  ") + MapRows.bar($0.strength, glyphs)
      }
    }
    if let command { lines += ["", StyledText("The same again: \(command)", .dim)] }
    return lines.map(glyphs.adapt)
  }

  /// The summary as text.
  var text: String {
    let head = ["Practice: \(title)"]
    return (head + lines(.unicode).map(\.plain)).joined(separator: "\n") + "\n"
  }
}
