import ArgumentParser
import Backends
import Foundation
import Interchange
import Playground
import Problems
import Typesetting

/// Opens the playground.
struct LabPlayground: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playground",
    abstract: "Train a small network on points of the plane while you watch.",
    usage: "convscope lab playground [<options>] [<file>]",
    discussion: """
      Circles, XOR, heaps, spirals, several classes, or points of your own; layers, units, activation, \
      rate, penalty and everything else change with a key. Every unit shows what it makes of the plane, \
      and its formula with the numbers of a place. The same settings give the same run to the last bit.

        convscope lab playground
        convscope lab playground --data spirals
        convscope lab playground points.csv
        convscope lab playground playground.json
        convscope lab playground --data xor --epochs 100 --png xor.png
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Settings that were saved, or points of your own: x,y,class in each line.",
      valueName: "file"),
    completion: .file(extensions: ["json", "csv"]))
  var path: String?

  @Option(help: ArgumentHelp("Begin with these points.", valueName: "points"))
  var data: PointSource?

  @Option(
    help: ArgumentHelp(
      "Train so long without a screen, and print what comes of it.", valueName: "epochs"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp("With --epochs: draw the regions into a file.", valueName: "file"),
    completion: .file(extensions: ["png"]))
  var png: String?

  @OptionGroup var screen: ScreenOptions

  /// The most epochs that somebody waits for without a screen.
  private static let mostEpochs = 100_000
  /// The pixels of a picture, each way.
  private static let side = 640

  func validate() throws {
    if let epochs, !(0...Self.mostEpochs).contains(epochs) {
      throw ValidationError("--epochs goes from 0 to \(Self.mostEpochs).")
    }
    if png != nil, epochs == nil { throw ValidationError("--png needs --epochs.") }
    if png == "" { throw ValidationError("--png is empty.") }
    if path != nil, data != nil { throw ValidationError("Give a file or --data, not both.") }
    if data == .own { throw ValidationError("Your own points come from a file: name it.") }
  }

  func run() throws {
    let desk = try Self.desk()
    var settings = PlaygroundSettings()
    if let data { settings.data = data }
    var own: OwnPoints?
    if let path {
      let (file, points) = try desk.file(path)
      (settings, own) = file.beginning(with: points)
    }
    if let epochs {
      let figure = try PlaygroundFigure(settings, own: own, epochs: epochs, on: desk.backend)
      if let png {
        let pixels = figure.pixels(side: Self.side)
        try RasterImage(width: Self.side, height: Self.side, channels: 3, pixels: pixels)
          .write(to: png)
      }
      StandardOutput.write(figure.text)
      return
    }
    guard let terminal = try TerminalChoice.screen(on: screen.theme) else {
      throw CommandFailure(
        "the playground needs a terminal to draw on",
        remedy: "Without one, --epochs 100 trains and prints what comes of it.")
    }
    var program = PlaygroundProgram(on: terminal, settings, own: own, desk: desk)
    switch try program.run() {
    case .signal(let number): ProgramEnd.bySignal(number)
    case .terminalLost: ProgramEnd.bySignal(SIGHUP)
    case .scriptEnded, nil: break
    }
  }

  /// What trains it, on one thread, for its networks are small, and files that are replaced whole.
  private static func desk() throws -> PlaygroundDesk {
    PlaygroundDesk(
      backend: try Backends.standard.make(threads: 1),
      read: { try SourceFile.read($0).text },
      write: { text, path, replaces in
        guard replaces || !FileManager.default.fileExists(atPath: path) else { return false }
        try AtomicFile.write(text, to: path)
        return true
      })
  }
}

extension PointSource: ExpressibleByArgument {}
