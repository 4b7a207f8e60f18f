import StageUI
import TerminalKit

/// What the keys of the lesson player do.
enum LessonAction: Equatable, Sendable {
  case goForward, goBack
  case nextStep, previousStep
  case stage(StagePlayer.Action)
  case exhibit(ExhibitPlayer.Action)
  case choose(Key), check, hint, solution, compare
  case scrollUp, scrollDown
  case listSteps
  case list(StepList.Action)
  case facts, help, leave

  /// Whether keys that are typed behind it go to the stage.
  var takesKeys: Bool {
    switch self {
    case .stage(.togglePointing), .stage(.toggleEditing), .stage(.toggleTuning): true
    default: false
    }
  }
}

extension LessonModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<LessonAction> {
    if let stepList { return stepList.keys(isAlone: isAlone).map(LessonAction.list) }
    if let mode = stageKeys.mode {
      let keys = mode.keys.map { $0.map(LessonAction.stage) }
      return KeyMap(mode.title, keys.dropLast() + [helpKey] + keys.suffix(1))
    }
    let playing =
      step.exhibitKeys?.playing.map { $0.map(LessonAction.exhibit) }
      ?? stageKeys.playing.map { $0.map(LessonAction.stage) }
    let frames = frameKeys + playing
    let bindings = step.isAsking ? questionKeys + (takesArrowKeys ? [] : frames) : frames
    return KeyMap("This step", bindings).followed(by: KeyMap("The lesson", lessonKeys))
  }

  private var stageKeys: StageKeys {
    StageKeys(step.player, noun: "step", keptBack: whyKeptBack)
  }

  /// Why the stage's keys do nothing while results are kept back.
  private var whyKeptBack: String {
    switch step.revealWhenOver {
    case .found, .everything: answerFirst
    case .size where step.isAsking: "only the size is asked for in this step"
    case .nothing, .size: step.keptBack ?? ""
    }
  }

  /// Whether the open question uses the arrow keys itself.
  private var takesArrowKeys: Bool {
    step.question?.entry.takesArrowKeys ?? false
  }

  private var factsReason: String? {
    guard step.player?.live != nil else { return "this step has no op" }
    return facts.map { $0.isEmpty ? "the stage shows no op by itself" : nil }
      ?? "that may answer a question"
  }

  /// Next and back, which lead on to other steps.
  private var frameKeys: [KeyBinding<LessonAction>] {
    [
      KeyBinding(
        keys: [.right, "l", "n"] + (step.isAsking ? [] : [.enter]), label: nextLabel,
        help: "Next frame; after the last one next question or step",
        action: .goForward, footer: nextReason == nil ? .shown : .hidden,
        disabledReason: nextReason),
      KeyBinding(
        .left, "h", "p", label: "back", help: "Previous frame; before the first one, previous step",
        action: .goBack, footer: step.isAsking ? .hidden : isOfParts ? .spare : .shown,
        disabledReason: index == 0 && step.isAtStart
          ? "this is the beginning of the lesson" : nil),
    ]
  }

  private var answerFirst: String {
    "answer the question first, or \(isLastStep ? "leave with q" : "skip it with PgDn")"
  }

  /// A question holds the lesson until it is answered or skipped.
  var nextReason: String? {
    step.isAsking && (step.hidesResults || step.isAtEnd) ? answerFirst : nil
  }

  private var nextLabel: String {
    if step.player?.isTurning == true { return "turn on" }
    if !step.hidesResults, !step.isAtEnd { return "next frame" }
    if step.hasNextQuestion { return "next question" }
    return isLastStep ? "finish" : "next step"
  }

  /// Whether the answer is handed in, without hints and solution.
  private var isHandedIn: Bool { step.question?.content.handedIn != nil }

  /// The numbers of the options, where one is chosen by its number.
  private var optionKeys: [KeyBinding<LessonAction>] {
    let count = step.question?.entry.optionCount ?? 0
    return "123456789".prefix(count).map(Key.character).enumerated().map { index, key in
      KeyBinding(
        key, label: "choose", help: "Choose option \(index + 1)", action: .choose(key))
    }
  }

  private var questionKeys: [KeyBinding<LessonAction>] {
    optionKeys + [
      KeyBinding(
        .enter, label: step.question?.entry.goesOn == true ? "go on" : "check",
        help: "Check the answer; where something is open yet go there first",
        action: .check, footer: .pinned),
      KeyBinding(
        "t", "i", label: "hint", help: "Show a hint, and another one with each press",
        action: .hint, footer: isHandedIn ? .hidden : .shown,
        disabledReason: step.question.flatMap(\.noHintReason)),
      KeyBinding(
        "s", label: "solution", help: "Show the solution", action: .solution,
        footer: isHandedIn ? .hidden : .shown,
        disabledReason: step.question.flatMap(\.noSolutionReason)),
      KeyBinding(
        "c", label: step.comparison == nil ? "compare" : "one way",
        help: "Lay your way beside the right one, after a wrong answer", action: .compare,
        footer: step.noComparisonReason == nil ? .pinned : .hidden,
        disabledReason: step.noComparisonReason),
    ]
  }

  private var lessonKeys: [KeyBinding<LessonAction>] {
    let looking =
      step.exhibitKeys?.sliding.map { $0.map(LessonAction.exhibit) }
      ?? ([stageKeys.pointing] + stageKeys.changing).map { $0.map(LessonAction.stage) }
    // A question is answered or skipped; without one the stage is what there is.
    return stageKeys.viewing.map { $0.map(LessonAction.stage) }
      + (step.isAsking ? stepKeys + looking : looking + stepKeys) + [
        KeyBinding(
          .up, "k", "K", label: "scroll", help: "Scroll the text up", action: .scrollUp,
          footer: .hidden),
        KeyBinding(
          .down, "j", "J", label: "scroll", help: "Scroll the text down", action: .scrollDown,
          footer: .hidden),
        KeyBinding(
          "g", label: "steps", help: "List the steps, and go to any of them", action: .listSteps,
          footer: .hidden),
        KeyBinding(
          "I", label: "facts", help: "Sizes, counts and the call in PyTorch of the op on the stage",
          action: .facts, footer: .hidden, disabledReason: factsReason),
        helpKey,
      ] + leavingKeys
  }

  /// The keys that leave; the one that also leaves editing does not throw away what was changed there.
  private var leavingKeys: [KeyBinding<LessonAction>] {
    let (label, help) = isAlone ? ("quit", "End the program") : ("lessons", "Back to the course")
    guard isAlone, steps.contains(where: { $0.player?.isChanged == true }) else {
      return [KeyBinding("q", .escape, label: label, help: help, action: .leave, footer: .pinned)]
    }
    return [
      KeyBinding(
        "q", label: "discard", help: "\(help); what was changed is not kept",
        action: .leave,
        footer: .pinned),
      KeyBinding(
        .escape, label: label, help: "\(help), while nothing is changed", action: .leave,
        footer: .hidden, disabledReason: "numbers are changed, and not kept: q ends all the same"),
    ]
  }

  /// Whether the steps are the parts of somebody's own problem, of which the next one may be the one wanted.
  private var isOfParts: Bool { isAlone && !step.isAsking && steps.count > 1 }

  /// The step before and the next one.
  private var stepKeys: [KeyBinding<LessonAction>] {
    [
      KeyBinding(
        .pageDown, label: isOfParts ? "step" : "skip",
        help: "Next step, whatever frame is on the stage", action: .nextStep,
        footer: isLastStep ? .hidden : isOfParts ? .pinned : .shown,
        disabledReason: isLastStep
          ? "this is the last step; \(nextReason ?? "the right arrow finishes")" : nil),
      KeyBinding(
        .pageUp, label: "previous step", help: "Previous step", action: .previousStep,
        footer: .hidden,
        disabledReason: index == 0 ? "this is the first step" : nil),
    ]
  }

  private var helpKey: KeyBinding<LessonAction> {
    KeyBinding("?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned)
  }
}
