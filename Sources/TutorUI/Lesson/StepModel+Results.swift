import Lessons
import Problems
import StageUI
import Storyboards

/// What of the results is kept back, what stands in its place, and what is said about it.
extension StepModel {
  /// What may be seen once the question is over: what it was about and what had been found before,
  /// and nothing that a later step asks for.
  var revealWhenOver: StagePlayer.Reveal {
    guard let asked else { return later.isEmpty ? .everything : known ?? .nothing }
    if asked.cells.isEmpty {
      // Of results that nobody asks for the number is not all that may be seen.
      return content.hasResults && later.askForResults ? known ?? .size : .everything
    }
    guard content.finishesResultsOneByOne else { return later.isEmpty ? .everything : .nothing }
    let last = asked.cells.upperBound - 1
    let showsAll =
      content.frames.upperBound == content.storyboard?.frames.count && !later.hideResults
    guard !later.isEmpty || asked.cells.count == 1 && !showsAll else { return .everything }
    // What nobody asks for stands there with the answer.
    let end = later.hideResults ? last : content.frames.upperBound
    let others = (0..<max(last, end)).filter { !later.ask(for: $0) }
    return .found(found.union(asked.cells).union(others), last: last)
  }

  /// The frame that stepping ends with when the question is over; `nil` for the last that may be seen.
  ///
  /// A question about one result is followed by no other frames than those that lead to it.
  var endWhenOver: Int? {
    guard let asked, asked.cells.count == 1, content.finishesResultsOneByOne else { return nil }
    return asked.cells.lowerBound
  }

  /// What had been found before.
  private var known: StagePlayer.Reveal? {
    content.finishesResultsOneByOne
      ? found.max().map { .found(found, last: $0) } : nil
  }

  /// The stage; `nil` for a step without one.
  var stageView: StageView? {
    var view = player?.view(
      showing: typedPosition, concealment: concealment, hasCaption: question == nil)
    if hasFoundAll, !showsAnswerStage { view?.isFinished = true }
    view?.roomKept =
      switch revealWhenOver {
      case .nothing, .size: .nothing
      case .found: .sums
      case .everything: .everything
      }
    return view
  }

  /// While an answer is typed the window follows it: to the cell of the grid being filled, or to
  /// the one that the question is about.
  private var typedPosition: Int? {
    switch concealment {
    case .none, .found, .questionMarks(showsWindow: false, _, _): return nil
    case .questionMarks, .unknownSize: return question?.content.focus
    case .entry(let grid):
      return content.storyboard?.frames.count == grid.items.count ? grid.cursor : nil
    }
  }

  private var concealment: StageView.Concealment {
    guard let player, let question else { return .none }
    switch player.reveal {
    case .everything: return .none
    case .found(let found, _): return .found(found)
    case .size: return .questionMarks(showsWindow: false)
    case .nothing: break
    }
    switch question.content.form {
    case .number where asked != nil, .products where asked != nil:
      return .questionMarks(
        showsWindow: question.content.focus != nil,
        found: found.subtracting(asked?.cells ?? 0..<0), mistaken: mistakenCells)
    case .grid:
      if hasGridOnStage, case .grid(let grid) = question.entry { return .entry(grid.stageEntry) }
      return .questionMarks(
        showsWindow: false, found: found.subtracting(asked?.cells ?? 0..<0))
    case .size, .shape: return .unknownSize
    default: return isSizeKnown ? .questionMarks(showsWindow: false, found: found) : .unknownSize
    }
  }

  /// The cells on the stage whose products were found wrong, and have not been typed anew since.
  private var mistakenCells: Set<CellReference> {
    guard let question, case .products = question.content.form,
      case .grid(let grid) = question.entry, let focus = question.content.focus,
      let products = content.storyboard?.frames[focus].products?.filter({ $0.count == 2 })
    else { return [] }
    let wrong = grid.wrong.filter { products.indices.contains($0) && isJudged(grid.cells[$0]) }
    return Set(wrong.flatMap { products[$0].compactMap(\.cell) })
  }

  /// Whether a text is a number or a fraction: what cannot be read was not judged.
  private func isJudged(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      if case .number = NumberSyntax.parse(String($0)) { true } else { false }
    }
  }

  /// Whether the learner types into the stage's own output: where that is asked for, and not a value
  /// that only has its shape.
  var hasGridOnStage: Bool {
    guard content.hidesResults, let storyboard = content.storyboard,
      case .grid(let rows, let columns) = question?.content.form,
      asked?.cells == 0..<(rows * columns)
    else { return false }
    return storyboard.panels.contains { panel in
      panel.isFilledByFrames && panel.planes.count == 1 && panel.planes[0].rows == rows
        && panel.planes[0].columns == columns
    }
  }

  /// Whether every result has been asked for in the step and found, while its frames stop before the
  /// last: what was typed stays then, whichever frame is on the stage.
  var hasFoundAll: Bool {
    guard let count = content.shown?.resultCount, let storyboard = content.storyboard,
      content.frames.upperBound < storyboard.frames.count
    else { return false }
    return questions.contains { $0.isClosed && asked(by: $0)?.cells == 0..<count }
  }

  /// Why results are kept back, and until when; `nil` while none are.
  var keptBack: String? {
    guard hidesResults else { return nil }
    let left =
      switch later.place {
      case .here: "results are left to the next question"
      case .step(let step): "results are left to step \(step)"
      case nil: nil as String?
      }
    guard isAsking else { return left }
    switch (revealWhenOver, asked?.cells.count) {
    case (.nothing, _): return left
    case (.size, _), (.found, 0): return "the size appears when you have answered"
    case (_, 1): return "the result appears when you have answered"
    case _ where content.hasResults: return "results appear when you have answered"
    case _: return "the sums appear when you have answered"
    }
  }
}
