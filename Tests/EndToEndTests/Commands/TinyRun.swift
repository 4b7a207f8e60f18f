import Foundation
import Testing

/// Training that takes moments, also in a program that was built without optimisation.
enum TinyRun {
  /// A small network on small batches.
  static let network = [
    "--net", "conv 4 5x5 stride 4, relu, fc 10", "--batch-size", "8",
  ]

  /// A run that ends when it is told to, and not before.
  static let arguments =
    ["train"] + network + ["--data", "images", "--out", "run", "--epochs", "100000"]

  /// A folder with a few images in MNIST's files: drawing the built-in set takes an unoptimised
  /// build seconds.
  static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    for (name, count) in [("train", 40), ("t10k", 20)] {
      let size: [UInt8] = [0, 0, 0, UInt8(count)]
      let side: [UInt8] = [0, 0, 0, 12]
      var images: [UInt8] = [0, 0, 8, 3] + size + side + side
      for index in 0..<count * 144 { images.append(UInt8((index * 37 + index / 144 * 91) % 256)) }
      var labels: [UInt8] = [0, 0, 8, 1] + size
      for index in 0..<count { labels.append(UInt8(index % 10)) }
      try sandbox.write(images, to: "images/\(name)-images-idx3-ubyte")
      try sandbox.write(labels, to: "images/\(name)-labels-idx1-ubyte")
    }
    return sandbox
  }

  /// Waits until a step has been made.
  ///
  /// The dashboard says it, and with `--plain` a line of progress or of an epoch. The words alone
  /// are no sign: the columns' names hold "loss" and "images/s" before the first step.
  static func waitForStep(in terminal: PseudoTerminal) throws {
    try terminal.waitUntil("the run trains") { screen in
      screen.lines.contains { $0.contains(/\bstep [1-9]|^ +[1-9]\d* +\d/) }
    }
  }

  /// The log ends with the reason, and the newest checkpoint is of the last step and can be read.
  static func expectSaved(
    in sandbox: Sandbox, reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let log = try String(contentsOfFile: sandbox("run/log.jsonl"), encoding: .utf8)
    let last = try #require(log.split(separator: "\n").last, sourceLocation: sourceLocation)
    let end = try #require(
      JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any],
      sourceLocation: sourceLocation)
    #expect(end["event"] as? String == "end", sourceLocation: sourceLocation)
    #expect(end["reason"] as? String == reason, sourceLocation: sourceLocation)
    let step = try #require(end["step"] as? Int, sourceLocation: sourceLocation)
    #expect(step > 0, sourceLocation: sourceLocation)
    let folder = sandbox("run/checkpoints")
    let newest = try FileManager.default.contentsOfDirectory(atPath: folder).max()
    #expect(newest == String(format: "step-%08d", step), sourceLocation: sourceLocation)
    // A damaged checkpoint is passed over with a warning.
    try sandbox.write("P2 1 1 255\n0\n", to: "picture.pgm")
    let answer = try Convscope.run("predict", "run", "picture.pgm", in: sandbox)
    #expect(answer.status == .exited(0), sourceLocation: sourceLocation)
    #expect(answer.standardError == "", sourceLocation: sourceLocation)
  }
}
