import ConvolutionArithmetic
import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import Typesetting

extension LabModel {
  /// What the lab asks of the tutor.
  enum Outcome: Equatable, Sendable {
    case notice(String)
    case help
    /// Show what the op on the stage comes to.
    case facts
    case leave
    /// Write the problem to a file, which may be replaced or not.
    case save(String, replaces: Bool)
    /// Read a problem from a file.
    case open(String)
  }

  /// Answers to a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - view: The screen that was seen when it was pressed; `nil` where none was.
  mutating func update(_ key: Key, seen view: LabView? = nil) -> [Outcome] {
    player.stopHovering()
    if case .choice(var choice) = panel, choice.type(key) {
      panel = .choice(choice)
      return []
    }
    if case .prompt(var prompt) = panel, prompt.input.handle(key) {
      panel = .prompt(prompt)
      return []
    }
    if case .learning(var learning) = panel, learning.isEditing,
      let hasRoom = learning.target.type(key)
    {
      panel = .learning(learning)
      return hasRoom ? [] : [.notice(NumberDraft.full)]
    }
    if panel == nil, let outcome = player.type(key) { return outcomes(outcome) }
    if case .action(let action) = keys.lookup(key) { return perform(action, seen: view) }
    return keys.refusal(of: key).map { [.notice($0)] } ?? []
  }

  /// Answers to the mouse: the stage's affair.
  mutating func update(_ kind: MouseEvent.Kind, over cell: CellReference?) -> [Outcome] {
    guard panel == nil || inverse != nil else { return [] }
    return outcomes(player.update(kind, over: cell))
  }

  /// Goes on with what moves by itself.
  mutating func tick() -> [Outcome] {
    if case .learning(let learning) = panel, learning.isRunning { return stepLearning() }
    player.tick()
    return []
  }

  /// How long to wait for an event; `nil` while nothing moves by itself.
  var timeout: Duration? {
    if case .learning(let learning) = panel, learning.isRunning { return .milliseconds(50) }
    return player.frameDuration
  }

  private mutating func perform(_ action: LabAction, seen view: LabView?) -> [Outcome] {
    switch action {
    case .stage(let action): return perform(action, among: view?.grids)
    case .nextOperation:
      hasNextPart
        ? look(at: live.operation, part: part + 1) : look(at: live.operation + 1, part: 0)
    case .previousOperation:
      part > 0 ? look(at: live.operation, part: part - 1) : look(at: live.operation - 1)
    case .chooseOperation: panel = .choice(LabChoice(.start, from: operation.name))
    case .append: panel = .choice(LabChoice(.append))
    case .presets: panel = .choice(LabChoice(.preset))
    case .remove: return apply(.remove(operation: live.operation), "\(operation.name) is removed")
    case .random:
      defer { seed += 1 }
      return apply(
        problem.randomNumbers(for: live.operation, seed: seed), "Numbers by chance, no. \(seed)")
    case .inverse:
      panel = live.inverse.map { .inverse(InverseList($0.question, from: $0.window)) }
    case .inverseUp: choose(by: -1)
    case .inverseDown: choose(by: 1)
    case .wanted(let step): return ask(by: step)
    case .takeAnswer: return takeAnswer()
    case .learn, .restartLearning: return beginLearning()
    case .runLearning:
      if case .learning(var learning) = panel {
        learning.isRunning.toggle()
        panel = .learning(learning)
      }
    case .stepLearning: return stepLearning()
    case .rate(let factor):
      if case .learning(var learning) = panel {
        learning.learner.rate *= factor
        panel = .learning(learning)
      }
    case .keepLearned: return keepLearned()
    case .editTarget, .moveTarget, .nextTargetPlane, .enterTarget, .leaveTarget:
      return editTarget(action)
    case .save: panel = .prompt(FilePrompt(saves: true, input: TextInput(file ?? "")))
    case .open: panel = .prompt(FilePrompt(saves: false, input: TextInput(file ?? "")))
    case .confirm: return confirm()
    case .choose(let step):
      if case .choice(var choice) = panel {
        choice.move(by: step)
        panel = .choice(choice)
      }
    case .closePanel: closePanel()
    case .replaceFile:
      if case .replacing(let path) = panel { return [.save(path, replaces: true)] }
    case .leave:
      guard isUnsaved else { return [.leave] }
      panel = .leaving
    case .leaveUnsaved: return [.leave]
    case .facts: return [.facts]
    case .help: return [.help]
    }
    return []
  }

  /// Puts another op or part on the stage; what was told of the one before is no longer of interest.
  private mutating func look(at operation: Int, part: Int? = nil) {
    player.look(at: operation, part: part)
    (sentence, lastChanged) = ("", nil)
  }

  private mutating func perform(
    _ action: StagePlayer.Action, among grids: @autoclosure () -> [CellReference]?
  ) -> [Outcome] {
    let before = live.edits
    let values = live.parameters
    let outcome = player.perform(action, among: grids())
    if live.edits != before {
      let changed = zip(live.parameters, values).filter { $0.text != $1.text }
      lastChanged = live.edits.count > before.count ? changed.first?.0.name : nil
      sentence = ""
    }
    return outcomes(outcome)
  }

  /// What a change did stays below the stage; all else is told once.
  private mutating func outcomes(_ outcome: StagePlayer.Outcome) -> [Outcome] {
    switch outcome {
    case .done: return []
    case .answered(let text), .refused(let text): return [.notice(text)]
    case .told(let text):
      if player.isEditing || player.isTuning { return [.notice(text)] }
      sentence = text
      return []
    }
  }

  private mutating func apply(_ edit: ProblemEdit, _ text: String) -> [Outcome] {
    lastChanged = nil
    return outcomes(player.apply(edit, telling: text))
  }

  // MARK: - Panels

  /// Asks before the program ends and loses changes; once, for whoever asks again means it.
  ///
  /// - Returns: Whether there is something to ask about.
  mutating func asksBeforeEnding() -> Bool {
    if case .leaving = panel { return false }
    closePanel()
    guard isUnsaved else { return false }
    panel = .leaving
    return true
  }

  private mutating func closePanel() {
    if case .learning(let learning) = panel { player.replaceEdits(with: learning.edits) }
    panel = nil
  }

  private mutating func confirm() -> [Outcome] {
    switch panel {
    case .choice(let choice):
      guard let item = choice.chosen else { return [.notice("Nothing has that in its name.")] }
      panel = nil
      return take(item, for: choice.purpose)
    case .prompt(let prompt):
      let path = prompt.input.isEmpty && prompt.saves ? Self.usualFile : prompt.input.text
      guard !path.isEmpty else { return [.notice("Type the name of a file.")] }
      return [prompt.saves ? .save(path, replaces: false) : .open(path)]
    default: return []
    }
  }

  /// The file that a problem without one is saved in.
  static let usualFile = "lab.yaml"

  private mutating func take(_ item: LabChoice.Item, for purpose: LabChoice.Purpose) -> [Outcome] {
    var edit: ProblemEdit?
    switch purpose {
    case .start:
      if let example = OperationSchema.named(item.name)?.example {
        edit = .replace(input: example.input, operations: example.operations)
      }
    case .preset:
      if let preset = Preset.named(item.name) {
        edit = .replace(input: preset.input, operations: preset.operations)
      }
    case .append:
      // The last op of an example is the op itself, with what has to be given.
      if let example = OperationSchema.named(item.name)?.example,
        let text = example.operations.split(separator: "|").last
      {
        edit = .append(String(text))
      }
    }
    guard let edit else { return [] }
    let outcome = apply(edit, item.name)
    player.look(at: problem.operations.count - 1)
    if purpose == .preset { Preset.named(item.name)?.view.map { player.open($0) } }
    if live.refusal == nil { sentence = "\(item.name): \(item.summary)" }
    return outcome
  }

  // MARK: - The inverse question

  private mutating func choose(by step: Int) {
    guard var list = inverse, !list.answers.all.isEmpty else { return }
    list.selection = min(max(0, list.selection + step), list.answers.all.count - 1)
    panel = .inverse(list)
  }

  private mutating func ask(by step: Int) -> [Outcome] {
    guard let list = inverse else { return [] }
    let wanted = list.question.outputSize + step
    guard wanted >= 1 else { return [.notice("An output has at least one cell.")] }
    panel = .inverse(list.asking(for: wanted))
    return []
  }

  private mutating func takeAnswer() -> [Outcome] {
    guard let list = inverse, list.answers.all.indices.contains(list.selection) else {
      return [.notice("No window gives that; Left and Right ask for another size.")]
    }
    let window = list.answers.all[list.selection].window
    panel = nil
    // Another axis may have another window, which stays.
    if window == list.window { return [.notice("That is the window on the stage.")] }
    var edits: [ProblemEdit] = []
    if let kernel = live.parameters.first(where: { $0.name == LiveParameter.kernel }),
      let edit = try? live.edit(kernel, to: window.kernelSize)
    {
      edits.append(edit)
    }
    let values = [
      ("stride", window.stride), ("padding", window.paddingBefore), ("dilation", window.dilation),
      ("output_padding", window.outputPadding),
    ]
    for (name, value) in values where operation.schema.parameter(name) != nil {
      edits.append(.parameter(operation: live.operation, name: name, text: "\(value)"))
    }
    return apply(
      .all(edits), "\(list.question.inputSize) to \(list.question.outputSize) by \(window.inWords)")
  }
}

extension SlidingWindow {
  /// `k 3, s 2, p 1`, and what else is not usual.
  fileprivate var inWords: String {
    "k \(kernelSize), s \(stride), p \(paddingBefore)" + (dilation > 1 ? ", d \(dilation)" : "")
      + (outputPadding > 0 ? ", a \(outputPadding)" : "")
  }
}
