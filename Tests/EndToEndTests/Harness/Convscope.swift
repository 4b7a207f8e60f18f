import Foundation

/// The built program.
enum Convscope {
  /// Its path: SwiftPM builds it into the folder of the test bundle.
  static let path: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let folder = URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent()
    return folder.appendingPathComponent("convscope").path
  }()

  static func command(
    _ arguments: [String], in sandbox: Sandbox, environment: [String: String?] = [:]
  ) -> Command {
    Command(
      program: path, arguments: arguments, environment: sandbox.environment(environment),
      folder: sandbox.path)
  }

  /// Starts it in a terminal.
  static func start(
    _ arguments: String..., in sandbox: Sandbox, environment: [String: String?] = [:],
    size: ScreenSize = .standard
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      command(arguments, in: sandbox, environment: environment), size: size)
  }

  /// Runs it through pipes.
  static func run(
    _ arguments: String..., in sandbox: Sandbox, input: PipedRun.Input = .text(""),
    environment: [String: String?] = [:]
  ) throws -> PipedRun {
    try PipedRun(command(arguments, in: sandbox, environment: environment), input: input)
  }
}
