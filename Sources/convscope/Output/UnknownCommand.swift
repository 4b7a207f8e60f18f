import ArgumentParser
import Typesetting

/// A word in a command's place that is none, as the parser of arguments would only call unexpected.
struct UnknownCommand {
  private let word: String
  private let parents: [String]
  private let names: [String]

  /// Looks for one in a command line.
  ///
  /// - Parameter arguments: What stands behind the program's name.
  /// - Returns: `nil` where every command in it is known, or where the word may be something else.
  static func found(in arguments: [String]) -> UnknownCommand? {
    var command = Command(Convscope.self)
    var parents: [String] = []
    for word in arguments {
      // `help` is the parser's own. Options, and what a command takes itself, are not ours to judge.
      guard command.takesCommandsAlone, !word.hasPrefix("-"), word != "help" else { return nil }
      guard let next = command.commands.first(where: { $0.names.contains(word) }) else {
        return UnknownCommand(
          word: word, parents: parents,
          names: command.commands.filter(\.isListed).map { $0.names[0] })
      }
      command = next
      parents.append(word)
    }
    return nil
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

/// A command without arguments: a word behind it, where it stands for its parent, was meant as a command.
protocol TakesOptionsAlone: ParsableCommand {}

/// A command by what a command line says of it.
private struct Command {
  private let configuration: CommandConfiguration
  /// What it is called; its own name first.
  let names: [String]

  init(_ type: any ParsableCommand.Type) {
    configuration = type.configuration
    // As the parser makes a name of a type: DumpKeys is dump-keys.
    let own = "\(type)".reduce("") { name, letter in
      name + (letter.isUppercase && !name.isEmpty ? "-" : "") + letter.lowercased()
    }
    names = [type.configuration.commandName ?? own] + type.configuration.aliases
  }

  /// Whether help lists it.
  var isListed: Bool { configuration.shouldDisplay }

  /// Whether the next word has to be a command.
  var takesCommandsAlone: Bool {
    guard let standIn = configuration.defaultSubcommand else {
      return !configuration.subcommands.isEmpty
    }
    return standIn is any TakesOptionsAlone.Type
  }

  /// The commands below it.
  var commands: [Command] { configuration.subcommands.map(Command.init) }
}
