import Storyboards
import TerminalKit

/// Which views stand on a stage, and where.
extension StageView {
  /// A node that is looked at beside the first.
  struct Companion: Sendable {
    let comparison: Comparison
    let boards: StageBoards

    init(_ comparison: Comparison, isStill: Bool = false) {
      self.comparison = comparison
      boards = StageBoards(comparison.other, isStill: isStill)
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

  var leading: StagePane.Content {
    StagePane.Content(
      view: lead, name: name, storyboard: storyboard, frame: frame, present: current,
      samples: samples, concealment: concealment, typed: typed, focus: focus,
      isFinished: isFinished, isShaded: isShaded, isLead: true, heights: knownHeights)
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
  func contents(in area: Rect) -> [StagePane.Content] {
    if let compared { return compared }
    let showsAll = concealment == .none || concealment.hidesSums && roomKept == .everything
    let most =
      !isRoomy || !showsAll || isAlone ? 1 : area.height >= 32 ? 3 : area.height >= 18 ? 2 : 1
    let order = order
    func sorted(_ contents: [StagePane.Content]) -> [StagePane.Content] {
      contents.sorted {
        (order.firstIndex(of: $0.view) ?? 0) < (order.firstIndex(of: $1.view) ?? 0)
      }
    }
    // Channels and filters that are out of view have the width before other views.
    let hidesPlanes = samples.hidesPlanes(of: storyboard)
    var contents = [leading]
    for view in order where mayStand(view, beside: lead) && contents.count < most {
      let board = boards[view]
      let content = StagePane.Content(
        view: view, name: view.rawValue, storyboard: board.storyboard,
        frame: knownFrames.found(at: view) { companionFrame(board) }, samples: board.samples,
        concealment: .none, isFinished: isFinished, isShaded: isShaded, heights: knownHeights)
      // What would be cut stays where Tab leads.
      if content.measure(width: area.width).isWhole,
        PanePlan(sorted(contents + [content]), in: area.size, .none, isStacked: hidesPlanes) != nil
      {
        contents.append(content)
      }
    }
    return sorted(contents)
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

  /// The views in the order in which they stand: those that were named for it as they were named.
  private var order: [StoryView] {
    guard let first = boards.order.first, let companions else { return boards.order }
    let named = companions.filter { $0 != first && boards.order.contains($0) }
    return [first] + named + boards.order.dropFirst().filter { !named.contains($0) }
  }

  /// Views of the node stand beside each other; one of the graph, whose steps are its own, stands alone.
  private func mayStand(_ view: StoryView, beside lead: StoryView) -> Bool {
    view != lead && view.scope == .node && lead.scope == .node
      && (view == boards.order.first || companions.map { $0.contains(view) } ?? true)
  }

  /// How views stand, which takes so many rows wherever that is.
  struct Arrangement {
    let height: Int
    let panes: (Rect) -> [StagePane]
  }

  /// How views stand in an area.
  func arrangement(_ contents: [StagePane.Content], in area: Rect) -> Arrangement {
    func arrangement(_ panes: @escaping (Rect) -> [StagePane]) -> Arrangement {
      Arrangement(height: StagePane.height(of: panes(area)), panes: panes)
    }
    let spacing = spacing
    if companion != nil, contents.count > 1,
      StagePane.sideBySide(contents, in: area, .none) != nil
    {
      return arrangement { StagePane.sideBySide(contents, in: $0, spacing) ?? [] }
    }
    let whole = companion == nil ? showingAll(contents, in: area) : contents
    if let plan = PanePlan(whole, in: area.size, spacing) {
      return Arrangement(height: plan.height, panes: plan.panes)
    }
    guard whole.count == 1 else { return arrangement { PanePlan.crowded(whole, in: $0) } }
    return arrangement { [StagePane(whole[0], in: $0, spacing)] }
  }

  /// How large cells may be; on small screens they are as high as their numbers, so that all steps look alike.
  private var spacing: StageSpacing { isRoomy ? .largeBlocks : .close }

  /// Shows all planes of the views that have room for them, of the leading one first.
  private func showingAll(
    _ contents: [StagePane.Content], in area: Rect
  ) -> [StagePane.Content] {
    var contents = contents
    let names = contents.count > 1 ? 2 * contents.count - 1 : 0
    for index in contents.indices.sorted(by: { contents[$0].isLead && !contents[$1].isLead }) {
      let others = contents.indices.filter { $0 != index }
        .reduce(names) { $0 + contents[$1].compactHeight(width: area.width) }
      let room = Size(width: area.width, height: area.height - others)
      contents[index] = contents[index].showingAll(in: room) ?? contents[index]
    }
    return contents
  }
}
