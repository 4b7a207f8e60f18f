import ArgumentParser
import NeuralNetworks

/// The network that is measured, the images of a batch, and how many threads compute.
struct NetworkOptions: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp("A network's name, or a network of your own.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.filter(\.isTrainable).map(\.name) })
  var network: String

  @Option(help: "The images of a step; multiples of 16 are fastest.")
  var batchSize = 128

  @Option(help: "How many threads compute; all cores if absent.")
  var threads: Int?

  /// The network, which has to be one that can be trained.
  func architecture() throws -> Architecture { try NetworkChoice.trainable(network) }

  /// Refuses what cannot be measured.
  ///
  /// - Parameters:
  ///   - mostImages: The largest batch.
  ///   - seconds: How long it would be measured.
  func check(mostImages: Int, seconds: Double = 1) throws {
    guard (1...mostImages).contains(batchSize) else {
      throw ValidationError(
        "--batch-size takes a number from 1 to \(mostImages), not \(batchSize).")
    }
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds takes a number above 0 and up to 3600, not \(seconds).")
    }
  }
}
