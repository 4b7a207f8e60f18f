import ArgumentParser
import Typesetting

/// A word in a command's place that is none, as the parser of arguments would only call unexpected.
struct UnknownCommand {
  private let word: String
  private let parents: [String]
  private let names: [String]

  /// Looks at a command line.
  ///
  /// - Parameter arguments: What stands behind the program's name.
  /// - Returns: `nil` where every command in it is known, or where the word may be something else.
  init?(in arguments: [String], of root: any ParsableCommand.Type = Convscope.self) {
    var (command, parents) = (root, [String]())
    for word in arguments {
      let known = command.configuration.subcommands
      // `help` is the parser's own. Options, and what a command takes itself, are not ours to judge.
      guard !known.isEmpty, command.configuration.defaultSubcommand == nil, !word.hasPrefix("-"),
        word != "help"
      else { return nil }
      guard let next = known.first(where: { Self.names(of: $0).contains(word) }) else {
        (self.word, self.parents) = (word, parents)
        names = known.filter(\.configuration.shouldDisplay).compactMap { Self.names(of: $0).first }
        return
      }
      (command, parents) = (next, parents + [word])
    }
    return nil
  }

  private static func names(of command: any ParsableCommand.Type) -> [String] {
    let configuration = command.configuration
    return [configuration.commandName ?? "\(command)".lowercased()] + configuration.aliases
  }

  /// What the user is told.
  var failure: CommandFailure {
    let whole = (["convscope"] + parents).joined(separator: " ")
    return CommandFailure(
      "\(whole) has no command \(word.quoted)",
      remedy: NearestName.remedy(
        for: word, in: names, listedAs: "Its commands are", by: "\(whole) --help"))
  }
}
