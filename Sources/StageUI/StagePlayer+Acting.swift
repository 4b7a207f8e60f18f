import Storyboards
import TerminalKit

/// What keys and the mouse ask of a stage.
extension StagePlayer {
  /// What a key asks of a stage.
  public enum Action: Hashable, Sendable {
    case next, previous, first, last
    /// Look at the same cell in another way.
    case nextView, previousView
    /// Look at the matrix transposed, or as it is again.
    case transpose
    case togglePlay, faster, slower
    /// Begin to point at cells with the arrow keys, or stop.
    case togglePointing
    case movePointer(rows: Int, columns: Int)
    case pointAtNextGrid, pointAtPreviousGrid
    /// Leave pointing for the frame that makes the cell pointed at.
    case showPointed
    /// Compare the gradient pointed at with differences of the loss.
    case checkGradient
    /// Show one view alone, or others beside it again.
    case toggleAlone
    /// Put shades behind numbers, or take them away.
    case toggleShades
    /// See the kernel turn once more.
    case turn
    /// Begin to type numbers into cells, or stop.
    case toggleEditing
    /// Put what is typed into its cell.
    case enterTyped
    /// Make a parameter, by its name, larger or smaller.
    case change(String, by: Int)
    /// Choose among all parameters, or stop.
    case toggleTuning
    /// Choose another parameter.
    case tuneNext, tunePrevious
    /// Make the chosen parameter larger or smaller.
    case tune(by: Int)
    /// Give the chosen parameter what is typed, drop that, or give it its usual value.
    case enterParameter, dropParameter, usualParameter
    /// Take the last change back, or all of them.
    case undo, reset
  }

  /// What came of it.
  public enum Outcome: Hashable, Sendable {
    /// Nothing that has to be told.
    case done
    /// Something to tell: what a change did, or what is typed.
    case told(String)
    /// Something to tell until the next key: it is about what is on the stage now.
    case answered(String)
    /// It could not be done: why.
    case refused(String)
  }

  /// Does what a key asks.
  ///
  /// - Parameters:
  ///   - action: What it asks.
  ///   - grids: The first cells of the grids that were drawn, from ``StageView/grids(in:glyphs:)``; those
  ///     of the frame by default.
  public mutating func perform(
    _ action: Action, among grids: @autoclosure () -> [CellReference]? = nil
  ) -> Outcome {
    // What the mouse points at is of no interest to somebody who types.
    stopHovering()
    if action != .next { state.picture = nil }
    switch action {
    case .next: _ = step(by: 1)
    case .previous: _ = step(by: -1)
    case .nextView: openView(after: 1)
    case .previousView: openView(after: -1)
    case .transpose: storyView.transposed.map { open($0) }
    case .first: go(to: frames.lowerBound)
    case .last:
      state.isPlaying = false
      go(to: end)
    case .togglePlay:
      state.isPlaying.toggle()
      if isPlaying, isAtEnd { go(to: frames.lowerBound) }
    case .faster: return changeSpeed(by: 1)
    case .slower: return changeSpeed(by: -1)
    case .togglePointing: togglePointing()
    case .movePointer(let rows, let columns):
      return movePointer { $0.move(rows: rows, columns: columns, in: $1.storyboard) }
    case .pointAtNextGrid, .pointAtPreviousGrid:
      let drawn = storyboard.grids(
        with: grids() ?? storyboard.grids(of: storyboard.frames[position]))
      return movePointer {
        $0.move(byGrids: action == .pointAtNextGrid ? 1 : -1, among: drawn, of: $1)
      }
    case .showPointed: return showPointed()
    case .checkGradient: return checkGradient()
    case .toggleAlone: state.isAlone = !(state.isAlone ?? startsAlone)
    case .turn: state.picture = storyboard.turn.map { _ in 0 }
    case .toggleShades: state.isShaded = !(state.isShaded ?? startsShaded)
    case .toggleEditing: return toggleEditing()
    case .enterTyped: return enterTyped()
    case .change(let name, let step): return change(name, by: step)
    case .toggleTuning: return toggleTuning()
    case .tuneNext: return tune(another: 1)
    case .tunePrevious: return tune(another: -1)
    case .tune(let step): return tune(by: step)
    case .enterParameter: return enterParameter()
    case .dropParameter: return dropParameter()
    case .usualParameter: return usualParameter()
    case .undo: return undo()
    case .reset: return reset()
    }
    return .done
  }

  /// Answers to the mouse.
  ///
  /// The wheel steps through frames; hovering over a cell shows what it has to do with the others;
  /// a click on a result shows the frame that makes it.
  ///
  /// - Parameters:
  ///   - kind: What the mouse did.
  ///   - cell: The cell below it, from ``StageView/cell(at:in:glyphs:)``.
  public mutating func update(_ kind: MouseEvent.Kind, over cell: CellReference?) -> Outcome {
    switch kind {
    case .scrollDown, .scrollUp:
      point(at: nil)
      return perform(kind == .scrollDown ? .next : .previous)
    case .move:
      if !isPointing, !isPlaying { point(at: cell.map { Pointer($0, isKeyboard: false) }) }
    case .press(.left):
      guard let cell, !hidesResults, storyboard.panels[cell.panel].isFilledByFrames else { break }
      point(at: Pointer(cell, isKeyboard: false))
      return showPointed()
    case .press, .release: break
    }
    return .done
  }

  /// Forgets what the mouse points at.
  public mutating func stopHovering() {
    if !isPointing { point(at: nil) }
  }

  private mutating func changeSpeed(by step: Int) -> Outcome {
    let target = state.speed + step
    guard Self.speeds.indices.contains(target) else {
      return .refused(step > 0 ? "This is the fastest." : "This is the slowest.")
    }
    state.speed = target
    let frames = Self.speeds[target]
    let text = frames == frames.rounded() ? String(Int(frames)) : String(frames)
    return .answered("\(text) frame\(frames == 1 ? "" : "s") a second")
  }
}
