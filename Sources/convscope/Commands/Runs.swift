import ArgumentParser
import Training

/// Lists runs, and lays two side by side.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the training runs, or lay two of them side by side.",
    discussion: """
      A run is named by its folder, or by its name in the list. Runs that were given a folder with \
      --out are not in the list.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Two runs to compare.", valueName: "run"), completion: .directory)
  var runs: [String] = []

  @Flag(help: "Print the list as JSON.")
  var json = false

  func validate() throws {
    guard runs.isEmpty || runs.count == 2 else {
      throw ValidationError("Name two runs to compare, or none for the list.")
    }
    if json, !runs.isEmpty { throw ValidationError("--json goes with the list.") }
  }

  func run() throws {
    guard runs.isEmpty else {
      let pair = try runs.map { try RunSummary(RunList.path(of: $0)) }
      StandardOutput.write(RunComparison(pair[0], pair[1]).text)
      return
    }
    let list = RunList(RunSummary.all(in: RunFolder.standard))
    if json {
      StandardOutput.writeExactly(try list.json())
    } else {
      StandardOutput.write(list.text)
    }
  }
}
