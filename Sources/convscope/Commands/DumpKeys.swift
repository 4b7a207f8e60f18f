import ArgumentParser
import Dashboard
import TutorUI

/// Prints Documentation/Keys.md from the key maps of all screens.
struct DumpKeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the key table of the documentation.", shouldDisplay: false)

  func run() {
    StandardOutput.writeExactly(KeyTable.markdown + "\n\n" + DashboardKeyTable.markdown)
  }
}
