import TerminalKit
import Training

/// Which class is taken for which, and how many of each are recognised.
struct ClassesView: Widget {
  let page: ClassesPage
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard let evaluation = run.evaluation, !evaluation.confusion.isEmpty else {
      buffer.draw(
        Paragraph(
          StyledText("The test images are run after each epoch. e runs them now.", .dim)),
        in: area.inset(horizontally: 2, vertically: 1))
      return
    }
    let table = table(evaluation)
    let layout = table.layout(in: area)
    let box = Box(
      StyledText("Which class (row) is taken for which (column)", Style.accent.bold),
      footer: StyledText(
        "step \(Wording.count(evaluation.step)), accuracy \(Wording.percent(evaluation.accuracy))",
        .dim))
    buffer.draw(box, in: layout.box)
    buffer.draw(table, in: area)
    drawChoice(evaluation, in: layout.caption, on: &buffer)
  }

  /// The cell of the matrix at a point.
  func cell(at point: Point, in area: Rect) -> Confusion? {
    run.evaluation.flatMap { table($0).cell(at: point, in: area) }
  }

  private func table(_ evaluation: Evaluation) -> ConfusionTable {
    ConfusionTable(counts: evaluation.confusion, names: run.classNames, chosen: page)
  }

  private func drawChoice(_ evaluation: Evaluation, in area: Rect, on buffer: inout Buffer) {
    let names = run.classNames
    let (row, column) = (page.row, page.column)
    let count = evaluation.confusion[row][column]
    let total = evaluation.confusion[row].reduce(0, +)
    let share = total == 0 ? nil : Double(count) / Double(total)
    var text = StyledText(
      "\(Wording.count(count)) of \(Wording.count(total)) images of ", .text)
    text.append(names[row], .input.bold)
    if row == column {
      text.append(" are recognised ", .success)
    } else {
      text.append(" are taken for ")
      text.append(names[column], .kernel.bold)
      text.append(" ")
    }
    text.append("(\(Wording.percent(share))). ")
    if let precision = evaluation.precision(ofClass: column) {
      text.append(
        "When it says \(names[column]), it is right in \(Wording.percent(precision)).", .dim)
    }
    buffer.draw(Paragraph(text), in: area)
  }
}
