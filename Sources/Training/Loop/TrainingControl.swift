import Foundation

/// The commands on their way to a trainer, which takes them between two steps; the next one may have begun when they
/// come.
///
/// Any thread may send them. They are obeyed in the order in which they came; of several of one kind
/// that wait, only the last is.
///
/// `@unchecked Sendable`: the variables are read and written under `changed`.
public final class TrainingControl: @unchecked Sendable {
  private let changed = NSCondition()
  /// What is to be done once, in order.
  private var waiting: [TrainingCommand] = []
  /// How the run is to end.
  private var ending: TrainingCommand?
  private var isPaused = false
  /// How many steps are to be made in spite of a pause.
  private var singleSteps = 0
  /// Whether the trainer was last told to wait.
  private var isHeld = false
  /// Whether it was told to go on since then: a pause after that is another one, to be told anew.
  private var isResumed = false
  private var looks = false

  /// Creates a control without commands.
  public init() {}

  /// Sends a command.
  public func send(_ command: TrainingCommand) {
    changed.lock()
    switch command {
    case .pause: isPaused = true
    case .resume: (isPaused, singleSteps, isResumed) = (false, 0, true)
    case .stepOnce: (isPaused, singleSteps) = (true, singleSteps + 1)
    case .stop: ending = ending ?? command
    case .interrupt: ending = command
    case .lookAtTheEnd: looks = true
    case .leave: looks = false
    case .saveCheckpoint, .evaluate, .predict, .find, .takeSnapshot, .rewind, .set:
      waiting.removeAll(where: command.replaces)
      waiting.append(command)
    }
    changed.signal()
    changed.unlock()
  }

  /// Whether the run has been told to end.
  public var isEnding: Bool {
    changed.lock()
    defer { changed.unlock() }
    return ending != nil
  }

  /// Whether a step may follow as if there were no commands.
  var asksNothing: Bool {
    changed.lock()
    defer { changed.unlock() }
    return ending == nil && waiting.isEmpty && !isPaused && !isHeld
  }

  /// Whether nobody waits for a test any more.
  var abandonsTests: Bool {
    changed.lock()
    defer { changed.unlock() }
    return ending == .interrupt || ending != nil && !looks
  }

  /// Whether somebody looks at the run when it has ended.
  var looksAtTheEnd: Bool {
    changed.lock()
    defer { changed.unlock() }
    return looks
  }

  /// Takes what is asked of a run that has ended, and waits for it.
  ///
  /// - Returns: The questions, in order; `nil` once nobody looks any more.
  func takeQuestions() -> [TrainingCommand]? {
    changed.lock()
    defer { changed.unlock() }
    waiting.removeAll { !$0.isQuestion }
    while looks, ending != .interrupt, waiting.isEmpty {
      changed.wait()
      waiting.removeAll { !$0.isQuestion }
    }
    guard looks, ending != .interrupt else { return nil }
    defer { waiting.removeAll() }
    return waiting
  }

  /// Takes what is to be done before the next step, and waits for it while the run is paused.
  ///
  /// - Returns: The commands, in order: ``TrainingCommand/pause`` and ``TrainingCommand/resume``
  ///   only where the trainer begins to wait or goes on, an end alone. And whether a step follows.
  func take() -> (commands: [TrainingCommand], isStepNext: Bool) {
    changed.lock()
    defer { changed.unlock() }
    while isHeld, !isResumed, isPaused, singleSteps == 0, waiting.isEmpty, ending == nil {
      changed.wait()
    }
    if let ending { return ([ending], false) }
    let holds = isPaused && singleSteps == 0
    var commands: [TrainingCommand] = []
    if holds, !isHeld || isResumed { commands.append(.pause) }
    if isHeld, !isPaused { commands.append(.resume) }
    commands += waiting
    waiting.removeAll()
    if !holds { singleSteps = max(0, singleSteps - 1) }
    (isHeld, isResumed) = (holds, false)
    return (commands, !holds)
  }
}
