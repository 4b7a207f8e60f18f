// Makes the man page of a command-line program from the help that swift-argument-parser dumps.
//
// usage: convscope --experimental-dump-help | swift make-man-page.swift SECTIONS > convscope.1
//
// SECTIONS is a file in mdoc(7) with what the program cannot know about itself (environment, files, exit status); it is
// appended as it stands. The page carries no date of its making, so the same help gives the same bytes.

import Foundation

// MARK: - What is read

struct Help: Decodable {
  let command: Command
}

struct Command: Decodable {
  let commandName: String
  let shouldDisplay: Bool?
  let abstract: String?
  let discussion: String?
  let arguments: [Argument]?
  let subcommands: [Command]?
}

struct Argument: Decodable {
  enum Kind: String, Decodable { case positional, option, flag }

  struct Name: Decodable {
    enum Kind: String, Decodable { case long, short, longWithSingleDash }

    let kind: Kind
    let name: String
  }

  let kind: Kind
  let shouldDisplay: Bool
  let isOptional: Bool
  let isRepeating: Bool
  let names: [Name]?
  let valueName: String?
  let defaultValue: String?
  let allValues: [String]?
  let abstract: String?
  let discussion: String?
}

// MARK: - What is written

/// Text as mdoc reads it: backslashes, and dots or quotes at the start of a line, mean something there.
func escaped(_ text: String) -> String {
  text.replacingOccurrences(of: "\\", with: "\\e")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      let line = line.trimmingCharacters(in: .whitespaces)
      return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }
    .joined(separator: "\n")
}

/// Paragraphs, with mdoc's own separator between them.
func paragraphs(_ text: String?) -> [String] {
  guard let text, !text.isEmpty else { return [] }
  return [
    escaped(text).replacingOccurrences(
      of: "\n\n+", with: "\n.Pp\n", options: .regularExpression)
  ]
}

/// How the argument is written on a command line, as mdoc macros.
func usage(_ argument: Argument) -> String {
  let value = "Ar " + (argument.valueName ?? "value") + (argument.isRepeating ? " ..." : "")
  guard argument.kind != .positional else { return value }
  let names = (argument.names ?? []).map { name in
    name.kind == .long ? "Fl \\-\(name.name)" : "Fl \(name.name)"
  }
  let spelled = names.joined(separator: " , ")
  return argument.kind == .flag ? spelled : spelled + " " + value
}

/// A list item for the argument: usage, explanation, choices, default.
func item(_ argument: Argument) -> [String] {
  var lines = [".It " + usage(argument)] + paragraphs(argument.abstract)
  lines += paragraphs(argument.discussion)
  if let values = argument.allValues {
    lines.append("One of \(values.map(escaped).joined(separator: ", ")).")
  }
  if let value = argument.defaultValue, argument.kind != .flag {
    lines.append("(default: \(escaped(value)))")
  }
  return lines
}

/// The arguments that a reader should see, positional ones first; `-h` and `--version` are told of once.
func shown(_ command: Command, atTop: Bool) -> [Argument] {
  let arguments = (command.arguments ?? []).filter { argument in
    let everywhere = argument.names?.contains { ["help", "version"].contains($0.name) } ?? false
    return argument.shouldDisplay && (atTop || !everywhere)
  }
  return arguments.filter { $0.kind == .positional } + arguments.filter { $0.kind != .positional }
}

func list(_ arguments: [Argument]) -> [String] {
  guard !arguments.isEmpty else { return [] }
  return [".Bl -tag -width Ds"] + arguments.flatMap(item) + [".El"]
}

/// A command and, after it, those below it.
func section(_ command: Command, path: [String]) -> [String] {
  guard command.shouldDisplay ?? true, command.commandName != "help" else { return [] }
  let arguments = shown(command, atTop: false)
  var head = ".Ss " + (path + [command.commandName]).joined(separator: " ")
  for argument in arguments where argument.kind == .positional {
    let name = (argument.valueName ?? "value") + (argument.isRepeating ? "..." : "")
    head += argument.isOptional ? " [\(name)]" : " \(name)"
  }
  let discussion = paragraphs(command.discussion)
  return [head] + paragraphs(command.abstract) + (discussion.isEmpty ? [] : [".Pp"]) + discussion
    + list(arguments)
    + (command.subcommands ?? []).flatMap { section($0, path: path + [command.commandName]) }
}

func page(_ program: Command, sections: String) -> String {
  let name = program.commandName
  var lines = [
    ".\\\" Made by `make generate` from the program's own help; edit that, or the sections file.",
    ".Dd $Mdocdate$",
    ".Dt \(name.uppercased()) 1",
    ".Os Convscope",
    ".Sh NAME",
    ".Nm \(name)",
    ".Nd " + (program.abstract ?? "").trimmingCharacters(in: CharacterSet(charactersIn: ".")),
    ".Sh SYNOPSIS",
    ".Nm",
    ".Op Ar command",
    ".Op Ar options",
    ".Sh DESCRIPTION",
  ]
  lines += paragraphs(program.discussion ?? program.abstract)
  lines += list(shown(program, atTop: true))
  lines.append(".Sh COMMANDS")
  lines += (program.subcommands ?? []).flatMap { section($0, path: []) }
  return lines.joined(separator: "\n") + "\n" + sections
}

// MARK: - From one to the other

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: make-man-page.swift SECTIONS < HELP.json\n".utf8))
  exit(64)
}
let sections = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
let input = try FileHandle.standardInput.readToEnd() ?? Data()
let help = try JSONDecoder().decode(Help.self, from: input)
print(page(help.command, sections: sections), terminator: "")
