import TerminalKit

/// What the keys of the lesson player do.
enum LessonAction: Equatable, Sendable {
  case nextFrame, previousFrame, firstFrame, lastFrame
  case nextStep, previousStep
  case togglePlay, faster, slower
  case check, hint, solution
  case point, pointUp, pointDown, pointLeft, pointRight, pointNextGrid, showPointed
  case scrollUp, scrollDown
  case help, leave
}

extension LessonModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<LessonAction> {
    if pointer?.isKeyboard == true { return KeyMap("Pointing at cells", pointerKeys) }
    let bindings =
      isAsking ? questionKeys + (takesArrowKeys ? [] : frameKeys) : frameKeys
    return KeyMap("This step", bindings).followed(by: KeyMap("The lesson", lessonKeys))
  }

  /// Whether a question waits for its answer.
  private var isAsking: Bool { state.question.map { !$0.isClosed } ?? false }

  /// Whether the open question uses the arrow keys itself.
  private var takesArrowKeys: Bool {
    if case .grid = state.question?.entry { true } else { false }
  }

  private var frameKeys: [KeyBinding<LessonAction>] {
    let reason = frameReason
    let atStart = state.playback.position == 0 ? "this is the first frame of the step" : nil
    return [
      KeyBinding(
        keys: [.right, "l", "n"] + (isAsking ? [] : [.enter]), label: nextLabel,
        help: "Next frame; after the last one next step; after the last step back to the lessons",
        action: .nextFrame, footer: nextReason == nil ? .shown : .hidden,
        disabledReason: nextReason),
      KeyBinding(
        .left, "h", "p", label: "back", help: "Previous frame; before the first one, previous step",
        action: .previousFrame, footer: isAsking ? .hidden : .shown,
        disabledReason: index == 0 && state.playback.position == 0
          ? "this is the beginning of the lesson" : nil),
      KeyBinding(
        .space, label: state.playback.isPlaying ? "pause" : "play",
        help: "Let the frames run, or stop them", action: .togglePlay,
        footer: reason == nil ? .shown : .hidden, disabledReason: reason),
      KeyBinding(
        "+", "=", label: "faster", help: "Run faster", action: .faster, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        "-", "_", label: "slower", help: "Run slower", action: .slower, footer: .hidden,
        disabledReason: reason),
      KeyBinding(
        .home, "g", label: "first", help: "First frame of this step", action: .firstFrame,
        footer: .hidden, disabledReason: reason ?? atStart),
      KeyBinding(
        .end, "G", label: "last", help: "Last frame of this step", action: .lastFrame,
        footer: .hidden,
        disabledReason: reason
          ?? (state.playback.isAtEnd ? "this is the last frame of the step" : nil)),
    ]
  }

  /// A question holds the lesson until it is answered or skipped.
  var nextReason: String? {
    guard isAsking, hidesResults || state.playback.isAtEnd else { return nil }
    return "answer the question first, or \(isLastStep ? "leave with q" : "skip it with PgDn")"
  }

  private var nextLabel: String {
    if !hidesResults, !state.playback.isAtEnd { return "next frame" }
    return isLastStep ? "finish" : "next step"
  }

  private var pointerKeys: [KeyBinding<LessonAction>] {
    [
      KeyBinding(.left, "h", label: "left", help: "One cell to the left", action: .pointLeft),
      KeyBinding(.right, "l", label: "right", help: "One cell to the right", action: .pointRight),
      KeyBinding(.up, "k", label: "up", help: "One cell up", action: .pointUp),
      KeyBinding(.down, "j", label: "down", help: "One cell down", action: .pointDown),
      KeyBinding(.tab, label: "next grid", help: "The next grid", action: .pointNextGrid),
      KeyBinding(
        .enter, label: "show", help: "Show the frame that makes the result pointed at",
        action: .showPointed),
      KeyBinding(
        "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
      KeyBinding(
        "v", .escape, "q", label: "done", help: "Stop pointing", action: .point, footer: .pinned),
    ]
  }

  private var pointReason: String? {
    if step.storyboard == nil { return "this step has no grids" }
    if reveal == .size { return "only the size was asked for in this step" }
    return hidesResults ? "answer the question first; then the cells can be asked" : nil
  }

  private var questionKeys: [KeyBinding<LessonAction>] {
    [
      KeyBinding(
        .enter, label: "check", help: "Check the answer; in a grid go to the next open cell first",
        action: .check, footer: .pinned),
      KeyBinding(
        "t", "i", label: "hint", help: "Show a hint, and another one with each press",
        action: .hint,
        disabledReason: state.question?.hasMoreHints == false ? "all hints are shown" : nil),
      KeyBinding(
        "s", label: "solution", help: "Show the solution", action: .solution,
        disabledReason: state.question?.hasMoreHints == true
          ? "look at the hints first: t shows the next one" : nil),
    ]
  }

  private var lessonKeys: [KeyBinding<LessonAction>] {
    [
      KeyBinding(
        .pageDown, "]", label: "skip", help: "Next step, whatever frame is on the stage",
        action: .nextStep,
        disabledReason: isLastStep
          ? "this is the last step; \(nextReason ?? "the right arrow finishes")" : nil),
      KeyBinding(
        .pageUp, "[", label: "previous step", help: "Previous step", action: .previousStep,
        footer: .hidden,
        disabledReason: index == 0 ? "this is the first step" : nil),
      KeyBinding(
        "v", label: "point",
        help: "Point at a cell: what it is computed from, or every result that it feeds",
        action: .point, disabledReason: pointReason),
      KeyBinding(
        .up, "k", "K", label: "scroll", help: "Scroll the text up", action: .scrollUp,
        footer: .hidden),
      KeyBinding(
        .down, "j", "J", label: "scroll", help: "Scroll the text down", action: .scrollDown,
        footer: .hidden),
      KeyBinding(
        "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
      KeyBinding(
        "q", .escape, label: "lessons", help: "Back to the list of lessons",
        action: .leave, footer: .pinned),
    ]
  }

  private var frameReason: String? {
    if reveal == .size { return "only the size was asked for in this step" }
    if hidesResults { return "answer the question first; then the steps are shown" }
    if state.playback.count == 0 { return "this step has no frames" }
    if state.playback.count == 1 { return "this step has only one frame" }
    return nil
  }
}
