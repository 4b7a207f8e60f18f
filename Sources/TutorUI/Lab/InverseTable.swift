import ConvolutionArithmetic
import TerminalKit
import Typesetting

/// The windows that lead from an input's length to an output's, as a table, and how far they were looked for.
struct InverseTable: Widget {
  let list: LabModel.InverseList

  init(_ list: LabModel.InverseList) { self.list = list }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let question = list.question
    let answers = list.answers.all
    let note = Paragraph(StyledText(scope, .dim))
    let rows = area.rows(
      .fixed(1), .fixed(1), .fill, .fixed(note.height(forWidth: area.width, glyphs: buffer.glyphs)))
    buffer.write(
      StyledText("\(question.inputSize) → \(question.outputSize)", Style.accent.bold)
        + StyledText("  by \(answers.count) window\(answers.count == 1 ? "" : "s")", .dim),
      in: rows[0])
    buffer.draw(note, in: rows[3])
    guard !answers.isEmpty else { return }
    let cells = answers.map(cells)
    let widths = header.indices.map { column in
      cells.reduce(header[column].count) { max($0, $1[column].count) }
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { $0.padded(to: $1 + 2) }.joined()
    }
    buffer.write(StyledText("    " + line(header), .dim), in: rows[1])
    buffer.draw(
      ListView(
        zip(answers, cells).map { answer, cells in
          StyledText("  " + line(cells))
            + StyledText(answer.window == list.window ? "now" : "", .accent)
        }, selection: list.selection), in: rows[2])
  }

  private var header: [String] {
    ["k", "s", "p", "d", list.question.rules.isTransposed ? "a" : "left"]
  }

  private func cells(_ answer: InverseQuestion.Answer) -> [String] {
    let window = answer.window
    let padding =
      window.paddingBefore == window.paddingAfter
      ? "\(window.paddingBefore)" : "\(window.paddingBefore),\(window.paddingAfter)"
    let end =
      list.question.rules.isTransposed
      ? "\(window.outputPadding)" : answer.remainder == 0 ? "–" : "\(answer.remainder)"
    return [
      "\(window.kernelSize)", "\(window.stride)" + (answer.takesLargerStrides ? "+" : ""), padding,
      "\(window.dilation)", end,
    ]
  }

  /// What the list has: which windows were looked at.
  private var scope: String {
    let answers = list.answers
    let rules = list.question.rules
    let letters = rules.isTransposed ? "k, s, d, a" : rules.hasDilation ? "k, s, d" : "k, s"
    let reach = rules.hasDilation ? "d(k − 1)" : "k − 1"
    let padding = rules.isPool ? "p up to k/2" : "p up to \(reach), at most \(answers.mostPadding)"
    if answers.all.isEmpty {
      return "No \(letters) gives that with \(padding). Left and Right ask for another size."
    }
    let limit = answers.longestReach.map { "has \(reach) up to \($0 - 1)" } ?? "fits"
    let strides = answers.all.contains(where: \.takesLargerStrides) ? " 1+ is 1 or more." : ""
    let end =
      rules.isTransposed
      ? answers.all.contains { $0.window.outputPadding > 0 } ? " a is output_padding." : ""
      : answers.all.contains { $0.remainder > 0 }
        ? " left: how many at the end no window reads." : ""
    return "Every \(letters) that \(limit), with \(padding).\(strides)\(end)"
  }
}
