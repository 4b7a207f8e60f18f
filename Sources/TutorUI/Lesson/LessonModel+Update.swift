import StageUI
import TerminalKit

extension LessonModel {
  /// What the player asks of the screen around it.
  enum Outcome: Equatable, Sendable {
    /// Nothing more.
    case stay
    /// Tell the learner something in the footer.
    case notice(String)
    /// Show all keys.
    case help
    /// Go back to the list of lessons.
    case leave
    /// The same, at the end of the lesson.
    case finish
  }

  /// Answers to a key.
  mutating func update(_ key: Key) -> Outcome {
    // What the mouse points at is of no interest to somebody who types.
    if pointer?.isKeyboard == false { pointer = nil }
    if pointer == nil, state.question?.handle(key) == true { return .stay }
    switch keys.lookup(key) {
    case .action(let action): return perform(action)
    case .disabled(let reason): return .notice("\(key.label()): \(reason).")
    case .unbound: return .notice("\(key.label()) does nothing here; ? shows all keys.")
    }
  }

  /// Advances by one frame while playing.
  mutating func tick() {
    state.playback.tick()
  }

  /// How long a frame stays while playing; `nil` when nothing moves.
  var frameDuration: Duration? {
    state.playback.isPlaying ? .seconds(1 / Playback.speeds[speed]) : nil
  }

  /// Does what a key or the wheel asks.
  mutating func perform(_ action: LessonAction) -> Outcome {
    switch action {
    case .nextFrame: return goForward()
    case .previousFrame: return goBack()
    case .firstFrame: state.playback.go(to: 0)
    case .lastFrame: state.playback.go(to: state.playback.count - 1)
    case .nextStep: _ = go(toStep: index + 1)
    case .previousStep: _ = go(toStep: index - 1)
    case .togglePlay: state.playback.toggle()
    case .faster, .slower: return changeSpeed(by: action == .faster ? 1 : -1)
    case .check:
      state.question?.submit()
      showAnsweredResult()
    case .hint: state.question?.showHint()
    case .solution:
      state.question?.showSolution()
      showAnsweredResult()
    case .scrollUp: state.proseOffset = max(0, state.proseOffset - 1)
    case .scrollDown: state.proseOffset += 1
    case .point: togglePointing()
    case .pointUp: movePointer(rows: -1, columns: 0)
    case .pointDown: movePointer(rows: 1, columns: 0)
    case .pointLeft: movePointer(rows: 0, columns: -1)
    case .pointRight: movePointer(rows: 0, columns: 1)
    case .pointNextGrid: movePointerToNextGrid()
    case .showPointed: return showPointed()
    case .help: return .help
    case .leave: return .leave
    }
    return .stay
  }

  private mutating func goForward() -> Outcome {
    state.playback.pause()
    if !hidesResults, state.playback.move(by: 1) { return .stay }
    if let reason = nextReason { return .notice("→: \(reason).") }
    return go(toStep: index + 1) ? .stay : .finish
  }

  private mutating func goBack() -> Outcome {
    state.playback.pause()
    if !hidesResults, state.playback.move(by: -1) { return .stay }
    _ = go(toStep: index - 1)
    return .stay
  }

  private mutating func changeSpeed(by step: Int) -> Outcome {
    let target = speed + step
    guard Playback.speeds.indices.contains(target) else {
      return .notice(step > 0 ? "This is the fastest." : "This is the slowest.")
    }
    speed = target
    let frames = Playback.speeds[speed]
    let text = frames == frames.rounded() ? String(Int(frames)) : String(frames)
    return .notice("\(text) frame\(frames == 1 ? "" : "s") a second")
  }
}
