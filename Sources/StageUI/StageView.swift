import Storyboards
import TerminalKit
import Typesetting

/// A frame of a storyboard: the grids side by side, the arithmetic below, then the caption.
///
///     var stage = player.view()
///     stage.isRoomy = screen.height >= 30
///     buffer.draw(stage, in: area)
public struct StageView: Widget, Sendable {
  /// What is explained, as the leading view shows it.
  public let storyboard: Storyboard
  /// The frame of it that is on the stage.
  public let position: Int
  /// What stands in place of results while a question about them is open.
  public let concealment: Concealment
  /// Whether the frame's sentence is drawn; beside a question its explanation says it.
  public let hasCaption: Bool
  /// Whether cells may stand apart, and other views beside the leading one.
  ///
  /// Small screens would show one step spaciously and the next one not.
  public var isRoomy = false
  /// What is kept back and has its room already, so that nothing moves when it comes.
  public var roomKept = Room.everything
  /// Whether every result has its number, also those that later frames make.
  public var isFinished = false
  /// Whether numbers have shades behind them.
  var isShaded = false
  /// What stands beside the leading view instead of other views of it.
  var companion: Companion?
  /// Whether the leading view has all the room.
  var isAlone = false
  /// The last frame that may be looked at.
  var lastVisible = 0
  /// The views that may stand beside it, and the one that was opened first; `nil` for all.
  var companions: [StoryView]?
  /// Whether the sentence says why there is nothing to explain.
  var isRefused = false
  let boards: StageBoards
  let lead: StoryView
  /// The result that the frame is about, by its position.
  private let resultPosition: Int
  /// What is drawn.
  let frame: Frame
  /// Whether that is the answer to pointing.
  private let isPointed: Bool
  /// Whether a picture of a kernel's turn is in its place.
  private let isTurning: Bool
  /// The frame on the stage, drawn or not.
  let current: Frame
  let samples: StageSamples
  /// The cell that the arrow keys point at, which stays in view; `nil` for none.
  private let focus: CellReference?
  /// The number being typed; `nil` while there is none.
  let typed: TypedNumber?
  private let knownHeights = StageHeights()
  private let knownFrames = StageFrames()

  /// Creates a view of one frame.
  ///
  /// - Parameters:
  ///   - boards: What is explained, in all views.
  ///   - lead: The view that is there in any case.
  ///   - position: The frame that is on the stage.
  ///   - concealment: What stands in place of results while a question about them is open.
  ///   - pointed: A frame to show in place of that one: the answer to pointing at a cell.
  ///   - focus: The cell that the arrow keys point at.
  ///   - typed: The number being typed into a cell.
  ///   - turn: How far a kernel's half turn has got.
  ///   - hasCaption: Whether the frame's sentence is drawn.
  init(
    _ boards: StageBoards, lead: StoryView, position: Int, concealment: Concealment,
    pointed: Frame?, focus: CellReference? = nil, typed: TypedNumber?,
    turn: StagePlayer.Turn? = nil, hasCaption: Bool
  ) {
    let board = boards[lead]
    (self.typed, self.focus) = (typed, focus)
    (self.boards, self.lead) = (boards, lead)
    resultPosition = board.storyboard.result(ofFrame: position)
    self.position = position
    self.concealment = concealment
    self.hasCaption = hasCaption
    isTurning = if case .moving = turn { true } else { false }
    switch turn {
    case nil:
      (storyboard, samples) = (board.storyboard, board.samples)
      current = samples.frame(at: position, of: storyboard)
    case .moving(let picture):
      // Its room is that of all frames, so that nothing moves but the kernel.
      (storyboard, samples) = (board.storyboard.turning(picture, at: position), board.samples)
      current = storyboard.frames[0]
    case .beside:
      storyboard = board.storyboard.withTurnBeside(isOptional: true)
      samples = StageSamples(storyboard)
      current = samples.frame(at: position, of: storyboard)
    }
    frame = pointed ?? current
    isPointed = pointed != nil
  }

  /// A node that is looked at beside the first.
  struct Companion: Sendable {
    let comparison: Comparison
    let boards: StageBoards

    init(_ comparison: Comparison) {
      self.comparison = comparison
      boards = StageBoards(comparison.other)
    }

    /// Its storyboard.
    var board: StageBoards.Board { boards[comparison.other.start] }

    /// Its frame beside one of the first node.
    func frame(at position: Int) -> Frame {
      let board = board
      return board.samples.frame(
        at: min(position, board.storyboard.frames.count - 1), of: board.storyboard)
    }
  }

  /// What has room while it is kept back.
  public enum Room: Hashable, Sendable {
    case nothing
    /// The sums of a frame.
    case sums
    /// Sums and other views.
    case everything
  }

  /// What the arithmetic of the frame on the stage comes to.
  public var result: Double? { current.arithmetic.last?.result }

  /// What stands in place of results.
  public enum Concealment: Hashable, Sendable {
    /// The results themselves.
    case none
    /// The results that have been found, by the frame that makes them; a question mark for each of
    /// the others.
    case found(Set<Int>)
    /// One question mark: the size is not to be told either.
    case unknownSize
    /// A question mark in every cell but those found before; the window is shown when the question is
    /// about one, and in it the cells whose product somebody has got wrong.
    case questionMarks(
      showsWindow: Bool, found: Set<Int> = [], mistaken: Set<CellReference> = [])
    /// The grid that is being typed.
    case entry(StageEntry)

    /// Whether the sums of a frame are kept back.
    var hidesSums: Bool {
      switch self {
      case .none, .found: false
      case .unknownSize, .questionMarks, .entry: true
      }
    }

    /// The cells of a plane whose product somebody has got wrong, by their positions.
    func mistaken(in plane: Plane, _ index: Int, of panel: Int) -> Set<Int> {
      guard case .questionMarks(_, _, let cells) = self else { return [] }
      return Set(
        cells.filter { $0.panel == panel && $0.plane == index }
          .map { $0.row * plane.columns + $0.column })
    }

    /// Whether how many planes of results there are is kept back, or has no place.
    var hidesCount: Bool {
      switch self {
      case .none, .found, .questionMarks: false
      case .unknownSize, .entry: true
      }
    }

    /// Whether a frame's marks of one kind may be seen.
    ///
    /// Which cells no window reads is a result too: what is left is what the windows see.
    func shows(_ kind: Mark.Kind) -> Bool {
      switch self {
      case .none, .found: true
      case .entry: kind != .uncovered
      case .questionMarks(let showsWindow, _, _):
        kind != .uncovered && (showsWindow || !kind.takesPart)
      case .unknownSize: false
      }
    }
  }

  /// Draws the widget; see ``TerminalKit/Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let parts = divide(area, buffer.glyphs)
    for pane in parts.panes {
      if pane.isLead || !concealment.hidesSums {
        pane.draw(isNamed: parts.panes.count > 1, on: &buffer)
      } else {
        pane.drawKeptBack(on: &buffer)
      }
    }
    let text = parts.text
    guard !concealment.hidesSums else { return }
    guard isPointed else {
      buffer.write(
        textLines(frame, width: area.width, buffer.glyphs, upTo: text.height), in: text)
      return
    }
    // The answer takes what rows are left below, so that nothing moves for it.
    let room = area.splitTop(text.minY - area.minY).rest
    buffer.write(answer(frame, width: area.width, buffer.glyphs, upTo: room.height), in: room)
  }

  /// The rows that a view needs at a width, its sums included.
  public struct Heights: Sendable {
    /// With its grids in the lowest arrangement there is.
    public let least: Int
    /// With all that belongs to a frame, and cells close together.
    public let compact: Int
    /// With cells apart, and all views in sight.
    public let ideal: Int
  }

  /// The rows that the view needs at a width.
  public func heights(width: Int, glyphs: GlyphSet) -> Heights {
    let text = reservedTextHeight(width: width, glyphs, upTo: .max / 4)
    let area = Rect(x: 0, y: 0, width: width, height: .max / 4)
    let compact = compactHeight(width: width)
    let ideal = StagePane.height(of: panes(contents(in: area), in: area))
    return Heights(
      least: (compared == nil ? min(compact, leading.leastHeight(width: width)) : compact) + text,
      compact: compact + text, ideal: ideal + text + (text == 0 ? 0 : 1))
  }

  /// Whether every grid of what is looked at is in view whole in an area, and all of the text.
  public func isWhole(in area: Rect, glyphs: GlyphSet) -> Bool {
    hasWholeGrids(in: area, glyphs: glyphs)
      && divide(area, glyphs).text.height
        >= reservedTextHeight(width: area.width, glyphs, upTo: area.height)
  }

  /// Whether every grid of what is looked at is in view whole in an area, whatever of the text is.
  public func hasWholeGrids(in area: Rect, glyphs: GlyphSet) -> Bool {
    let panes = divide(area, glyphs).panes
    return (compared == nil ? panes.filter(\.isLead) : panes).allSatisfy(\.layout.isWhole)
  }

  /// Whether grids of what is looked at, or what is said of them, are cut for want of rows in an area.
  ///
  /// What is said is that of some frames, not of the present one: the answer does not change from frame to
  /// frame.
  public func lacksRows(in area: Rect, glyphs: GlyphSet) -> Bool {
    let isCut = !hasWholeGrids(in: area, glyphs: glyphs)
    if isCut, heights(width: area.width, glyphs: glyphs).least > area.height { return true }
    let text = textHeight(
      of: samples.all, width: area.width, glyphs, upTo: area.height / 2 + 1)
    return divide(area, glyphs).text.height < text
  }

  var leading: StagePane.Content {
    StagePane.Content(
      view: lead, name: name, storyboard: storyboard, frame: frame, present: current,
      samples: samples,
      concealment: concealment, typed: typed, focus: focus, isFinished: isFinished,
      isShaded: isShaded,
      isLead: true, heights: knownHeights)
  }

  /// The leading view and what is compared with it; `nil` where nothing is.
  var compared: [StagePane.Content]? {
    guard let companion, !isAlone else { return nil }
    let board = companion.board
    return [
      leading,
      StagePane.Content(
        view: board.view, name: companion.comparison.otherName, storyboard: board.storyboard,
        frame: companion.frame(at: position), samples: board.samples, concealment: .none,
        isShaded: isShaded, heights: knownHeights),
    ]
  }

  /// The leading view, and others where they fit: a second one from 18 rows on, a third from 32.
  private func contents(in area: Rect) -> [StagePane.Content] {
    if let compared { return compared }
    let showsAll = concealment == .none || concealment.hidesSums && roomKept == .everything
    let most =
      !isRoomy || !showsAll || isAlone ? 1 : area.height >= 32 ? 3 : area.height >= 18 ? 2 : 1
    var contents = [leading]
    for view in boards.order where mayStand(view, beside: lead) && contents.count < most {
      let board = boards[view]
      let content = StagePane.Content(
        view: view, name: view.rawValue, storyboard: board.storyboard,
        frame: knownFrames.frame(of: view) { companionFrame(board) }, samples: board.samples,
        concealment: .none, isFinished: isFinished, isShaded: isShaded, heights: knownHeights)
      // What would be cut stays where Tab leads.
      if StagePane.fit(contents + [content], in: area),
        content.measure(width: area.width, .none).isWhole
      {
        contents.append(content)
      }
    }
    let order = boards.order
    return contents.sorted {
      (order.firstIndex(of: $0.view) ?? 0) < (order.firstIndex(of: $1.view) ?? 0)
    }
  }

  /// The frame of a view beside the leading one: about the same result, or where somebody points about
  /// what is pointed at.
  private func companionFrame(_ board: StageBoards.Board) -> Frame {
    let present = board.samples.frame(
      at: board.storyboard.frame(ofResult: resultPosition), of: board.storyboard)
    if isTurning { return waiting(present, before: board) }
    guard isPointed else { return present }
    // What has its number in the leading view has it here.
    let last = storyboard.result(ofFrame: lastVisible)
    return board.storyboard.echo(
      of: frame, in: storyboard, beside: present,
      finishedCells: board.storyboard.frames[board.storyboard.frame(ofResult: last)].finishedCells
    ) ?? present
  }

  /// A frame of another view while the kernel turns: its sum comes when the kernel lies as it slides.
  private func waiting(_ frame: Frame, before board: StageBoards.Board) -> Frame {
    let position = board.storyboard.frame(ofResult: resultPosition)
    let hasEarlier = position > board.storyboard.resultFrames.lowerBound
    return Frame(
      caption: frame.caption, marks: [], arithmetic: [], visiblePlanes: frame.visiblePlanes,
      finishedCells: hasEarlier ? board.storyboard.frames[position - 1].finishedCells : 0)
  }

  /// Views of the node stand beside each other; one of the graph, whose steps are its own, stands alone.
  private func mayStand(_ view: StoryView, beside lead: StoryView) -> Bool {
    view != lead && view.scope == .node && lead.scope == .node
      && (view == boards.order.first || companions.map { $0.contains(view) } ?? true)
  }

  private func panes(_ contents: [StagePane.Content], in area: Rect) -> [StagePane] {
    // What is typed has its room before: a wider number moves nothing.
    let spacing: StageSpacing =
      isRoomy ? .rowsAndColumns : typed == nil ? .none : .columns
    if companion != nil, contents.count > 1,
      let panes = StagePane.sideBySide(contents, in: area, spacing)
    {
      return panes
    }
    let whole = companion == nil ? StagePane.showingAll(contents, in: area) : contents
    return StagePane.panes(whole, in: area, spacing)
  }

  /// Grids and text stand together, a little above the middle.
  ///
  /// The text's room does not depend on the frame, so nothing jumps from frame to frame.
  func divide(_ area: Rect, _ glyphs: GlyphSet) -> (panes: [StagePane], text: Rect) {
    let limit = max(1, min(area.height / 2, roomForText(in: area)))
    let least = reservedTextHeight(width: area.width, glyphs, upTo: limit)
    let most = area.splitTop(area.height - least).top
    let contents = contents(in: most)
    let used = StagePane.height(of: panes(contents, in: most))
    // A sum that is cut goes on in rows that would stay empty.
    let text =
      least < limit || used >= most.height
      ? least : reservedTextHeight(width: area.width, glyphs, upTo: area.height - used)
    let gap = text == 0 || used + text >= area.height ? 0 : 1
    let slack = max(0, area.height - text - gap - used)
    let split = area.splitTop(slack / 3).rest.splitTop(used)
    return (panes(contents, in: split.top), split.rest.splitTop(gap).rest.splitTop(text).top)
  }

  /// The rows that the grids leave: a sum that is cut says so, a grid out of view does not.
  private func roomForText(in area: Rect) -> Int {
    max(Self.leastText, area.height - compactHeight(width: area.width))
  }

  private static let leastText = 3

  /// The rows of the leading view with cells close together.
  private func compactHeight(width: Int) -> Int {
    let area = Rect(x: 0, y: 0, width: width, height: .max / 4)
    guard let compared else { return leading.height(width: width, .none) }
    return StagePane.height(
      of: StagePane.sideBySide(compared, in: area, .none)
        ?? StagePane.panes(compared, in: area, .none))
  }
}
