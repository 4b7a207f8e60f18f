import TerminalKit

/// The keys of the dashboard, as the documentation lists them.
public enum DashboardKeyTable {
  /// The page's part in Markdown; its tables are those that footer and help overlay come from.
  public static var markdown: String {
    let sections = DashboardModel(size: DashboardModel.smallestSize).allKeys.map(\.markdown)
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
      a second click on a test image looks inside the network. The wheel moves up and down.
      """,
    ].joined(separator: "\n\n")
  }
}
