import Lessons

/// What later questions of a lesson ask about the results on a step's stage, which must not be told
/// before.
struct LaterQuestions: Sendable {
  /// Where something is asked.
  enum Place: Sendable {
    /// Further on in the same step.
    case here
    /// In another step, counted from 1.
    case step(Int)
  }

  /// Where they are asked for first; `nil` when they are not.
  private(set) var place: Place?
  private var cells: [Range<Int>] = []
  /// Whether one of them asks about what comes on the stage with the answer.
  private(set) var askAboutAnswerStage = false
  /// Whether one of them, about something else, is asked before the results may be seen.
  private(set) var hideResults = false

  /// Nothing is asked.
  init() {}

  /// What is asked about the computation that a step shows, behind each of its questions; of a step
  /// without any, behind the step.
  static func all(of index: Int, in lesson: PreparedLesson) -> [LaterQuestions] {
    let count = max(1, lesson.steps[index].questions.count)
    return (1...count).map { LaterQuestions(behind: $0, ofStep: index, in: lesson) }
  }

  private init(behind number: Int, ofStep index: Int, in lesson: PreparedLesson) {
    guard let computation = lesson.steps[index].shown else { return }
    let question = lesson.steps[index].questions.dropFirst(number - 1).first
    let answer = question?.answerStage?(question?.solution ?? [])?.shown
    for later in lesson.steps.indices.dropFirst(index) {
      for question in lesson.steps[later].questions.dropFirst(later == index ? number : 0) {
        let step = lesson.steps[later]
        guard let asked = question.asked else {
          if step.hidesResults, step.shown == computation { hideResults = true }
          continue
        }
        if asked.computation == answer { askAboutAnswerStage = true }
        guard asked.computation == computation else { continue }
        place = place ?? (later == index ? .here : .step(later + 1))
        cells.append(asked.cells)
      }
    }
  }

  /// Whether there are none.
  var isEmpty: Bool { place == nil }

  /// Whether one of them asks for results, and not only for their number.
  var askForResults: Bool { cells.contains { !$0.isEmpty } }

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
