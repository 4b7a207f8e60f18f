import Datasets
import NeuralNetworks

/// Everything that decides what a run computes: two runs of one configuration give the same bits.
public struct TrainingConfiguration: Codable, Hashable, Sendable {
  /// The network: a name of the zoo, or a description.
  public var network: String
  /// Where the images come from.
  public var data: DataSource
  /// How often the run goes through the training images.
  public var epochs: Int
  /// The most steps, where the run is to end before its epochs are over.
  public var steps: Int?
  /// The images of a step.
  public var batchSize: Int
  /// How parameters follow their gradients.
  public var optimizer: OptimizerSettings
  /// The course of the learning rate.
  public var schedule: LearningRateSchedule
  /// How training images are varied.
  public var augmentation: Augmentation
  /// What initial weights, order and variations follow from.
  public var seed: UInt64
  /// After how many epochs without a smaller test loss the run ends; `nil` never ends it.
  public var patience: Int?
  /// After how many steps a checkpoint is written, besides the one at each epoch's end.
  public var checkpointEvery: Int?
  /// What the run begins with; random numbers where absent.
  public var initialWeights: InitialWeights?
  /// What training leaves as it is: names of modules or of parameters; none where absent.
  public var frozen: [String]?
  /// The library that computes matrix products, with its version, where its bits are not those of the backend's own
  /// kernels.
  public var productLibrary: String?
  /// How many of the last checkpoints are kept, besides the best.
  public var keepCheckpoints = 3

  /// Creates a configuration whose other settings suit small networks.
  public init(network: String, data: DataSource) {
    self.network = network
    self.data = data
    epochs = 10
    batchSize = 64
    optimizer = .defaults(for: .sgd)
    optimizer.learningRate = 0.03
    optimizer.momentum = 0.9
    optimizer.nesterov = true
    optimizer.weightDecay = 5e-4
    schedule = .oneCycle
    augmentation = .none
    seed = 0
  }

  /// What counts can be; the command line and the run's file are held to the same.
  public static let (mostEpochs, mostSteps, mostImages) = (1_000_000, 1_000_000_000, 65_536)

  /// The counts that are out of their range, by the names of the file, with what they may be.
  var outOfRange: [(name: String, value: Int, most: Int)] {
    let counts = [
      ("epochs", epochs, Self.mostEpochs), ("steps", steps ?? 1, Self.mostSteps),
      ("batchSize", batchSize, Self.mostImages), ("patience", patience ?? 1, Self.mostEpochs),
      ("checkpointEvery", checkpointEvery ?? 1, Self.mostSteps),
      ("keepCheckpoints", keepCheckpoints, Self.mostSteps),
    ]
    return counts.filter { !(1...$0.2).contains($0.1) }
  }

  /// Makes sure that a run of this configuration may continue as another one.
  ///
  /// What ends a run and when it is saved may change, and its images may lie elsewhere; their
  /// fingerprint is compared. What computes may change, and ``productsNote(since:)`` says what that means.
  ///
  /// - Throws: ``TrainingError`` with the first other setting that differs.
  func checkContinued(
    as other: TrainingConfiguration, in folder: RunFolder
  ) throws(TrainingError) {
    var same = self
    (same.epochs, same.steps, same.patience) = (other.epochs, other.steps, other.patience)
    (same.checkpointEvery, same.keepCheckpoints) = (other.checkpointEvery, other.keepCheckpoints)
    (same.data, same.productLibrary) = (other.data, other.productLibrary)
    guard same != other else { return }
    let (trained, now) = (same.settings, other.settings)
    let rows = (trained + now).map(\.name).map { name in
      let values = [trained, now].map { side in side.first { $0.name == name }?.value ?? "absent" }
      return (name: name, trained: values[0], now: values[1])
    }
    throw TrainingError(
      path: folder.path + "/" + RunFolder.configurationName,
      rows.first { $0.trained != $0.now }.map {
        "\($0.name) is \($0.now), and was \($0.trained) when the run was trained"
      } ?? "the optimiser's numbers are not those that the run was trained with",
      remedy: "Put back what was there, or begin a new run; --init takes over the weights.")
  }

  /// What to say where matrix products come from elsewhere than before; `nil` where they do not.
  func productsNote(since before: TrainingConfiguration) -> String? {
    guard before.productLibrary != productLibrary else { return nil }
    func source(_ library: String?) -> String { library ?? "the backend's own kernels" }
    return "Matrix products come from \(source(productLibrary)) now, and came from"
      + " \(source(before.productLibrary)) before: from here on the last digits may be others."
  }

  /// The steps of the whole run.
  ///
  /// - Parameter stepsPerEpoch: The full batches of an epoch.
  public func totalSteps(stepsPerEpoch: Int) -> Int {
    min(epochs * stepsPerEpoch, steps ?? .max)
  }
}

extension TrainingConfiguration {
  /// What is configured, by the names that the command line has for it.
  public var settings: [(name: String, value: String)] {
    var rows = [
      ("network", network), ("data", data.argument), ("epochs", "\(epochs)"),
      ("batch size", "\(batchSize)"), ("optimizer", optimizer.method.title),
      ("learning rate", "\(optimizer.learningRate)"),
    ]
    if optimizer.method.parameters.contains(.momentum) {
      rows.append(
        ("momentum", "\(optimizer.momentum)" + (optimizer.nesterov ? ", Nesterov" : "")))
    }
    rows += [
      ("weight decay", "\(optimizer.weightDecay)"), ("schedule", schedule.text),
      ("augmentation", augmentation.rawValue), ("seed", "\(seed)"),
    ]
    if let initialWeights {
      let fresh = initialWeights.fresh.joined(separator: ", ")
      rows.append(
        ("initial weights", initialWeights.path + (fresh.isEmpty ? "" : ", anew: \(fresh)")))
    }
    if let productLibrary { rows.append(("matrix products", productLibrary)) }
    if let frozen { rows.append(("frozen", frozen.joined(separator: ", "))) }
    if let steps { rows.append(("most steps", "\(steps)")) }
    if let patience { rows.append(("patience", "\(patience)")) }
    return rows
  }
}
