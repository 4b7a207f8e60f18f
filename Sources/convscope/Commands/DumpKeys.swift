import ArgumentParser
import Dashboard
import Playground
import TutorUI

/// Prints Documentation/Keys.md from the key maps of all screens.
struct DumpKeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the key table of the documentation.", shouldDisplay: false)

  func run() {
    let pages = [KeyTable.markdown, DashboardKeyTable.markdown, PlaygroundKeyTable.markdown]
    StandardOutput.writeExactly(pages.joined(separator: "\n\n"))
  }
}
