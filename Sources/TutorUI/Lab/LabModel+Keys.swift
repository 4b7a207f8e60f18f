import Problems
import StageUI
import TerminalKit

/// What the keys of the lab do.
enum LabAction: Equatable, Sendable {
  case stage(StagePlayer.Action)
  case nextOperation, previousOperation
  case chooseOperation, append, remove, presets
  case random, inverse, learn
  case save, open, facts, help, leave
  case inverseUp, inverseDown, wanted(by: Int), takeAnswer
  case runLearning, stepLearning, rate(by: Double), restartLearning, keepLearned
  case editTarget, moveTarget(rows: Int, columns: Int), nextTargetPlane, enterTarget, leaveTarget
  case closePanel, confirm, choose(by: Int)
  case leaveUnsaved, replaceFile
}

extension LabModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<LabAction> {
    switch panel {
    case .inverse: return KeyMap("The inverse question", inverseKeys)
    case .learning(let learning):
      return learning.isEditing
        ? KeyMap("What is to be learned", targetKeys(learning.target))
        : KeyMap("Learning", learningKeys(learning))
    case .choice:
      return KeyMap(
        "Choosing",
        [
          KeyBinding(.enter, label: "take", help: "Take the chosen row", action: .confirm),
          KeyBinding(.up, label: "choose", help: "The row above", action: .choose(by: -1)),
          KeyBinding(.down, label: "choose", help: "The row below", action: .choose(by: 1)),
          KeyBinding(
            .pageUp, label: "page up", help: "Ten rows up", action: .choose(by: -10),
            footer: .hidden),
          KeyBinding(
            .pageDown, label: "page down", help: "Ten rows down", action: .choose(by: 10),
            footer: .hidden),
          KeyBinding(
            .home, label: "first", help: "The first row", action: .choose(by: -Int.max),
            footer: .hidden),
          KeyBinding(
            .end, label: "last", help: "The last row", action: .choose(by: Int.max), footer: .hidden
          ),
          helpKey,
          closing("back", "Back to the lab"),
        ])
    case .prompt(let prompt):
      return KeyMap(
        prompt.saves ? "Saving" : "Opening",
        [
          KeyBinding(
            .enter, label: prompt.saves ? "save" : "open",
            help: prompt.saves ? "Save under that name" : "Open that file", action: .confirm),
          KeyBinding(
            .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
          closing("back", "Back to the lab"),
        ])
    case .replacing:
      return KeyMap(
        "A file is there",
        [
          KeyBinding("y", label: "replace", help: "Replace the file", action: .replaceFile),
          closing("keep it", "Back to the lab"),
        ])
    case .leaving:
      return KeyMap(
        "Unsaved",
        [
          KeyBinding("w", label: "save", help: "Save it first", action: .save),
          KeyBinding("y", label: "leave", help: "Leave without saving", action: .leaveUnsaved),
          closing("stay", "Back to the lab"),
        ])
    case nil: break
    }
    if let mode = stageKeys.mode {
      let keys = mode.keys.map { $0.map(LabAction.stage) }
      return KeyMap(mode.title, keys.dropLast() + [helpKey] + keys.suffix(1))
    }
    return KeyMap("Stepping", stageKeys.stepping.map { $0.map(LabAction.stage) })
      .followed(by: KeyMap("Looking", lookingKeys))
      .followed(by: KeyMap("Numbers", numberKeys))
      .followed(by: KeyMap("The op and its parameters", operationKeys))
      .followed(by: KeyMap("Playing", stageKeys.playing.map { $0.map(LabAction.stage) }))
      .followed(by: KeyMap("The lab", labKeys))
  }

  private var stageKeys: StageKeys { StageKeys(player, noun: "op") }

  /// The stage's keys that change numbers, and those that change the op.
  private var changing: (numbers: [KeyBinding<LabAction>], parameters: [KeyBinding<LabAction>]) {
    let keys = stageKeys.changing
    func isNumbers(_ action: StagePlayer.Action) -> Bool {
      switch action {
      case .toggleEditing, .undo, .reset: true
      default: false
      }
    }
    return (
      keys.filter { isNumbers($0.action) }.map { $0.map(LabAction.stage) },
      keys.filter { !isNumbers($0.action) }.map { $0.map(LabAction.stage) }
    )
  }

  private var lookingKeys: [KeyBinding<LabAction>] {
    ([stageKeys.pointing] + stageKeys.viewing).map { $0.map(LabAction.stage) } + [
      KeyBinding(
        "I", label: "facts", help: "Sizes, counts and the call in PyTorch of the op on the stage",
        action: .facts, footer: .hidden,
        disabledReason: facts.isEmpty ? "the stage shows no op by itself" : nil)
    ]
  }

  private var numberKeys: [KeyBinding<LabAction>] {
    changing.numbers + [
      KeyBinding("R", label: "random", help: "Small random numbers everywhere", action: .random),
      KeyBinding(
        "L", label: "learn",
        help: "Learn weights by gradient descent: those on the stage, or for a target of your own",
        action: .learn,
        footer: learnReason == nil ? .shown : .hidden, disabledReason: learnReason),
    ]
  }

  private var operationKeys: [KeyBinding<LabAction>] {
    let count = problem.operations.count
    let hasNext = hasNextPart || live.operation + 1 < count
    let hasBefore = part > 0 || live.operation > 0
    return changing.parameters + [
      KeyBinding(
        "=", label: "inverse", help: "Which windows give an output of this size", action: .inverse,
        disabledReason: noInverse),
      KeyBinding(
        "c", label: "op", help: "Choose another op, with an example of its own",
        action: .chooseOperation),
      KeyBinding(
        "f", label: "presets", help: "The guide's figures, and classic kernels", action: .presets),
      KeyBinding("a", label: "append", help: "Append an op to the chain", action: .append),
      KeyBinding(
        "x", label: "remove", help: "Remove this op from the chain", action: .remove,
        footer: count > 1 ? .shown : .hidden,
        disabledReason: count > 1 ? nil : "a chain has at least one op"),
      KeyBinding(
        .pageDown, label: "next part", help: "The next part of this op, or the next op",
        action: .nextOperation, footer: hasNext ? .shown : .hidden,
        disabledReason: hasNext ? nil : "this is the last op of the chain"),
      KeyBinding(
        .pageUp, label: "part before", help: "The part of this op before, or the op before",
        action: .previousOperation, footer: hasBefore ? .pinned : .hidden,
        disabledReason: hasBefore ? nil : "this is the first op of the chain"),
    ]
  }

  private var labKeys: [KeyBinding<LabAction>] {
    [
      KeyBinding(
        "w", label: "save",
        help: "Save as a problem file; convscope figure FILE draws it for a page or a slide",
        action: .save, footer: .pinned),
      KeyBinding(
        "o", label: "open", help: "Open a problem file", action: .open,
        disabledReason: isUnsaved
          ? "opening would lose the changes; w saves them, r takes them back" : nil),
      helpKey,
      KeyBinding(
        "q", .escape, label: "leave", help: "Leave the lab", action: .leave, footer: .pinned),
    ]
  }

  private var learnReason: String? {
    if node == nil { return "there is no output to learn from" }
    let names = ["weight", "bias"].map { "\(live.operation).\($0)" }
    return names.contains { problem.grid(named: $0) != nil } ? nil : "this op has no weights"
  }

  private var inverseKeys: [KeyBinding<LabAction>] {
    [
      KeyBinding(.down, "j", label: "down", help: "Next answer", action: .inverseDown),
      KeyBinding(.up, "k", label: "up", help: "Answer before", action: .inverseUp),
      KeyBinding(
        .right, "l", "+", label: "larger", help: "Ask for a larger output", action: .wanted(by: 1)),
      KeyBinding(
        .left, "h", "-", label: "smaller", help: "Ask for a smaller output",
        action: .wanted(by: -1)),
      KeyBinding(.enter, label: "take", help: "Take this window", action: .takeAnswer),
      helpKey,
      closing("back", "Back to the lab"),
    ]
  }

  private func learningKeys(_ learning: Learning) -> [KeyBinding<LabAction>] {
    [
      KeyBinding(
        .space, label: learning.isRunning ? "stop" : "run", help: "Let the steps run, or stop them",
        action: .runLearning),
      KeyBinding(.right, "l", label: "step", help: "One step", action: .stepLearning),
      KeyBinding(.enter, label: "keep", help: "Keep the learned weights", action: .keepLearned),
      KeyBinding("+", label: "faster", help: "Twice the rate", action: .rate(by: 2)),
      KeyBinding("-", label: "slower", help: "Half the rate", action: .rate(by: 0.5)),
      KeyBinding(
        "e", label: "target", help: "Type what the output is to be", action: .editTarget),
      KeyBinding("R", label: "again", help: "Begin again from 0", action: .restartLearning),
      helpKey,
      closing("drop", "Back to the weights from before"),
    ]
  }

  /// The keys while numbers of the target are typed; digits are typed besides.
  private func targetKeys(_ target: TargetEntry) -> [KeyBinding<LabAction>] {
    [
      KeyBinding(
        .enter, label: "put in", help: "Put the typed number into its cell", action: .enterTarget),
      KeyBinding(
        .left, label: "move", help: "One cell to the left",
        action: .moveTarget(rows: 0, columns: -1)),
      KeyBinding(
        .right, label: "move", help: "One cell to the right",
        action: .moveTarget(rows: 0, columns: 1)),
      KeyBinding(
        .up, label: "move", help: "One cell up", action: .moveTarget(rows: -1, columns: 0)),
      KeyBinding(
        .down, label: "move", help: "One cell down", action: .moveTarget(rows: 1, columns: 0)),
      KeyBinding(
        .tab, label: "next channel", help: "The next channel of the output",
        action: .nextTargetPlane, footer: target.planeCount > 1 ? .shown : .hidden,
        disabledReason: target.planeCount > 1 ? nil : "the output has one channel"),
      helpKey,
      KeyBinding(
        .escape, "e", "q", label: "done", help: "Learn this target, from the weights as they are",
        action: .leaveTarget, footer: .pinned),
    ]
  }

  private func closing(_ label: String, _ help: String) -> KeyBinding<LabAction> {
    KeyBinding(.escape, label: label, help: help, action: .closePanel, footer: .pinned)
  }

  private var helpKey: KeyBinding<LabAction> {
    KeyBinding("?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned)
  }
}
