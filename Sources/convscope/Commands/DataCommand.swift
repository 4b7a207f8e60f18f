import ArgumentParser
import DatasetFetching
import Datasets
import Foundation
import Typesetting

/// Lists, fetches and checks sets of images.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, fetch and check sets of images.",
    discussion: """
      The built-in images need none of this. CIFAR-10 and MNIST are fetched once and kept in the \
      user's cache, where --data cifar10 and --data mnist find them.

        convscope data fetch cifar10
        convscope train convnetjs --data cifar10
      """,
    subcommands: [DataList.self, DataFetch.self, DataVerify.self])
}

/// Lists the sets.
struct DataList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sets of images, and which of them are here.")

  @Flag(help: "Print the list as JSON.")
  var json = false

  func run() throws {
    let list = SetList()
    if json {
      StandardOutput.writeExactly(try list.json())
    } else {
      StandardOutput.write(list.text)
    }
  }
}

/// Checks sets that are here.
struct DataVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read sets of images wholly, and compare them with their checksums.",
    discussion: """
      Without a set it checks all that were fetched. Sizes and labels are checked, and the MD5 \
      checksums that were taken when the set was fetched. The exit status is 0 when nothing is \
      wrong, 1 when something is, 2 when there is no set.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("cifar10, mnist, or a folder with either's files.", valueName: "set"),
    completion: .directory)
  var sets: [String] = []

  func validate() throws {
    if sets.contains("") { throw ValidationError("A set is empty; name a set or a folder.") }
  }

  func run() throws {
    let known = KnownDataset.allCases.filter { $0.presence(in: $0.standardFolder) != .absent }
    guard !sets.isEmpty || !known.isEmpty else {
      throw CommandFailure(
        "there are no sets in \(DataFolder.standard)",
        remedy: "Get one with: convscope data fetch cifar10. Or name a folder.")
    }
    let folders = sets.isEmpty ? known.map(\.standardFolder) : try sets.map(folder)
    let checks = try folders.map { try DatasetCheck(in: $0) }
    StandardOutput.write(checks.map { CheckText($0).text }.joined(separator: "\n\n"))
    if !checks.allSatisfy(\.problems.isEmpty) { throw ExitStatus.checkFailed }
  }

  private func folder(_ word: String) throws -> String {
    guard case .folder(let path) = DataSource(argument: word) else {
      throw CommandFailure(
        "the set \(word.quoted) is drawn, not read: there is nothing to check",
        remedy: "Name cifar10, mnist, or a folder.")
    }
    return path
  }
}
