import ArgumentParser

/// Says what the machine, the terminal and the installation can do.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the machine, the terminal and the installation can do.")

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() throws {
  }
}
