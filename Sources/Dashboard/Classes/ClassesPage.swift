import TerminalKit
import Training

/// A cell of the confusion matrix.
struct Confusion: Hashable, Sendable {
  /// The class that an image shows.
  var label: Int
  /// The class that it is taken for.
  var prediction: Int
}

/// Which cell of the confusion matrix is chosen.
struct ClassesPage: DashboardPage, Hashable {
  /// The class that images show.
  private(set) var row = 0
  /// The class that they are taken for.
  private(set) var column = 0

  enum Action: Hashable, Sendable {
    case move(rows: Int, columns: Int)
    case goToWorst, showImages
  }

  func keys(_ run: RunState) -> KeyMap<Action> {
    let reason = run.evaluation == nil ? "the test images have not been run yet; e runs them" : nil
    func move(
      _ keys: Key..., label: String, help: String, rows: Int = 0, columns: Int = 0
    ) -> KeyBinding<Action> {
      KeyBinding(
        keys: keys, label: label, help: help, action: .move(rows: rows, columns: columns),
        footer: .hidden, disabledReason: reason)
    }
    return KeyMap(
      "Classes",
      [
        KeyBinding(
          .enter, label: "images", help: "Show test images of the chosen cell",
          action: .showImages, disabledReason: reason),
        move(.up, "k", label: "move", help: "The class above", rows: -1),
        move(.down, "j", label: "move", help: "The class below", rows: 1),
        move(.left, "h", label: "move", help: "The answer on the left", columns: -1),
        move(.right, "l", label: "move", help: "The answer on the right", columns: 1),
        KeyBinding(
          .end, "G", label: "worst", help: "The confusion that happens most",
          action: .goToWorst, disabledReason: reason),
      ])
  }

  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    guard let evaluation = run.evaluation else { return [] }
    switch action {
    case .move(let rows, let columns):
      let last = max(0, evaluation.confusion.count - 1)
      row = min(max(0, row + rows), last)
      column = min(max(0, column + columns), last)
    case .goToWorst: choose(evaluation.worstConfusion)
    case .showImages:
      let numbers = evaluation.images(ofClass: row, takenFor: column)
      guard !numbers.isEmpty else { return [.tell("No test image is in this cell.", .warning)] }
      if let reason = run.unansweredReason { return [.tell("Not now: \(reason).", .warning)] }
      run.images.look(for: TestImages.Search(numbers: numbers, step: evaluation.step))
      return [
        .ask(.send(.find(numbers))), .showImages(of: Confusion(label: row, prediction: column)),
      ]
    }
    return []
  }

  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    choose(ClassesView(page: self, run: run).cell(at: point, in: body))
    return []
  }

  private mutating func choose(_ cell: Confusion?) {
    if let cell { (row, column) = (cell.label, cell.prediction) }
  }
}

extension Evaluation {
  /// The cell off the diagonal with the most images; `nil` where all answers are right.
  var worstConfusion: Confusion? {
    var worst: (cell: Confusion, count: Int)?
    for (row, counts) in confusion.enumerated() {
      for (column, count) in counts.enumerated() where row != column && count > worst?.count ?? 0 {
        worst = (Confusion(label: row, prediction: column), count)
      }
    }
    return worst?.cell
  }

  /// The share of the answers "this class" that are right; `nil` where none was given.
  func precision(ofClass index: Int) -> Double? {
    let total = confusion.reduce(0) { $0 + $1[index] }
    return total == 0 ? nil : Double(confusion[index][index]) / Double(total)
  }
}
