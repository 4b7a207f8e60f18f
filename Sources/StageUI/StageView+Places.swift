import Storyboards
import TerminalKit
import Typesetting

/// Which cell or view of a stage is where on the screen, and how its views are listed.
extension StageView {
  /// The cell of the leading view that is drawn at a point of the screen, for the mouse.
  public func cell(at point: Point, in area: Rect, glyphs: GlyphSet) -> CellReference? {
    leadingLayout(in: area, glyphs)?.cell(at: point)
  }

  /// The first cells of the grids of the leading view that may be pointed at: those that are drawn, and those
  /// of their panels that come into view then.
  public func grids(in area: Rect, glyphs: GlyphSet) -> [CellReference] {
    leadingLayout(in: area, glyphs)?.grids ?? []
  }

  /// The cell of the leading view that somebody points at: the one that is drawn there, or where another
  /// view is drawn one that its cell there is about.
  public func pointedCell(at point: Point, in area: Rect, glyphs: GlyphSet) -> CellReference? {
    let panes = divide(area, glyphs).panes
    guard let pane = panes.first(where: { $0.area.contains(point) }),
      let cell = pane.layout.cell(at: point)
    else { return nil }
    if pane.isLead { return cell }
    guard companion == nil, !concealment.hidesSums else { return nil }
    return boards[pane.view].storyboard.subject(of: cell)
      .flatMap { storyboard.cells(about: [$0]).first }
  }

  /// The views whose grids are drawn in an area.
  public func views(in area: Rect, glyphs: GlyphSet) -> [StoryView] {
    divide(area, glyphs).panes.filter { $0.isLead || !concealment.hidesSums }.map(\.view)
  }

  /// The view that is drawn at a point of the screen, where there are several.
  public func view(at point: Point, in area: Rect, glyphs: GlyphSet) -> StoryView? {
    let panes = concealment.hidesSums ? [] : divide(area, glyphs).panes
    return panes.count > 1 ? panes.first { $0.area.contains(point) }?.view : nil
  }

  /// The views that there are, the leading one marked: `[window] im2col  matrix │ graph`, those of the graph
  /// behind a line, or as many around the leading one as have room, and how many more there are; empty where
  /// there is but one.
  ///
  /// Names stand as far apart whichever leads, so that none moves.
  ///
  /// - Parameter room: The most columns that it takes, unless the leading view's name needs more.
  public func choice(upTo room: Int) -> StyledText {
    guard boards.views.count > 1 else { return "" }
    let firstOfGraph = boards.views.first { $0.scope == .graph }
    let all = boards.views.reduce(StyledText()) { text, view in
      text + StyledText(view == firstOfGraph && !text.isEmpty ? "│" : "", .dim) + choice(of: view)
    }
    return all.width <= room ? all : someChoice(upTo: room)
  }

  private func choice(of view: StoryView) -> StyledText {
    view == lead
      ? StyledText("[\(view.rawValue)]", Style.accent.bold) : StyledText(" \(view.rawValue) ", .dim)
  }

  /// As many views as have room, in their order, and how many are left before and behind them: the first ones
  /// as long as the leading one is among them.
  private func someChoice(upTo room: Int) -> StyledText {
    let views = boards.views
    let leading = views.firstIndex(of: lead) ?? 0
    let texts = (1...views.count).reversed().map { count in
      let start = max(0, leading - count + 1)
      let left = views.count - start - count
      return views[start..<start + count]
        .reduce(StyledText(start > 0 ? "+\(start) " : "", .dim)) { $0 + choice(of: $1) }
        + StyledText(left > 0 ? " +\(left)" : "", .dim)
    }
    return texts.first { $0.width <= room } ?? texts[texts.count - 1]
  }

  /// Where the cursor of the grid being typed stands.
  public func cursor(in area: Rect, glyphs: GlyphSet) -> Point? {
    if let typed { return leadingLayout(in: area, glyphs)?.cursor(of: typed) }
    guard case .entry(let entry) = concealment else { return nil }
    return leadingLayout(in: area, glyphs)?.cursor(of: entry)
  }

  func leadingLayout(in area: Rect, _ glyphs: GlyphSet) -> StageLayout? {
    divide(area, glyphs).panes.first { $0.isLead }?.layout
  }
}
