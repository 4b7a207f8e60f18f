import TerminalKit

/// What the keys of the dashboard do: those of the open page, and those of all.
enum DashboardAction: Equatable, Sendable {
  case overview(OverviewPage.Action)
  case predictions(PredictionsPage.Action)
  case classes(ClassesPage.Action)
  case network(NetworkPage.Action)
  case run(RunPage.Action)
  case training(TrainingAction)
  case openPage, nextPage, previousPage
  case report, help, quit

  /// Whether it shows another page.
  var opensPage: Bool { self == .openPage || self == .nextPage || self == .previousPage }
}

extension DashboardModel {
  /// The keys that mean something now; those that cannot do anything say why.
  var keys: KeyMap<DashboardAction> { pageKeys.followed(by: commonKeys) }

  private var pageKeys: KeyMap<DashboardAction> {
    switch page {
    case .overview: overview.keys(run).map(DashboardAction.overview)
    case .predictions: predictions.keys(run).map(DashboardAction.predictions)
    case .classes: classes.keys(run).map(DashboardAction.classes)
    case .network: network.keys(run).map(DashboardAction.network)
    case .run: settings.keys(run).map(DashboardAction.run)
    }
  }

  /// The keys of every page.
  fileprivate var commonKeys: KeyMap<DashboardAction> {
    run.keys.map(DashboardAction.training).followed(by: KeyMap("The dashboard", dashboardKeys))
  }

  private var dashboardKeys: [KeyBinding<DashboardAction>] {
    [
      KeyBinding(
        keys: Page.allCases.map { .character(Character("\($0.number)")) }, label: "page",
        help: "Open the page with that number", action: .openPage, footer: .hidden),
      KeyBinding(.tab, label: "next page", help: "Next page", action: .nextPage, footer: .hidden),
      KeyBinding(
        .backTab, label: "previous page", help: "Previous page", action: .previousPage,
        footer: .hidden),
      KeyBinding(
        "i", label: "report", help: "What came of the run, once it has ended", action: .report,
        footer: run.phase == .ended ? .pinned : .hidden,
        disabledReason: run.phase == .ended ? nil : "the run has not ended yet"),
      KeyBinding(
        "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
      KeyBinding(
        "q", label: run.phase == .ended ? "leave" : "stop",
        help: "Stop the training, after a question; leave once it has ended", action: .quit,
        footer: .pinned),
    ]
  }
}

/// The keys of the dashboard, as the documentation lists them.
public enum DashboardKeyTable {
  /// The page's part in Markdown; its tables are those that footer and help overlay come from.
  public static var markdown: String {
    let model = DashboardModel(size: TooSmallScreen.leastSize)
    let run = model.run
    let sections =
      [model.commonKeys.markdown]
      + Page.allCases.flatMap { page -> [String] in
        switch page {
        case .overview: [model.overview.keys(run).markdown]
        case .predictions: [model.predictions.keys(run).markdown]
        case .classes: [model.classes.keys(run).markdown]
        case .network:
          NetworkPage.Focus.allCases.map { model.network.keys(run, on: $0).markdown }
        case .run: [model.settings.keys(run).markdown]
        }
      }
    return [
      """
      # Keys of the training dashboard

      `convscope train` opens it in a terminal. `?` lists the keys that work at the moment; one that can do
      nothing says why. `C-c` saves a checkpoint and leaves, from every page.
      """,
      sections.joined(separator: "\n\n"),
      """
      ## Mouse

      Everything works without one. A click on a tab opens its page, one on the overview's test images the
      predictions. A test image, a field of the confusion matrix, a layer or a setting is chosen by a click;
      a second click on a test image looks inside the network. The wheel moves up and down. On a storyboard
      it works as in a lesson.
      """,
    ].joined(separator: "\n\n")
  }
}
