import Problems
import Storyboards
import TerminalKit

/// A storyboard that somebody steps through, plays and points at.
///
/// Every screen with a stage embeds one: it is asked for the keys that mean something now
/// (``StageKeys``), does what they ask, and says what is to be drawn.
///
///     var player = StagePlayer(storyboard, noun: "step")
///     _ = player.perform(.next)
///     buffer.draw(player.view(), in: area)
public struct StagePlayer: Sendable {
  /// What is explained, as the view on the stage shows it.
  public internal(set) var storyboard: Storyboard
  /// The frames of it that belong to this stage.
  public internal(set) var frames: Range<Int>
  /// What the screen calls all of these frames in its sentences: a step, a storyboard.
  let noun: String
  /// What somebody has done with them.
  public internal(set) var state: State
  /// What the cell pointed at has to do with the others; `nil` while nothing is pointed at.
  public internal(set) var pointed: Frame?
  /// The problem on the stage, where its numbers can be changed.
  public internal(set) var live: LiveProblem?
  /// The frames that belong to this stage in every view whose frames are the results; `nil` for all.
  private let part: Range<Int>?
  /// The storyboards of all views.
  var boards: StageBoards
  /// What is looked at beside; `nil` for nothing.
  private let companion: StageView.Companion?
  /// The speed of playing, as a memory keeps it: any number; one that there is not stays unheeded.
  public var speed: Int {
    get { state.speed }
    set { if Self.speeds.indices.contains(newValue) { state.speed = newValue } }
  }
  /// The views in which a kernel has turned.
  var seenTurns: Set<StoryView> = []
  /// Whether numbers have shades behind them at first.
  private let startsShaded: Bool
  /// The views that may stand beside the first unasked; `nil` for all.
  private let companions: [StoryView]?
  /// Whether the leading view has all the room at first.
  private var startsAlone: Bool { companions?.isEmpty == true && companion == nil }

  /// What a stage remembers.
  public struct State: Codable, Hashable, Sendable {
    /// The frame on the stage, a position in the storyboard.
    var position: Int
    /// The view on the stage; beside it others may stand where there is room.
    var view: StoryView
    /// The picture of a kernel's half turn that is in its place; `nil` while none turns.
    var turn: Turn?
    /// Whether frames advance by themselves.
    var isPlaying = false
    /// The speed of playing, an index of ``StagePlayer/speeds``.
    var speed = 1
    /// The cell that is pointed at; `nil` for none.
    var pointer: Pointer?
    /// How much of the results may be seen.
    var reveal: Reveal
    /// The frame that stepping ends with, where not with the last that may be looked at.
    var end: Int?
    /// What was changed, in its order.
    var edits: [ProblemEdit] = []
    /// What is typed into the cell pointed at; `nil` while nothing is being changed by typing.
    var typed: NumberDraft?
    /// The parameter that the arrow keys change, a position among the live ones; `nil` for none.
    var tuned: Int?
    /// What is typed for that parameter; `nil` while nothing is.
    var tunedText: String?
    /// Whether the leading view has all the room; `nil` for as at first.
    var isAlone: Bool?
    /// Whether numbers have shades behind them; `nil` for as at first.
    var isShaded: Bool?
  }

  /// How far a kernel's half turn has got.
  public enum Turn: Codable, Hashable, Sendable {
    /// One picture after the other, in the kernel's place.
    case moving(Int)
    /// All of them beside each other.
    case beside
  }

  /// How much of the results may be seen.
  public enum Reveal: Codable, Hashable, Sendable {
    /// Nothing: a question about them is open.
    case nothing
    /// How many there are. The size was asked for; the numbers are left to later questions.
    case size
    /// Some results, by the frame that makes them: those that were asked for or found before, and
    /// those that nobody asks for. No frame behind the last that was asked for is stepped to.
    case found(Set<Int>, last: Int)
    /// All of them.
    case everything
  }

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

  /// The speeds that + and − go through, in frames a second.
  static let speeds: [Double] = [0.5, 1, 2, 4, 8]

  /// Puts the first of some frames on the stage.
  ///
  /// - Parameters:
  ///   - views: What is explained, in one or several ways.
  ///   - live: The problem that it is about, where its numbers can be changed.
  ///   - frames: The frames that belong to this stage; all of them by default.
  ///   - noun: What the screen calls them together: a step, a storyboard.
  ///   - reveal: How much of the results may be seen at first.
  ///   - comparison: What is looked at beside it.
  ///   - isShaded: Whether numbers have shades behind them at first.
  ///   - companions: The views that may stand beside the first unasked; `nil` for all.
  public init(
    _ views: LinkedViews, live: LiveProblem? = nil, frames: Range<Int>? = nil, noun: String,
    reveal: Reveal = .everything, comparison: Comparison? = nil, isShaded: Bool = false,
    companions: [StoryView]? = nil
  ) {
    self.live = live
    companion = comparison.map(StageView.Companion.init)
    (startsShaded, self.companions) = (isShaded, companions)
    boards = StageBoards(views)
    storyboard = views.first
    part = views.start.scope == .node ? frames : nil
    self.frames = frames ?? storyboard.frames.indices
    self.noun = noun
    state = State(position: self.frames.lowerBound, view: views.start, reveal: reveal)
    beginTurn()
  }

  /// The views that there are, in their order: while results are kept back, those whose frames are
  /// the results.
  public var views: [StoryView] {
    reveal == .everything
      ? boards.views : boards.views.filter { $0.scope == .node || $0 == state.view }
  }

  /// The view on the stage.
  public var storyView: StoryView { lead }

  /// The same stage as it was left.
  ///
  /// A state of another storyboard shows the nearest frame that exists. Nothing is pointed at: whoever
  /// comes back expects the keys to do what they did at first.
  public func resumed(with state: State) -> StagePlayer {
    var player = self
    player.state = state
    // What a file says is heeded as far as it can be.
    player.state.speed = self.state.speed
    player.speed = state.speed
    player.state.pointer = nil
    (player.state.typed, player.state.tunedText, player.state.turn) = (nil, nil, nil)
    player.state.view = self.state.view
    player.open(state.view)
    if !state.edits.isEmpty, live != nil {
      player.live?.replace(with: state.edits)
      player.showChanged()
    }
    player.go(to: state.position)
    return player
  }

  /// The frame on the stage, a position in the storyboard.
  public var position: Int { state.position }

  /// Whether frames advance by themselves.
  public var isPlaying: Bool { state.isPlaying }

  /// How much of the results may be seen.
  public var reveal: Reveal { state.reveal }

  /// The cell that is pointed at; `nil` for none.
  public var pointer: Pointer? { state.pointer }

  /// Whether the arrow keys move the pointer.
  public var isPointing: Bool { pointer?.isKeyboard == true }

  /// Whether the numbers of the results are kept back.
  public var hidesResults: Bool { reveal == .nothing || reveal == .size }

  /// The frames that may be looked at.
  public var visibleFrames: Range<Int> {
    switch reveal {
    case .nothing, .everything: frames
    case .size: frames.prefix(1)
    case .found(let found, let last): frames.clamped(to: Self.run(in: found, endingWith: last))
    }
  }

  /// The frames next to each other that lead to the one that has been found last.
  private static func run(in found: Set<Int>, endingWith last: Int) -> Range<Int> {
    var first = last
    while found.contains(first - 1) { first -= 1 }
    return first..<(last + 1)
  }

  /// Whether the first frame that may be looked at is on the stage.
  public var isAtStart: Bool { position <= visibleFrames.lowerBound }

  /// Whether the last frame that may be looked at is on the stage.
  public var isAtEnd: Bool { !isTurning && position >= end }

  /// The frame that stepping ends with.
  private var end: Int {
    let last = visibleFrames.upperBound - 1
    return endsEarly ? min(state.end ?? last, last) : last
  }

  /// Whether stepping ends before the last frame, with a result that was asked for; the frames of
  /// other views are no results.
  private var endsEarly: Bool { state.end != nil && storyView.scope == .node }

  /// How long a frame stays while playing; `nil` when nothing moves.
  public var frameDuration: Duration? {
    isTurning
      ? Self.pictureDuration : isPlaying ? .seconds(1 / Self.speeds[state.speed]) : nil
  }

  /// The stage as it is to be drawn.
  ///
  /// - Parameters:
  ///   - shown: A frame to show in place of the one on the stage, while an answer is typed.
  ///   - concealment: What stands in place of results that are kept back.
  ///   - hasCaption: Whether the frame's sentence is drawn.
  public func view(
    showing shown: Int? = nil, concealment: StageView.Concealment = .none, hasCaption: Bool = true
  ) -> StageView {
    var view = StageView(
      boards, lead: lead, position: shown ?? position, concealment: concealment,
      pointed: hidesResults || isEditing ? nil : pointed,
      focus: isPointing ? pointer?.cell : nil, typed: typedNumber,
      turn: state.turn, hasCaption: hasCaption)
    view.lastVisible = visibleFrames.upperBound - 1
    // Where stepping ends early, nothing is left to find.
    view.isFinished = endsEarly
    view.isRefused = live?.refusal != nil
    view.isAlone = state.isAlone ?? startsAlone
    // Where nothing stands beside it unasked, asking brings all.
    view.companions = companions?.isEmpty == true ? nil : companions
    view.isShaded = state.isShaded ?? startsShaded
    view.companion = companion
    return view
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
    if action != .next { state.turn = nil }
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
    case .turn: state.turn = storyboard.turn.map { _ in .moving(0) }
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

  /// Moves by some frames and stops playing.
  ///
  /// - Returns: Whether the frame changed; it does not while results are kept back.
  public mutating func step(by distance: Int) -> Bool {
    state.isPlaying = false
    if isTurning, distance > 0 {
      advanceTurn()
      return true
    }
    state.turn = nil
    let target = position + distance
    return !hidesResults && go(to: distance > 0 ? min(target, max(end, position)) : target)
  }

  /// The frames of the storyboard on the stage that belong to it.
  var ownFrames: Range<Int> {
    let all = storyboard.frames.indices
    guard lead.scope == .node, let part = part?.clamped(to: all), !part.isEmpty else { return all }
    return part
  }

  /// Advances by one frame when playing, and stops at the last.
  public mutating func tick() {
    if isTurning { return advanceTurn() }
    guard isPlaying else { return }
    go(to: position + 1)
    if isAtEnd { state.isPlaying = false }
  }

  /// Stops what goes on by itself, for a screen that shows something else.
  public mutating func leave() {
    state.isPlaying = false
    (state.typed, state.tuned, state.turn) = (nil, nil, nil)
    point(at: nil)
  }

  /// Shows more of the results, the last of them on the stage.
  ///
  /// - Parameters:
  ///   - reveal: How much may be seen.
  ///   - end: The frame on the stage, with which stepping ends, where all may be seen and one of
  ///     them was asked for.
  public mutating func show(_ reveal: Reveal, endingWith end: Int? = nil) {
    (state.isPlaying, state.turn) = (false, nil)
    (state.reveal, state.end) = (reveal, reveal == .everything ? end : nil)
    if case .found(_, let last) = reveal { go(to: last) } else { go(to: state.end ?? .max) }
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

  /// Puts a frame on the stage, the nearest one that may be looked at.
  ///
  /// - Returns: Whether the frame changed.
  @discardableResult
  public mutating func go(to target: Int) -> Bool {
    let nearest = min(max(visibleFrames.lowerBound, target), visibleFrames.upperBound - 1)
    defer { state.position = nearest }
    return nearest != position
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
