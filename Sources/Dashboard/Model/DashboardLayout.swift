import TerminalKit

/// Where tabs, progress, page and footer stand.
struct DashboardLayout {
  /// The tabs and the name of the run.
  let tabs: Rect
  /// How far the run has got.
  let status: Rect
  /// The open page.
  let body: Rect
  /// Keys, or what has to be told.
  let footer: Rect

  init(in area: Rect) {
    let rows = area.rows(.fixed(1), .fixed(1), .fill, .fixed(1))
    tabs = rows[0].inset(horizontally: 1)
    status = rows[1].inset(horizontally: 1)
    body = rows[2]
    footer = rows[3].inset(horizontally: 1)
  }
}
