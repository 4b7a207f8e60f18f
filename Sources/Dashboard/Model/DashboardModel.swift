import TerminalKit

/// Everything that the dashboard shows.
public struct DashboardModel: Sendable {
  /// What the footer tells until the next key.
  struct Notice: Hashable, Sendable {
    var text: String
    var style: Style
  }

  /// The size of the terminal.
  var size: Size
  /// What the trainer has told.
  var run = RunState()
  /// The page that is open.
  var page = Page.overview
  /// What covers the page, if anything.
  var overlay: Overlay?
  /// What the footer tells until the next key.
  var notice: Notice?
  /// Whether the program leaves when the run has ended, instead of showing the report.
  var leavesAtEnd = false

  var overview = OverviewPage()
  var predictions = PredictionsPage()
  var classes = ClassesPage()
  var network = NetworkPage()
  var settings = RunPage()

  /// Creates the dashboard of a run that has not begun yet.
  ///
  /// - Parameter size: The size of the terminal.
  public init(size: Size) {
    self.size = size
  }

  /// Whether the terminal is too small to show anything of use.
  var isTooSmall: Bool { TooSmallScreen.isNeeded(for: size) }

  /// The whole screen.
  var screen: Rect { Rect(origin: .zero, size: size) }

  /// How the screen is divided.
  var layout: DashboardLayout { DashboardLayout(in: screen) }

  /// Whether keys go into a field.
  var isTyping: Bool { page == .run && settings.isTyping }

  /// Whether news can come at any time.
  var isMoving: Bool { run.isMoving || run.isExpectingAnswer || network.isInspecting }

  /// How long a frame of a storyboard stays while it plays; `nil` when none does.
  var frameDuration: Duration? {
    page == .network && overlay == nil ? network.story?.player.frameDuration : nil
  }

  /// Tells something in the footer.
  mutating func tell(_ text: String, _ style: Style) {
    notice = Notice(text: text, style: style)
  }
}

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
