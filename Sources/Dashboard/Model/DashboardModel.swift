import TerminalKit

/// Everything that the dashboard shows.
public struct DashboardModel: Sendable {
  /// What covers the page.
  enum Overlay: Hashable, Sendable {
    /// All keys, from a line on.
    case help(offset: Int)
    /// The question whether to stop.
    case stop
    /// The question which checkpoint to go back to: its step.
    case rewind(toStep: Int)
    /// What came of the run.
    case report(offset: Int)
  }

  /// What the footer tells until the next key.
  struct Notice: Hashable, Sendable {
    var text: String
    var style: Style
  }

  /// The size of the terminal.
  public private(set) var size: Size
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
  /// The seconds since the program began.
  var elapsedSeconds = 0.0

  var overview = OverviewState()
  var predictions = PredictionsState()
  var classes = ClassesState()
  var network = NetworkState()
  var settings = SettingsState()

  /// The smallest screen that a page fits on.
  static let smallestSize = Size(width: 80, height: 24)

  /// Creates the dashboard of a run that has not begun yet.
  ///
  /// - Parameter size: The size of the terminal.
  public init(size: Size) {
    self.size = size
  }

  /// Whether the terminal is too small to show anything of use.
  var isTooSmall: Bool {
    size.width < Self.smallestSize.width || size.height < Self.smallestSize.height
  }

  /// How the screen is divided.
  var layout: DashboardLayout { DashboardLayout(in: Rect(origin: .zero, size: size)) }

  mutating func resize(to size: Size) {
    self.size = size
  }

  /// Tells something in the footer.
  mutating func tell(_ text: String, _ style: Style = .accent) {
    notice = Notice(text: text, style: style)
  }
}
