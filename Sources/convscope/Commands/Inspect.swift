import ArgumentParser
import NeuralNetworks
import TensorEngine

/// Shows what a network consists of, without running it.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a network layer by layer: sizes, parameters, multiply-adds, memory.",
    usage: "convscope inspect [<options>] [<network>]",
    discussion: """
      A network is one that has a name, a file, or a description:

        convscope inspect resnet20
        convscope inspect "conv 16 5x5 pad 2, relu, pool 2, fc 10"

      Without one it lists those that have a name.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A name, a file or a description in quotes.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.map(\.name) })
  var network: String?

  @Option(help: ArgumentHelp("The same, under the name it has in train.", valueName: "text"))
  var net: String?

  @Option(
    help: ArgumentHelp("The images, as channels x height x width: 3x32x32.", valueName: "size"))
  var input: ImageSize?

  @Option(help: ArgumentHelp("The number of classes.", valueName: "count"))
  var classes: Int?

  @Flag(help: "Print layers and totals as JSON.")
  var json = false

  @Flag(
    name: .customLong("pytorch"), help: "Print the network as PyTorch code that takes its weights.")
  var isPyTorch = false

  func validate() throws {
    if let classes, !(1...65_536).contains(classes) {
      throw ValidationError("--classes takes a number from 1 to 65536, not \(classes).")
    }
    if network != nil, net != nil {
      throw ValidationError("Give a network or --net, not both.")
    }
    if isPyTorch, json { throw ValidationError("Give --json or --pytorch, not both.") }
    if isPyTorch, network == nil, net == nil {
      throw ValidationError("--pytorch goes with a network; name one.")
    }
    if network == nil, net == nil, input != nil || classes != nil {
      throw ValidationError("--input and --classes go with a network; name one.")
    }
  }

  func run() throws {
    guard let network = network ?? net else {
      let list = try ZooList()
      if json {
        StandardOutput.writeExactly(try list.json())
      } else {
        StandardOutput.write(list.text)
      }
      return
    }
    let architecture = try NetworkChoice.architecture(network)
    if isPyTorch {
      let code = try PyTorchCode(architecture, inputShape: input?.shape, classes: classes)
      StandardOutput.writeExactly(code.text)
      return
    }
    let built = try architecture.build(
      batchSize: 1, mode: .evaluation, inputShape: input?.shape, classes: classes)
    let summary = NetworkSummary(architecture, built)
    if json {
      StandardOutput.writeExactly(try summary.json())
    } else {
      StandardOutput.write(summary.text)
    }
  }
}

/// The size of an image on the command line.
struct ImageSize: ExpressibleByArgument {
  /// [C, H, W].
  let shape: Shape

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap { $0 }
    guard parts.count == 3, numbers.count == 3,
      numbers.allSatisfy({ (1...4_096).contains($0) })
    else { return nil }
    shape = Shape(numbers)
  }
}
