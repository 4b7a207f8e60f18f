import TerminalKit
import Training

extension DashboardModel {
  /// The keys of the confusion matrix.
  var classesKeys: [KeyBinding<DashboardAction>] {
    let reason = run.evaluation == nil ? "the test images have not been run yet; e runs them" : nil
    return [
      KeyBinding(
        .enter, label: "images", help: "Show test images of the chosen cell", action: .open,
        disabledReason: reason),
      KeyBinding(
        .up, "k", label: "up", help: "The class above", action: .up, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        .down, "j", label: "down", help: "The class below", action: .down, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        .left, "h", label: "left", help: "The answer on the left", action: .left, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        .right, "l", label: "right", help: "The answer on the right", action: .right,
        footer: .hidden, disabledReason: reason),
      KeyBinding(
        .end, "G", label: "worst", help: "The confusion that happens most", action: .last,
        disabledReason: reason),
    ]
  }

  mutating func performInClasses(_ action: DashboardAction) -> [DashboardEffect] {
    guard let evaluation = run.evaluation else { return [] }
    let count = evaluation.confusion.count
    switch action {
    case .up: classes.move(rows: -1, columns: 0, count: count)
    case .down: classes.move(rows: 1, columns: 0, count: count)
    case .left: classes.move(rows: 0, columns: -1, count: count)
    case .right: classes.move(rows: 0, columns: 1, count: count)
    case .last:
      if let worst = evaluation.worstConfusion {
        (classes.row, classes.column) = (worst.label, worst.prediction)
      }
    case .open: return openConfusion()
    default: break
    }
    return []
  }

  private mutating func openConfusion() -> [DashboardEffect] {
    let cell = PredictionsState.Confusion(label: classes.row, prediction: classes.column)
    let hasSome = predictions.all.contains { $0.label == cell.label && $0.best == cell.prediction }
    guard hasSome else {
      tell("Of the images that are kept for looking at, none is in this cell.", .warning)
      return []
    }
    predictions.filter(cell)
    return open(.predictions)
  }
}

extension Evaluation {
  /// The cell off the diagonal with the most images; `nil` where all answers are right.
  var worstConfusion: PredictionsState.Confusion? {
    var worst: (cell: PredictionsState.Confusion, count: Int)?
    for (row, counts) in confusion.enumerated() {
      for (column, count) in counts.enumerated() where row != column && count > worst?.count ?? 0 {
        worst = (PredictionsState.Confusion(label: row, prediction: column), count)
      }
    }
    return worst?.cell
  }

  /// The share of a class's images that are recognised; `nil` where there is none.
  func accuracy(ofClass index: Int) -> Double? {
    let total = confusion[index].reduce(0, +)
    return total == 0 ? nil : Double(confusion[index][index]) / Double(total)
  }

  /// The share of the answers "this class" that are right; `nil` where none was given.
  func precision(ofClass index: Int) -> Double? {
    let total = confusion.reduce(0) { $0 + $1[index] }
    return total == 0 ? nil : Double(confusion[index][index]) / Double(total)
  }
}
