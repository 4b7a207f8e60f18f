import Problems
import Storyboards
import TensorEngine
import TerminalKit
import Typesetting

/// Changing numbers and parameters.
extension StagePlayer {
  /// Whether typed digits go into the cell pointed at.
  public var isEditing: Bool { state.typed != nil }

  /// Whether anything on the stage is not as it was at first.
  public var isChanged: Bool { live?.isChanged == true }

  /// The number being typed, for the stage to draw.
  var typedNumber: TypedNumber? {
    guard let draft = state.typed, let cell = pointer?.cell else { return nil }
    return TypedNumber(cell: cell, text: draft.text)
  }

  /// Takes a key that writes a number into the cell pointed at, or a value of the chosen parameter.
  ///
  /// - Returns: What came of it; `nil` for a key that writes nothing.
  public mutating func type(_ key: Key) -> Outcome? {
    if isTuning { return typeParameter(key) }
    guard var draft = state.typed, let cell = pointer?.cell, draft.takes(key) else { return nil }
    if key != .backspace, edit(cell, to: 0) == nil { return .refused(reasonNotToChange(cell)) }
    guard draft.type(key) else { return .refused(NumberDraft.full) }
    state.typed = draft
    return prompt
  }

  /// What is being typed, told while it is.
  private var prompt: Outcome {
    guard let draft = state.typed, !draft.isEmpty, let cell = pointer?.cell else { return .done }
    return .told(
      "\(draft.text) for \(storyboard.name(of: cell)).  Enter puts it in, Esc leaves it.")
  }

  /// Begins or stops to type numbers into cells.
  mutating func toggleEditing() -> Outcome {
    if let typed = state.typed {
      if typed.isEmpty { leave() } else { state.typed = NumberDraft() }
      return .done
    }
    guard live != nil else { return .refused("Nothing on this \(noun) can be changed.") }
    state.isPlaying = false
    (state.tuned, state.tunedText) = (nil, nil)
    if !isPointing || pointer.map({ edit($0.cell, to: 0) == nil }) ?? true {
      guard let cell = firstCellToChange else {
        return .refused("No number in this view was given; all are computed.")
      }
      point(at: Pointer(cell, isKeyboard: true))
    }
    state.typed = NumberDraft()
    return .done
  }

  /// In the first grid that was given, whatever the frame is about, a number that takes part in it, or else
  /// the first one.
  private var firstCellToChange: CellReference? {
    let first = storyboard.panels.indices.lazy.filter { !storyboard.panels[$0].planes.isEmpty }
      .compactMap { firstCellToChange(inPlane: 0, of: $0) }.first
    let marked = storyboard.frames[position].marks.map(\.cell)
    return marked.first { $0.panel == first?.panel && edit($0, to: 0) != nil } ?? first
  }

  /// The first number of a plane that was given.
  func firstCellToChange(inPlane index: Int, of panel: Int) -> CellReference? {
    let plane = storyboard.panels[panel].planes[index]
    return plane.values.indices.lazy.map { position in
      CellReference(
        panel: panel, plane: index, row: position / plane.columns,
        column: position % plane.columns)
    }.first { edit($0, to: 0) != nil }
  }

  /// The edit that puts a number into a cell; `nil` where the number is computed.
  private func edit(_ cell: CellReference, to number: Double) -> ProblemEdit? {
    guard let live else { return nil }
    if let element = storyboard.element(in: cell) { return live.edit(element, to: number) }
    return storyboard.upstreamPosition(in: cell).flatMap { live.edit(upstream: $0, to: number) }
  }

  private func reasonNotToChange(_ cell: CellReference) -> String {
    let panel = storyboard.panels[cell.panel]
    switch panel.planes[cell.plane].kind(row: cell.row, column: cell.column) {
    case .padding where !panel.isFilledByFrames:
      return "This is padding; } adds a ring of it and { takes one away."
    case .insertedZero: return "This zero stands between two numbers; ] and [ change the stride."
    default:
      return "\(storyboard.name(of: cell).capitalizedFirst) is computed; change what it is computed"
        + " from. Tab goes to a grid that was given."
    }
  }

  /// Puts what is typed into its cell.
  mutating func enterTyped() -> Outcome {
    guard let draft = state.typed, let cell = pointer?.cell else { return .done }
    guard !draft.isEmpty else { return .refused("Type a number first; Esc ends the changing.") }
    guard let number = draft.number, let edit = edit(cell, to: number) else {
      return .refused(draft.refusal)
    }
    state.typed = NumberDraft()
    let name = storyboard.name(of: cell)
    let before = storyboard.panels[cell.panel].planes[cell.plane][cell.row, cell.column]
    return apply(
      edit, told: "\(name) is \(NumberText.short(number)), was \(NumberText.short(before))")
  }

  /// Moves the pointer; what is typed goes into its cell before.
  mutating func movePointer(_ move: (inout Pointer, StagePlayer) -> Void) -> Outcome {
    let outcome = state.typed?.isEmpty == false ? enterTyped() : .done
    guard var moved = pointer else { return outcome }
    move(&moved, self)
    // What is typed into a cell is to be seen.
    if isEditing, !storyboard.frames[position].shows(moved.cell),
      let first = storyboard.firstFrame(showing: moved.cell)
    {
      go(to: first)
    }
    point(at: moved)
    return outcome
  }

  // MARK: - Applying

  /// Makes a change.
  ///
  /// - Parameters:
  ///   - edit: The change.
  ///   - sentence: What is told of it, as the start of a sentence.
  public mutating func apply(_ edit: ProblemEdit, telling sentence: String) -> Outcome {
    apply(edit, told: sentence)
  }

  /// Has these changes and no others.
  ///
  /// - Parameters:
  ///   - edits: The changes.
  ///   - makesFractions: Whether whole numbers are about to become fractions, which have their room already.
  public mutating func replaceEdits(with edits: [ProblemEdit], makesFractions: Bool = false) {
    live?.replace(with: edits)
    showChanged(leastNumberWidth: makesFractions ? Self.fractionWidth : 1)
  }

  /// The columns of most learned weights, `0.4133`; room for the longest would leave grids no room for their
  /// columns on a narrow screen.
  private static let fractionWidth = 6

  /// Puts another op of the problem on the stage, or a part of one.
  public mutating func look(at operation: Int, part: Int? = nil) {
    live?.look(at: operation, part: part)
    state.position = 0
    leave()
    showChanged()
    go(to: frames.lowerBound)
  }

  /// Takes the last change back.
  mutating func undo() -> Outcome {
    guard live?.undo() == true else { return .refused("Nothing was changed.") }
    return showUndone("The last change is taken back")
  }

  /// Takes all changes back.
  mutating func reset() -> Outcome {
    guard live?.reset() == true else { return .refused("Nothing was changed.") }
    return showUndone("All is as it was at first")
  }

  private mutating func showUndone(_ sentence: String) -> Outcome {
    if state.typed != nil { state.typed = NumberDraft() }
    showChanged()
    let left = live?.edits.count ?? 0
    return .told(left == 0 ? sentence + "." : "\(sentence); \(left) left.")
  }

  private mutating func apply(_ edit: ProblemEdit, told sentence: String) -> Outcome {
    apply(edit) { _ in sentence }
  }

  mutating func apply(
    _ edit: ProblemEdit, told sentence: (LiveProblem) -> String
  ) -> Outcome {
    guard var changed = live else { return .done }
    let (before, shown) = (changed.result, storyboard)
    do {
      try changed.apply(edit)
    } catch {
      return .refused(error.message.beginningSentence + ". " + error.remedy)
    }
    live = changed
    showChanged()
    let start = sentence(changed).capitalizedFirst
    guard changed.refusal == nil else { return .refused(start + ": this cannot be computed.") }
    let results = changed.comparison(with: before)
    let gradients = storyboard.gradientsChanged(since: shown)
      .map { (results.isEmpty ? ": " : ", ") + $0 }
    return .told(start + results + (gradients ?? "") + ".")
  }

  /// Puts the changed problem on the stage: the frame stays, and the pointer on its number.
  ///
  /// - Parameter leastNumberWidth: The columns that numbers other than inputs take at least.
  mutating func showChanged(leastNumberWidth: Int = 1) {
    guard let live else { return }
    state.edits = live.edits
    // With numbers of one's own every frame is of interest.
    state.end = nil
    let keptPointer = pointer
    let element = keptPointer.flatMap { storyboard.element(in: $0.cell) }
    let isWhole = frames == storyboard.frames.indices
    point(at: nil)
    // Another number is no other turn.
    let hadTurn = storyboard.turn != nil
    defer { if !hadTurn { beginTurn() } }
    boards = StageBoards(
      live.views(startingWith: state.view), isStill: boards.isStill,
      leastNumberWidth: leastNumberWidth)
    storyboard = boards[lead].storyboard
    let count = storyboard.frames.count
    frames =
      isWhole || frames.isEmpty
      ? 0..<count : min(frames.lowerBound, count - 1)..<min(frames.upperBound, count)
    go(to: position)
    guard let keptPointer else { return }
    let cell = element.flatMap { storyboard.cells(of: $0).first } ?? keptPointer.cell
    if cell.exists(in: storyboard) {
      point(at: Pointer(cell, isKeyboard: keptPointer.isKeyboard))
    } else if isEditing {
      firstCellToChange.map { point(at: Pointer($0, isKeyboard: true)) }
    }
  }
}

/// A number that is being typed into a cell of the stage.
struct TypedNumber: Hashable, Sendable {
  let cell: CellReference
  let text: String
}
