import Lessons

/// What later steps of a lesson ask about the results on a step's stage, which must not be told
/// before.
struct LaterQuestions: Sendable {
  /// The first step that asks about them, counted from 1; `nil` when none does.
  private(set) var step: Int?
  private var cells: [Range<Int>] = []

  /// Nothing is asked.
  init() {}

  /// What the steps behind one ask about a computation.
  init(after index: Int, about computation: Computation?, in lesson: PreparedLesson) {
    guard let computation else { return }
    for later in lesson.steps.indices.dropFirst(index + 1) {
      guard let asked = lesson.steps[later].question?.asked, asked.computation == computation
      else { continue }
      step = step ?? later + 1
      cells.append(asked.cells)
    }
  }

  /// Whether there are none.
  var isEmpty: Bool { step == nil }

  /// Whether one of them asks for a result.
  func ask(for cell: Int) -> Bool { cells.contains { $0.contains(cell) } }
}

/// What earlier steps have shown of the results on a step's stage.
struct EarlierResults: Sendable {
  /// The results that have been seen, in row-major order.
  private(set) var found: Set<Int> = []
  /// Whether their number has been.
  private(set) var isSizeKnown = false

  /// Adds what a step has shown, where it is about a computation.
  mutating func add(_ step: StepModel, toThoseOf computation: Computation?) {
    guard step.isSeen, let computation, step.content.shown == computation,
      let reveal = step.player?.reveal
    else { return }
    switch reveal {
    case .nothing: return
    case .size: break
    case .found(let cells, _): found.formUnion(cells)
    case .everything: found.formUnion(step.content.shownResults)
    }
    isSizeKnown = true
  }
}
