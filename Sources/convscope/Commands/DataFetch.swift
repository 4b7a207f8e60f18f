import ArgumentParser
import DatasetFetching
import Datasets
import Foundation

extension KnownDataset: ExpressibleByArgument {}

/// Fetches a set of images.
struct DataFetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch CIFAR-10 or MNIST.",
    usage: "convscope data fetch <set> [<options>]",
    discussion: """
      Downloads the set (CIFAR-10 170 MB, MNIST 12 MB), checks its size and checksum, unpacks it, and \
      puts it into its place once it is complete. A download that breaks, or is ended with C-c, is \
      kept: the same command continues it.

        convscope data fetch cifar10
        convscope data fetch cifar10 --from ~/Downloads/cifar-10-binary.tar.gz
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("cifar10 or mnist.", valueName: "set"))
  var set: KnownDataset

  @Option(
    help: ArgumentHelp(
      "The folder to put the set's folder into, instead of the user's cache.",
      valueName: "folder"), completion: .directory)
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Another address, or a file or folder on this machine.", valueName: "address|file"),
    completion: .file())
  var from: String?

  @Flag(help: "Fetch the set also when it is here, and replace it.")
  var force = false

  @Option(help: ArgumentHelp("How long the server may be silent.", valueName: "seconds"))
  var timeout = 30.0

  @Option(
    help: ArgumentHelp("How many more times a broken transfer is tried.", valueName: "times"))
  var retries = 3

  func validate() throws {
    if to == "" { throw ValidationError("--to needs a folder.") }
    if from == "" { throw ValidationError("--from needs an address, a file or a folder.") }
    guard (0.1...3600).contains(timeout) else {
      throw ValidationError("--timeout takes seconds from 0.1 to 3600, not \(timeout).")
    }
    guard (0...1000).contains(retries) else {
      throw ValidationError("--retries takes a number from 0 to 1000, not \(retries).")
    }
  }

  func run() throws {
    let folder = to.map { NSString(string: $0).expandingTildeInPath } ?? DataFolder.standard
    let download = DatasetDownload.official(set)
    let fetcher = Fetcher(
      download, to: folder, from: try from.map { try FetchSource(argument: $0) } ?? .official,
      replacing: force,
      settings: Fetcher.Settings(patience: .seconds(timeout), retries: retries))
    try FetchSession(fetcher, download, folder: folder).run()
  }
}
